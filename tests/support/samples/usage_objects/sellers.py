"""Usage objects of those who sell the models of several labs, or a few of their own."""

from tests.support.samples.usage_objects.sample import Sample

SAMPLES: dict[str, Sample] = {
    "OpenRouter": Sample(
        "openrouter",
        {
            "prompt_tokens": 194,
            "prompt_tokens_details": {"cached_tokens": 44, "cache_write_tokens": 100},
            "completion_tokens": 2,
            "completion_tokens_details": {"reasoning_tokens": 0, "image_tokens": 0},
            "total_tokens": 196,
            "cost": 0.95,
            "is_byok": False,
            "cost_details": {"upstream_inference_cost": 19},
            "server_tool_use": {"web_search_requests": 1},
        },
        {
            "input_tokens": 50,
            "cache_read_tokens": 44,
            "cache_write_tokens": 100,
            "output_tokens": 2,
            "web_searches": 1,
        },
    ),
    "OpenRouter responses": Sample(
        "openrouter",
        {
            "input_tokens": 194,
            "input_tokens_details": {"cached_tokens": 44},
            "output_tokens": 25,
            "output_tokens_details": {"reasoning_tokens": 5},
            "total_tokens": 219,
            "cost": 0.0012,
            "cost_details": {"upstream_inference_cost": None},
            "is_byok": False,
        },
        {
            "input_tokens": 150,
            "cache_read_tokens": 44,
            "output_tokens": 20,
            "reasoning_tokens": 5,
        },
    ),
    "OpenRouter generation": Sample(
        "openrouter_generation",
        {
            "data": {
                "id": "gen-1",
                "total_cost": 0.0015,
                "created_at": "2026-01-01T00:00:00Z",
                "model": "openai/gpt-5",
                "origin": "https://example.org",
                "usage": 0.0015,
                "is_byok": False,
                "provider_name": "OpenAI",
                "latency": 1250,
                "generation_time": 900,
                "finish_reason": "stop",
                "tokens_prompt": 90,
                "tokens_completion": 24,
                "native_tokens_prompt": 100,
                "native_tokens_completion": 25,
                "native_tokens_reasoning": 5,
                "native_tokens_cached": 60,
                "num_search_results": None,
            }
        },
        {
            "input_tokens": 40,
            "cache_read_tokens": 60,
            "output_tokens": 20,
            "reasoning_tokens": 5,
        },
    ),
    "Mistral": Sample(
        "mistral",
        {
            "prompt_audio_seconds": 203,
            "prompt_tokens": 4,
            "completion_tokens": 635,
            "total_tokens": 3264,
        },
        {"input_seconds": 203, "input_tokens": 4, "output_tokens": 635},
    ),
    "Mistral OCR": Sample(
        "mistral_ocr", {"pages_processed": 29, "doc_size_bytes": 3002783}, {"pages": 29}
    ),
    "Cohere": Sample(
        "cohere",
        {
            "billed_units": {"input_tokens": 5, "output_tokens": 418},
            "tokens": {"input_tokens": 71, "output_tokens": 420},
        },
        {"input_tokens": 5, "output_tokens": 418},
    ),
    "Cohere rerank": Sample(
        "cohere",
        {"meta": {"api_version": {"version": "2"}, "billed_units": {"search_units": 1}}},
        {"queries": 1},
    ),
    "xAI": Sample(
        "xai",
        {
            "prompt_tokens": 37,
            "completion_tokens": 530,
            "total_tokens": 1367,
            "prompt_tokens_details": {"text_tokens": 37, "cached_tokens": 8},
            "completion_tokens_details": {"reasoning_tokens": 800},
            "num_sources_used": 3,
            "cost_in_usd_ticks": 37756000,
        },
        {
            "input_tokens": 29,
            "cache_read_tokens": 8,
            "output_tokens": 530,
            "reasoning_tokens": 800,
            "search_sources": 3,
        },
    ),
    "xAI responses": Sample(
        "xai_responses",
        {
            "input_tokens": 100,
            "input_tokens_details": {"cached_tokens": 40},
            "output_tokens": 60,
            "output_tokens_details": {"reasoning_tokens": 50},
            "total_tokens": 160,
            "num_server_side_tools_used": 2,
            "server_side_tool_usage_details": {"web_search_calls": 2, "x_search_calls": 0},
        },
        {
            "input_tokens": 60,
            "cache_read_tokens": 40,
            "output_tokens": 10,
            "reasoning_tokens": 50,
            "web_searches": 2,
        },
    ),
    "DeepSeek": Sample(
        "deepseek",
        {
            "prompt_tokens": 50,
            "completion_tokens": 9,
            "total_tokens": 59,
            "prompt_tokens_details": {"cached_tokens": 30},
            "prompt_cache_hit_tokens": 30,
            "prompt_cache_miss_tokens": 20,
        },
        {"input_tokens": 20, "cache_read_tokens": 30, "output_tokens": 9},
    ),
    "Groq": Sample(
        "groq",
        {
            "queue_time": 0.037,
            "prompt_tokens": 18,
            "prompt_time": 0.0006,
            "completion_tokens": 556,
            "completion_time": 0.46,
            "total_tokens": 574,
            "total_time": 0.4636,
        },
        {"input_tokens": 18, "output_tokens": 556},
    ),
    "Moonshot": Sample(
        "moonshot",
        {
            "prompt_tokens": 6000,
            "completion_tokens": 250,
            "total_tokens": 6250,
            "cached_tokens": 5120,
        },
        {"input_tokens": 880, "cache_read_tokens": 5120, "output_tokens": 250},
    ),
    "Together": Sample(
        "together",
        {"prompt_tokens": 60, "completion_tokens": 25, "total_tokens": 85, "cached_tokens": 10},
        {"input_tokens": 50, "cache_read_tokens": 10, "output_tokens": 25},
        model="together/zai-org/GLM-4.6",
    ),
    "Fireworks": Sample(
        "fireworks",
        {
            "prompt_tokens": 60,
            "completion_tokens": 25,
            "total_tokens": 85,
            "prompt_tokens_details": {"cached_tokens": 10},
        },
        {"input_tokens": 50, "cache_read_tokens": 10, "output_tokens": 25},
        model="fireworks/accounts/fireworks/models/glm-4p6",
    ),
    "Voyage": Sample("voyage", {"total_tokens": 815}, {"input_tokens": 815}, "voyage/voyage-3.5"),
    "Perplexity": Sample(
        "perplexity",
        {
            "prompt_tokens": 33,
            "completion_tokens": 7163,
            "total_tokens": 7196,
            "search_context_size": "low",
            "citation_tokens": 20016,
            "num_search_queries": 18,
            "reasoning_tokens": 95305,
            "cost": {"input_tokens_cost": 0.0, "request_cost": 0.006, "total_cost": 0.4},
        },
        {
            "input_tokens": 33,
            "output_tokens": 7163,
            "reasoning_tokens": 95305,
            "citation_tokens": 20016,
            "web_searches": 18,
        },
    ),
}
