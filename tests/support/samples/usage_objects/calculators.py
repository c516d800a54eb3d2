"""Usage objects of the programs that other people count costs with."""

from tests.support.samples.usage_objects.sample import Sample

SAMPLES: dict[str, Sample] = {
    "LiteLLM": Sample(
        "litellm",
        {
            "prompt_tokens": 3000,
            "completion_tokens": 60,
            "total_tokens": 3060,
            "prompt_tokens_details": {
                "audio_tokens": None,
                "cached_tokens": 2000,
                "text_tokens": None,
                "cache_creation_tokens": 980,
                "cache_creation_token_details": {
                    "ephemeral_5m_input_tokens": 900,
                    "ephemeral_1h_input_tokens": 80,
                },
            },
            "cache_read_input_tokens": 2000,
            "cache_creation_input_tokens": 980,
        },
        {
            "input_tokens": 20,
            "cache_read_tokens": 2000,
            "cache_write_tokens 5m": 900,
            "cache_write_tokens 1h": 80,
            "output_tokens": 60,
        },
    ),
    "LiteLLM, Gemini": Sample(
        "litellm",
        {
            "prompt_tokens": 100,
            "completion_tokens": 60,
            "total_tokens": 160,
            "completion_tokens_details": {"reasoning_tokens": 40, "text_tokens": 20},
            "prompt_tokens_details": {
                "cached_tokens": 30,
                "text_tokens": 70,
                "cache_creation_tokens": 0,
                "web_search_requests": 2,
                "google_maps_grounding_requests": 1,
            },
        },
        {
            "input_tokens": 70,
            "cache_read_tokens": 30,
            "output_tokens": 20,
            "reasoning_tokens": 40,
            "web_searches": 2,
            "map_searches": 1,
        },
    ),
    "genai-prices": Sample(
        "pydantic_ai",
        {
            "input_tokens": 1000,
            "input_audio_tokens": 300,
            "cache_read_tokens": 400,
            "cache_audio_read_tokens": 100,
            "cache_write_tokens": 50,
            "cache_write_1h_tokens": 20,
            "output_tokens": 90,
            "output_reasoning_tokens": 60,
            "web_searches": 1,
        },
        {
            "input_tokens": 350,
            "input_audio_tokens": 200,
            "cache_read_tokens": 300,
            "cache_read_audio_tokens": 100,
            "cache_write_tokens": 30,
            "cache_write_tokens 1h": 20,
            "output_tokens": 30,
            "reasoning_tokens": 60,
            "web_searches": 1,
        },
    ),
}
