"""OpenAI chat completions: cached, audio, image and reasoning tokens are parts of two totals.

Accepted and rejected predictions are charged like any completion.
https://developers.openai.com/api/reference/resources/chat
"""

from pricebook.quote.usage_formats import Completion, Format, Prompt, Word, media

PROMPT, PROMPTS = "prompt_tokens", "prompt_tokens_details"
COMPLETION, COMPLETIONS = "completion_tokens", "completion_tokens_details"

chat = Format(
    name="openai_chat",
    title="an OpenAI chat answer",
    marks=frozenset({PROMPT}),
    prompt=Prompt(
        total=(PROMPT,),
        cached=(f"{PROMPTS}.cached_tokens",),
        written=(
            f"{PROMPTS}.cache_write_tokens",
            f"{PROMPTS}.cache_creation_tokens",
            f"{PROMPTS}.caching_tokens",
        ),
        media=media(f"{PROMPTS}.{{}}_tokens", "audio", "image", "video", "file"),
        text=(f"{PROMPTS}.text_tokens",),
    ),
    completion=Completion(
        total=(COMPLETION,),
        reasoning=(f"{COMPLETIONS}.reasoning_tokens",),
        media=media(f"{COMPLETIONS}.{{}}_tokens", "audio", "image", "video"),
        text=(f"{COMPLETIONS}.text_tokens",),
    ),
    total=("total_tokens",),
    words=(Word("service_tier", "service_tier"),),
    free=frozenset(
        {
            f"{COMPLETIONS}.accepted_prediction_tokens",
            f"{COMPLETIONS}.rejected_prediction_tokens",
        }
    ),
    vendors=frozenset({"azure", "openai"}),
)
