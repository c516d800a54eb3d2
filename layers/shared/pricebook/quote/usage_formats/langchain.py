"""LangChain's `usage_metadata`: cached, audio and reasoning tokens are parts of two totals.

https://reference.langchain.com/python/langchain-core/messages/ai/UsageMetadata
"""

from pricebook.quote.usage_formats import Completion, Format, Prompt, media

INPUTS, OUTPUTS = "input_token_details", "output_token_details"

metadata = Format(
    name="langchain",
    title="a LangChain usage_metadata",
    marks=frozenset(
        {
            *(f"{INPUTS}.cache_read", f"{INPUTS}.cache_creation", f"{INPUTS}.audio"),
            *(f"{OUTPUTS}.reasoning", f"{OUTPUTS}.audio"),
        }
    ),
    prompt=Prompt(
        total=("input_tokens",),
        cached=(f"{INPUTS}.cache_read",),
        written=(f"{INPUTS}.cache_creation",),
        written_for={
            "5m": (f"{INPUTS}.ephemeral_5m_input_tokens",),
            "1h": (f"{INPUTS}.ephemeral_1h_input_tokens",),
        },
        media=media(f"{INPUTS}.{{}}", "audio", "image", "video"),
        text=(f"{INPUTS}.text",),
    ),
    completion=Completion(
        total=("output_tokens",),
        reasoning=(f"{OUTPUTS}.reasoning",),
        media=media(f"{OUTPUTS}.{{}}", "audio", "image", "video"),
        text=(f"{OUTPUTS}.text",),
    ),
    total=("total_tokens",),
)
