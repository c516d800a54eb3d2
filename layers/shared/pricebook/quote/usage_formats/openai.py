"""OpenAI: cached, audio, image and reasoning tokens are parts of the two totals.

Accepted and rejected predictions are charged like any completion. Realtime gives its details a
singular name, and says which cached tokens are sound or picture.
https://developers.openai.com/api/reference/resources/chat,
https://developers.openai.com/api/reference/resources/responses
"""

from pricebook.quote.usage_formats import Part, Shape, media, part

PROMPT, PROMPTS = "prompt_tokens", "prompt_tokens_details"
COMPLETION, COMPLETIONS = "completion_tokens", "completion_tokens_details"
INPUT, INPUTS, LIVE = "input_tokens", "input_tokens_details", "input_token_details"
OUTPUT, OUTPUTS, LIVE_OUT = "output_tokens", "output_tokens_details", "output_token_details"
CACHED = f"{LIVE}.cached_tokens"

CHAT = (
    part(PROMPT, "input_tokens"),
    # the second is DeepSeek's name for the first
    Part((f"{PROMPTS}.cached_tokens", "prompt_cache_hit_tokens"), "cache_read_tokens", PROMPT),
    part(f"{PROMPTS}.cache_write_tokens", "cache_write_tokens", PROMPT),
    *media(PROMPTS, "input", PROMPT, "audio", "image", "video"),
    part(COMPLETION, "output_tokens"),
    part(f"{COMPLETIONS}.reasoning_tokens", "reasoning_tokens", COMPLETION),
    *media(COMPLETIONS, "output", COMPLETION, "audio", "image"),
)
CHAT_FREE = frozenset(
    {
        f"{PROMPTS}.text_tokens",
        f"{COMPLETIONS}.text_tokens",
        f"{COMPLETIONS}.accepted_prediction_tokens",
        f"{COMPLETIONS}.rejected_prediction_tokens",
    }
)
RESPONSES = (
    part(INPUT, "input_tokens"),
    Part((f"{INPUTS}.cached_tokens", CACHED), "cache_read_tokens", INPUT),
    part(f"{INPUTS}.cache_write_tokens", "cache_write_tokens", INPUT),
    *media(INPUTS, "input", INPUT, "audio", "image"),
    part(f"{LIVE}.audio_tokens", "input_audio_tokens", INPUT, f"{CACHED}_details.audio_tokens"),
    part(f"{LIVE}.image_tokens", "input_image_tokens", INPUT, f"{CACHED}_details.image_tokens"),
    *media(f"{CACHED}_details", "cache_read", CACHED, "audio", "image"),
    part(OUTPUT, "output_tokens"),
    part(f"{OUTPUTS}.reasoning_tokens", "reasoning_tokens", OUTPUT),
    *media(OUTPUTS, "output", OUTPUT, "audio", "image"),
    *media(LIVE_OUT, "output", OUTPUT, "audio", "image"),
)
RESPONSES_FREE = frozenset(
    {"type", f"{CACHED}_details.text_tokens"}
    | {f"{details}.text_tokens" for details in (INPUTS, LIVE, OUTPUTS, LIVE_OUT)}
)

chat = Shape(
    name="an OpenAI chat answer",
    marks=frozenset({PROMPT}),
    parts=CHAT,
    total="total_tokens",
    free=CHAT_FREE,
)
responses = Shape(
    name="an OpenAI responses answer",
    marks=frozenset({INPUT}),
    parts=RESPONSES,
    total="total_tokens",
    free=RESPONSES_FREE,
)
transcription = Shape(
    name="an OpenAI transcription",
    marks=frozenset({"seconds"}),
    parts=(part("seconds", "input_seconds"),),
    free=frozenset({"type"}),
)
