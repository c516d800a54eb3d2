"""OpenAI realtime: details have a singular name, and say which cached tokens are of which medium.

https://developers.openai.com/api/docs/guides/realtime-costs
"""

from pricebook.quote.usage_formats import Completion, Format, Prompt, media

INPUTS, OUTPUTS = "input_token_details", "output_token_details"
CACHED = f"{INPUTS}.cached_tokens"

realtime = Format(
    name="openai_realtime",
    title="an OpenAI realtime answer",
    marks=frozenset(
        {
            *(f"{INPUTS}.text_tokens", f"{INPUTS}.audio_tokens", CACHED),
            *(f"{OUTPUTS}.text_tokens", f"{OUTPUTS}.audio_tokens"),
        }
    ),
    prompt=Prompt(
        total=("input_tokens",),
        cached=(CACHED,),
        media=media(f"{INPUTS}.{{}}_tokens", "audio", "image"),
        text=(f"{INPUTS}.text_tokens",),
        cached_media=media(f"{CACHED}_details.{{}}_tokens", "audio", "image"),
        cached_text=(f"{CACHED}_details.text_tokens",),
    ),
    completion=Completion(
        total=("output_tokens",),
        reasoning=(f"{OUTPUTS}.reasoning_tokens",),
        media=media(f"{OUTPUTS}.{{}}_tokens", "audio", "image"),
        text=(f"{OUTPUTS}.text_tokens",),
    ),
    total=("total_tokens",),
    free=frozenset({"type"}),
    vendors=frozenset({"azure", "openai"}),
)
