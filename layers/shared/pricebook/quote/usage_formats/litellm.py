"""LiteLLM's `Usage`: OpenAI's chat usage that contains what a cache reads and writes.

Anthropic's own counters are repeated beside it.
https://docs.litellm.ai/docs/completion/prompt_caching
"""

from dataclasses import replace

from pricebook.quote.usage_formats.openai_chat import PROMPTS, chat

CREATED = f"{PROMPTS}.cache_creation_token_details"

usage = replace(
    chat,
    name="litellm",
    title="a LiteLLM usage",
    marks=frozenset(
        {
            *("cache_read_input_tokens", "cache_creation_input_tokens", f"{CREATED}"),
            f"{PROMPTS}.cache_creation_tokens",
        }
    ),
    prompt=replace(
        chat.prompt,
        cached=(*chat.prompt.cached, "cache_read_input_tokens"),
        written=(*chat.prompt.written, "cache_creation_input_tokens"),
        written_for={
            "5m": (f"{CREATED}.ephemeral_5m_input_tokens",),
            "1h": (f"{CREATED}.ephemeral_1h_input_tokens",),
        },
    ),
    counters={
        "server_tool_use.web_search_requests": "web_searches",
        f"{PROMPTS}.web_search_requests": "web_searches",
        f"{PROMPTS}.google_maps_grounding_requests": "map_searches",
    },
    billed=("cost",),
)
