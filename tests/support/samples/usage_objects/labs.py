"""Usage objects of Anthropic, Google and Amazon, and of Claude's tools."""

from tests.support.samples.usage_objects.sample import Sample

CLAUDE = Sample(
    "anthropic",
    {
        "input_tokens": 2048,
        "cache_creation_input_tokens": 556,
        "cache_read_input_tokens": 1800,
        "cache_creation": {"ephemeral_5m_input_tokens": 456, "ephemeral_1h_input_tokens": 100},
        "output_tokens": 503,
        "output_tokens_details": {"thinking_tokens": 400},
        "server_tool_use": {"web_search_requests": 2, "web_fetch_requests": 1},
        "service_tier": "standard",
        "inference_geo": "not_available",
        "iterations": None,
    },
    {
        "input_tokens": 2048,
        "cache_write_tokens 5m": 456,
        "cache_write_tokens 1h": 100,
        "cache_read_tokens": 1800,
        "output_tokens": 503,
        "web_searches": 2,
    },
)
GEMINI = Sample(
    "gemini",
    {
        "promptTokenCount": 2152,
        "cachedContentTokenCount": 100,
        "candidatesTokenCount": 710,
        "toolUsePromptTokenCount": 31,
        "thoughtsTokenCount": 1000,
        "totalTokenCount": 3893,
        "promptTokensDetails": [
            {"modality": "TEXT", "tokenCount": 94},
            {"modality": "AUDIO", "tokenCount": 1800},
            {"modality": "DOCUMENT", "tokenCount": 258},
        ],
        "cacheTokensDetails": [{"modality": "AUDIO", "tokenCount": 100}],
        "candidatesTokensDetails": [
            {"modality": "TEXT", "tokenCount": 10},
            {"modality": "IMAGE", "tokenCount": 700},
            {"modality": "AUDIO"},
        ],
    },
    {
        "input_tokens": 125,
        "input_audio_tokens": 1700,
        "input_file_tokens": 258,
        "cache_read_audio_tokens": 100,
        "output_tokens": 10,
        "output_image_tokens": 700,
        "reasoning_tokens": 1000,
    },
)

SAMPLES: dict[str, Sample] = {
    "Anthropic": CLAUDE,
    "Anthropic, iterations": Sample(
        "anthropic",
        {
            "input_tokens": 23000,
            "output_tokens": 1000,
            "server_tool_use": {"web_search_requests": 1},
            "iterations": [
                {"type": "compaction", "input_tokens": 180000, "output_tokens": 3500},
                {
                    "type": "message",
                    "input_tokens": 23000,
                    "cache_read_input_tokens": 7,
                    "output_tokens": 1000,
                },
            ],
        },
        {
            "input_tokens": 180000,
            "output_tokens": 3500,
            "input_tokens #1": 23000,
            "cache_read_tokens #1": 7,
            "output_tokens #1": 1000,
            "web_searches": 1,
        },
    ),
    "Claude Code": Sample(
        "claude_code",
        {
            "type": "assistant",
            "uuid": "u",
            "sessionId": "s",
            "message": {"id": "msg_1", "model": "claude-opus-4-6", "usage": CLAUDE.payload},
        },
        CLAUDE.counts,
    ),
    "Claude Agent SDK": Sample(
        "claude_agent_sdk",
        {
            "type": "result",
            "total_cost_usd": 0.5,
            "modelUsage": {
                "claude-haiku-4-5-20251001": {"inputTokens": 9, "outputTokens": 8, "costUSD": 0},
                "claude-sonnet-4-5-20250929": {
                    "inputTokens": 40,
                    "outputTokens": 900,
                    "cacheReadInputTokens": 51000,
                    "cacheCreationInputTokens": 3000,
                    "webSearchRequests": 1,
                    "costUSD": 0.42,
                    "contextWindow": 200000,
                },
            },
        },
        {
            "input_tokens": 40,
            "cache_read_tokens": 51000,
            "cache_write_tokens": 3000,
            "output_tokens": 900,
            "web_searches": 1,
        },
        model="anthropic/claude-sonnet-4-5-20250929",
    ),
    "Gemini": GEMINI,
    "Gemini, Python": Sample(
        "gemini",
        {
            "prompt_token_count": 4000,
            "cached_content_token_count": 3000,
            "candidates_token_count": 200,
            "thoughts_token_count": 500,
            "total_token_count": 4700,
            "prompt_tokens_details": [{"modality": "TEXT", "token_count": 4000}],
            "cache_tokens_details": [{"modality": "TEXT", "token_count": 3000}],
            "tool_use_prompt_token_count": None,
        },
        {
            "input_tokens": 1000,
            "cache_read_tokens": 3000,
            "output_tokens": 200,
            "reasoning_tokens": 500,
        },
    ),
    "Gemini live": Sample(
        "gemini",
        {
            "promptTokenCount": 50,
            "responseTokenCount": 60,
            "totalTokenCount": 110,
            "responseTokensDetails": [{"modality": "AUDIO", "tokenCount": 60}],
        },
        {"input_tokens": 50, "output_audio_tokens": 60},
    ),
    "Gemini interactions": Sample(
        "gemini_interactions",
        {
            "total_input_tokens": 1000,
            "input_tokens_by_modality": [
                {"modality": "text", "tokens": 700},
                {"modality": "image", "tokens": 300},
            ],
            "total_cached_tokens": 200,
            "cached_tokens_by_modality": [{"modality": "text", "tokens": 200}],
            "total_output_tokens": 50,
            "total_thought_tokens": 90,
            "total_tool_use_tokens": 10,
            "total_tokens": 1150,
            "grounding_tool_count": [{"type": "google_search", "count": 2}],
        },
        {
            "input_tokens": 510,
            "cache_read_tokens": 200,
            "input_image_tokens": 300,
            "output_tokens": 50,
            "reasoning_tokens": 90,
            "web_searches": 2,
        },
    ),
    "Vertex": Sample("vertex", GEMINI.payload | {"trafficType": "ON_DEMAND"}, GEMINI.counts),
    "Bedrock Converse": Sample(
        "bedrock_converse",
        {
            "inputTokens": 30,
            "outputTokens": 628,
            "totalTokens": 1958,
            "cacheReadInputTokens": 1000,
            "cacheWriteInputTokens": 300,
            "cacheDetails": [{"ttl": "1h", "inputTokens": 200}, {"ttl": "5m", "inputTokens": 100}],
        },
        {
            "input_tokens": 30,
            "cache_read_tokens": 1000,
            "cache_write_tokens 1h": 200,
            "cache_write_tokens 5m": 100,
            "output_tokens": 628,
        },
    ),
}
