"""Real models with awkward prices: facts as sellers published them, per the unit people quote.

Each offer is a list of rows: meter, conditions, figure, and where it matters currency and time.
"""

from dataclasses import dataclass, field
from typing import Any

BATCH = {"service_tier": "batch"}
FLEX = {"service_tier": "flex"}
PRIORITY = {"service_tier": "priority"}
WORKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday"]
WEEKEND = ["saturday", "sunday"]
OFF_PEAK = [["00:00", "01:00"], ["04:00", "06:00"], ["10:00", "24:00"]]


@dataclass(frozen=True)
class Row:
    """One price: a figure per the meter's quoted quantity, or a state without one."""

    meter: str
    figure: str | None
    conditions: dict[str, Any] = field(default_factory=dict)
    currency: str = "USD"
    state: str = "known"


def over(tokens: int, **more: Any) -> dict[str, Any]:
    """A prompt longer than so many tokens."""
    return {"prompt_tokens_gt": tokens, **more}


def tokens(
    prompt: str, completion: str, read: str | None = None, write: str | None = None, **when: Any
) -> list[Row]:
    """Prices of text per 1M tokens."""
    told = {
        "input_tokens": prompt,
        "output_tokens": completion,
        "cache_read_tokens": read,
        "cache_write_tokens": write,
    }
    return [Row(meter, figure, when) for meter, figure in told.items() if figure]


def factor(times: str, **when: Any) -> Row:
    """A multiplier on every token price, kept as one."""
    return Row("token_factor", times, when, "XXX")


SEARCH = Row("web_searches", "10")

OFFERS: dict[str, list[Row]] = {
    "1 openai gpt-5.5": [
        *tokens("5", "30", "0.5"),
        *tokens("10", "45", "1", **over(272_000)),
        *tokens("2.5", "15", "0.25", **BATCH),
        *tokens("5", "22.5", "0.5", **over(272_000), **BATCH),
        *tokens("2.5", "15", "0.25", **FLEX),
        *tokens("5", "22.5", "0.5", **over(272_000), **FLEX),
        *tokens("12.5", "75", "1.25", **PRIORITY),
        *(factor("1.1", region="eu"), factor("1.1", region="us"), SEARCH),
    ],
    "2 openai gpt-6-astra": [
        *tokens("10", "50", "1", "12.5"),
        Row("cache_write_tokens", "25", {"cache_ttl": "12h"}),
        *(r for tier in (BATCH, FLEX) for r in tokens("5", "25", **tier)),
        *(r for tier in (BATCH, FLEX) for r in tokens("10", "37.5", **over(272_000), **tier)),
        *tokens("20", "100", **PRIORITY),
        *tokens("40", "150", **over(272_000), **PRIORITY),
        *tokens("60", "300", speed="ultrafast"),
        *tokens("120", "450", **over(272_000), speed="ultrafast"),
        *tokens("20", "75", **over(272_000)),
    ],
    "3 anthropic claude-opus-5": [
        *tokens("5", "25", "0.5", "6.25"),
        Row("cache_write_tokens", "10", {"cache_ttl": "1h"}),
        *tokens("2.5", "12.5", "0.25", "3.125", **BATCH),
        *(factor("1.1", region="us"), factor("2", speed="fast"), SEARCH),
    ],
    "4 anthropic claude-opus-4-6 fast": tokens("30", "150", "3", "37.5", speed="fast"),
    "5 anthropic claude-haiku-5-5": [
        *tokens("0.1", "0.5", "0.01", "0.125"),
        Row("cache_write_tokens", "0.2", {"cache_ttl": "1h"}),
        *tokens("0.5", "2.5", "0.05", "0.625", **over(100_000)),
        Row("cache_write_tokens", "1", over(100_000, cache_ttl="1h")),
        *tokens("0.05", "0.25", "0.005", **BATCH),
    ],
    "6 bedrock us.anthropic.claude-sonnet-4-5": [
        *tokens("3.3", "16.5"),
        *tokens("6.6", "24.75", **over(200_000)),
    ],
    "6 bedrock global.anthropic.claude-sonnet-4-5": [
        *tokens("3", "15"),
        *tokens("6", "22.5", **over(200_000)),
    ],
    "7 google gemini-2.5-pro": [
        *tokens("1.25", "10", "0.125"),
        *tokens("2.5", "15", "0.25", **over(200_000)),
        *tokens("2.25", "18", **PRIORITY),
        *tokens("4.5", "27", **over(200_000), **PRIORITY),
        *(r for tier in (BATCH, FLEX) for r in tokens("0.625", "5", "0.125", **tier)),
        *(Row("web_searches", "35"), Row("map_searches", "25")),
    ],
    "8 google gemini-2.5-flash": [
        *tokens("0.3", "2.5"),
        *(Row("input_audio_tokens", "1"), Row("cache_read_audio_tokens", "0.1")),
    ],
    "9 google gemini-3-pro-image": [
        *tokens("2", "12"),
        *tokens("4", "18", **over(200_000)),
        *(Row("output_image_tokens", "120"), Row("input_images", "0.0011")),
        Row("output_image_tokens", "60", BATCH),
    ],
    "10 deepseek-flash": [
        *tokens("0.3", "1.2", "0.006"),
        *tokens("0.15", "0.6", "0.003", utc_windows=OFF_PEAK, weekdays=WORKDAYS),
        *tokens("0.15", "0.6", "0.003", weekdays=WEEKEND),
    ],
    "11 dashscope qwen3-max": [
        *tokens("1.2", "6", **over(0)),
        *tokens("2.4", "12", **over(32_000)),
        *tokens("3", "15", **over(128_000)),
    ],
    "12 perplexity sonar-deep-research": [
        *tokens("2", "8"),
        *(Row("citation_tokens", "2"), Row("reasoning_tokens", "3"), Row("web_searches", "5")),
    ],
    "12 perplexity sonar-pro": [
        Row("web_searches", figure, {"search_context_size": size})
        for size, figure in (("low", "6"), ("medium", "10"), ("high", "14"))
    ],
    "13 openai sora-2": [Row("output_seconds", "0.1")],
    "13 google veo-3.1": [
        Row("output_seconds", "0.4"),
        Row("output_seconds", "0.6", {"resolution": "4k"}),
    ],
    "13 dashscope wan3.0": [
        Row("output_seconds", figure, {"resolution": size})
        for size, figure in (("480p", "0.041256"), ("720p", "0.082513"), ("1080p", "0.165025"))
    ],
    "14 openai gpt-image-1": [
        *(Row("input_tokens", "5"), Row("input_image_tokens", "10")),
        *(Row("output_image_tokens", "40"), Row("cache_read_tokens", "1.25")),
        Row("cache_read_image_tokens", "2.5"),
        *(Row("input_tokens", "2.5", BATCH), Row("input_image_tokens", "5", BATCH)),
    ],
    "15 openai gpt-realtime": [
        *tokens("4", "16", "0.4"),
        *(Row("input_audio_tokens", "32"), Row("output_audio_tokens", "64")),
        *(Row("input_image_tokens", "5"), Row("cache_read_audio_tokens", "0.4")),
        Row("cache_read_image_tokens", "0.5"),
    ],
    "16 openai whisper-1": [Row("input_seconds", "0.0001")],
    "16 deepgram nova-3": [Row("input_seconds", "0.00007167")],
    "16 elevenlabs eleven_multilingual_v2": [Row("input_characters", "80")],
    "16 openai gpt-4o-mini-tts": [
        *(Row("input_tokens", "0.6"), Row("output_audio_tokens", "12")),
        Row("output_audio_seconds", "0.00025"),
    ],
    "17 mistral-ocr-latest": [
        *(Row("pages", "4"), Row("pages", "2", BATCH)),
        *(
            Row("pages", "5", {"mode": "annotated"}),
            Row("pages", "2.5", BATCH | {"mode": "annotated"}),
        ),
    ],
    "18 amazon.rerank-v1": [
        Row("queries", "1"),
        Row("input_tokens", None, state="not_offered"),
    ],
    "18 cohere rerank-v3.5": [Row("queries", "2"), Row("input_tokens", None, state="not_offered")],
    "19 xai grok-voice-3.0": [Row("output_audio_seconds", "0.0013333"), Row("messages", "0.004")],
    "20 databricks claude-sonnet-4": [
        Row("input_tokens", "42.857", currency="DBU"),
        Row("output_tokens", "214.286", currency="DBU"),
    ],
    "21 fal nano-banana-2": [
        Row("output_images", figure, {"resolution": size})
        for size, figure in (("0.5K", "0.06"), ("1K", "0.08"), ("2K", "0.12"), ("4K", "0.16"))
    ],
    "21 bedrock guardrails": [
        Row("policy_units", "0.1"),
        Row("policy_units", "0.75", {"mode": "text"}),
    ],
    "21 azure container": [Row("sessions", "0.033")],
    "21 bedrock commitment": [Row("compute_seconds", "0.001902", {"commitment": "1 month"})],
    "24 openrouter/auto": [
        Row("input_tokens", None, state="dynamic"),
        Row("output_tokens", None, state="dynamic"),
    ],
    "25 scaleway glm-5.2": [Row("input_tokens", "1.8", currency="EUR")],
    "25 snowflake cortex": [Row("input_tokens", "1.5", currency="credits")],
}
