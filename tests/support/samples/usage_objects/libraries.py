"""Usage objects that libraries, tracers and tools write."""

from tests.support.samples.usage_objects.sample import Sample

CODEX = {
    "input_tokens": 6245,
    "cached_input_tokens": 5376,
    "output_tokens": 407,
    "reasoning_output_tokens": 320,
    "total_tokens": 6652,
}
CODEX_COUNTS = {
    "input_tokens": 869,
    "cache_read_tokens": 5376,
    "output_tokens": 87,
    "reasoning_tokens": 320,
}

SAMPLES: dict[str, Sample] = {
    "AI SDK 4": Sample(
        "ai_sdk_4",
        {"promptTokens": 787, "completionTokens": 60, "totalTokens": 847},
        {"input_tokens": 787, "output_tokens": 60},
    ),
    "AI SDK 5": Sample(
        "ai_sdk_5",
        {
            "inputTokens": 900,
            "outputTokens": 700,
            "totalTokens": 1600,
            "reasoningTokens": 512,
            "cachedInputTokens": 640,
        },
        {
            "input_tokens": 260,
            "cache_read_tokens": 640,
            "output_tokens": 188,
            "reasoning_tokens": 512,
        },
        model="openai/gpt-5",
    ),
    "AI SDK 5 with Anthropic": Sample(
        "ai_sdk_5",
        {"inputTokens": 900, "outputTokens": 70, "totalTokens": 970, "cachedInputTokens": 640},
        {"input_tokens": 900, "cache_read_tokens": 640, "output_tokens": 70},
        model="anthropic/claude-sonnet-4-5",
    ),
    "AI SDK 6": Sample(
        "ai_sdk_6",
        {
            "inputTokens": 900,
            "inputTokenDetails": {
                "noCacheTokens": 160,
                "cacheReadTokens": 640,
                "cacheWriteTokens": 100,
            },
            "outputTokens": 700,
            "outputTokenDetails": {"textTokens": 188, "reasoningTokens": 512},
            "totalTokens": 1600,
            "cachedInputTokens": 640,
            "reasoningTokens": 512,
            "raw": {"anything": {"at": {"all": 5}}},
        },
        {
            "input_tokens": 160,
            "cache_read_tokens": 640,
            "cache_write_tokens": 100,
            "output_tokens": 188,
            "reasoning_tokens": 512,
        },
    ),
    "AI SDK 6, provider": Sample(
        "ai_sdk_6",
        {
            "inputTokens": {"total": 900, "noCache": 260, "cacheRead": 640},
            "outputTokens": {"total": 700, "text": 188, "reasoning": 512},
        },
        {
            "input_tokens": 260,
            "cache_read_tokens": 640,
            "output_tokens": 188,
            "reasoning_tokens": 512,
        },
    ),
    "LangChain": Sample(
        "langchain",
        {
            "input_tokens": 350,
            "output_tokens": 240,
            "total_tokens": 590,
            "input_token_details": {"audio": 10, "cache_creation": 200, "cache_read": 100},
            "output_token_details": {"audio": 10, "reasoning": 200},
        },
        {
            "input_tokens": 40,
            "input_audio_tokens": 10,
            "cache_read_tokens": 100,
            "cache_write_tokens": 200,
            "output_tokens": 30,
            "output_audio_tokens": 10,
            "reasoning_tokens": 200,
        },
    ),
    "Agents SDK": Sample(
        "openai_responses",
        {
            "requests": 2,
            "input_tokens": 100,
            "input_tokens_details": {"cached_tokens": 30},
            "output_tokens": 20,
            "output_tokens_details": {"reasoning_tokens": 5},
            "total_tokens": 120,
            "request_usage_entries": [{"input_tokens": 60}, {"input_tokens": 40}],
        },
        {
            "input_tokens": 70,
            "cache_read_tokens": 30,
            "output_tokens": 15,
            "reasoning_tokens": 5,
            "requests": 2,
        },
    ),
    "Pydantic AI": Sample(
        "pydantic_ai",
        {
            "input_tokens": 90500,
            "cache_read_tokens": 88000,
            "cache_write_tokens": 2400,
            "output_tokens": 310,
            "details": {"cache_read_input_tokens": 88000, "reasoning_tokens": 100},
        },
        {
            "input_tokens": 100,
            "cache_read_tokens": 88000,
            "cache_write_tokens": 2400,
            "output_tokens": 210,
            "reasoning_tokens": 100,
        },
    ),
    "OpenTelemetry": Sample(
        "opentelemetry",
        {
            "gen_ai.operation.name": "chat",
            "gen_ai.request.model": "gpt-5",
            "gen_ai.usage.input_tokens": 100,
            "gen_ai.usage.cache_read.input_tokens": 50,
            "gen_ai.usage.cache_creation.input_tokens": 25,
            "gen_ai.usage.output_tokens": 180,
            "gen_ai.usage.reasoning.output_tokens": 80,
        },
        {
            "input_tokens": 25,
            "cache_read_tokens": 50,
            "cache_write_tokens": 25,
            "output_tokens": 100,
            "reasoning_tokens": 80,
        },
    ),
    "OpenTelemetry, older": Sample(
        "opentelemetry",
        {"attributes": {"gen_ai.usage.prompt_tokens": 9, "gen_ai.usage.completion_tokens": 4}},
        {"input_tokens": 9, "output_tokens": 4},
    ),
    "Langfuse": Sample(
        "langfuse",
        {
            "input": 20,
            "input_cached_tokens": 1920,
            "output": 108,
            "output_reasoning_tokens": 192,
            "input_audio_tokens": 6,
            "total": 2246,
        },
        {
            "input_tokens": 20,
            "cache_read_tokens": 1920,
            "output_tokens": 108,
            "reasoning_tokens": 192,
            "input_audio_tokens": 6,
        },
    ),
    "Codex": Sample("codex", CODEX, CODEX_COUNTS),
    "Codex, whole event": Sample(
        "codex",
        {
            "timestamp": "2026-01-01T00:00:00Z",
            "type": "event_msg",
            "payload": {
                "type": "token_count",
                "info": {
                    "total_token_usage": {"input_tokens": 26549, "output_tokens": 1590},
                    "last_token_usage": CODEX,
                    "model_context_window": 272000,
                },
                "rate_limits": {"primary": None},
            },
        },
        CODEX_COUNTS,
    ),
    "Ollama": Sample(
        "ollama",
        {
            "model": "gpt-oss",
            "created_at": "2026-01-01T00:00:00Z",
            "message": {"role": "assistant", "content": "Hello"},
            "done": True,
            "done_reason": "stop",
            "total_duration": 5191566416,
            "load_duration": 2154458,
            "prompt_eval_count": 26,
            "prompt_eval_duration": 383809000,
            "eval_count": 298,
            "eval_duration": 4799921000,
        },
        {"input_tokens": 26, "output_tokens": 298},
    ),
    "Our meters": Sample(
        "meters",
        {"input_tokens": 5, "cache_read_image_tokens": 9, "output_tokens": 0, "web_searches": 1},
        {"input_tokens": 5, "cache_read_image_tokens": 9, "web_searches": 1},
    ),
}
