"""Detection: which usage format an object is read as, by its names and by whose model it is."""

from typing import Any

import pytest

from pricebook.errors import BadRequest
from pricebook.quote.usage_formats.registry import NAMES
from tests.support.usage_reader import counts, read

PLAIN = {"input_tokens": 5, "output_tokens": 3}
SUMMED = {**PLAIN, "total_tokens": 8}
CHAT = {"prompt_tokens": 5, "completion_tokens": 3}
CAMEL = {"inputTokens": 5, "outputTokens": 3}
FIVE_AND_THREE = {"input_tokens": 5, "output_tokens": 3}
ANYBODY, GPT, CLAUDE = "acme/model", "openai/gpt-5", "anthropic/claude-sonnet-4-5"
BY_NAMES = [
    ("ai_sdk_4", ANYBODY, {"promptTokens": 5, "completionTokens": 3}, FIVE_AND_THREE),
    ("ai_sdk_5", ANYBODY, CAMEL, FIVE_AND_THREE),
    ("ai_sdk_5", CLAUDE, CAMEL, FIVE_AND_THREE),
    ("ai_sdk_6", GPT, {**CAMEL, "inputTokenDetails": {"noCacheTokens": 5}}, FIVE_AND_THREE),
    ("anthropic", CLAUDE, PLAIN, FIVE_AND_THREE),
    ("anthropic", "bedrock/anthropic.claude-x", PLAIN, FIVE_AND_THREE),
    ("anthropic", "google-vertex/claude-x", PLAIN, FIVE_AND_THREE),
    ("anthropic", "claude-sonnet-4-5", SUMMED, FIVE_AND_THREE),
    ("anthropic", ANYBODY, {**PLAIN, "cache_read_input_tokens": 0}, FIVE_AND_THREE),
    (
        "anthropic",
        ANYBODY,
        {**PLAIN, "server_tool_use": {"web_search_requests": 2}},
        {**FIVE_AND_THREE, "web_searches": 2},
    ),
    ("bedrock_converse", "bedrock/amazon.nova-pro-v1:0", CAMEL, FIVE_AND_THREE),
    ("bedrock_converse", ANYBODY, {**CAMEL, "cacheReadInputTokenCount": 0}, FIVE_AND_THREE),
    ("claude_agent_sdk", CLAUDE, {**CAMEL, "costUSD": 1}, FIVE_AND_THREE),
    ("claude_code", CLAUDE, {"message": {"usage": PLAIN}}, FIVE_AND_THREE),
    ("codex", ANYBODY, {**PLAIN, "cached_input_tokens": 0}, FIVE_AND_THREE),
    ("cohere", ANYBODY, {"billed_units": {"search_units": 2}}, {"queries": 2}),
    ("deepseek", ANYBODY, {**CHAT, "prompt_cache_miss_tokens": 5}, FIVE_AND_THREE),
    ("deepseek", "deepseek/deepseek-chat", CHAT, FIVE_AND_THREE),
    ("fireworks", "fireworks/glm-4p6", CHAT, FIVE_AND_THREE),
    ("gemini", ANYBODY, {"promptTokenCount": 5, "candidatesTokenCount": 3}, FIVE_AND_THREE),
    ("gemini", ANYBODY, {"prompt_token_count": 5, "candidates_token_count": 3}, FIVE_AND_THREE),
    (
        "gemini_interactions",
        ANYBODY,
        {"total_input_tokens": 5, "total_output_tokens": 3},
        FIVE_AND_THREE,
    ),
    ("groq", "groq/llama", CHAT, FIVE_AND_THREE),
    ("groq", ANYBODY, {**CHAT, "queue_time": 1}, FIVE_AND_THREE),
    ("langchain", GPT, {**SUMMED, "input_token_details": {"cache_read": 0}}, FIVE_AND_THREE),
    ("langfuse", ANYBODY, {"input": 5, "output": 3}, FIVE_AND_THREE),
    ("litellm", ANYBODY, {**CHAT, "cache_read_input_tokens": 0}, FIVE_AND_THREE),
    ("meters", ANYBODY, PLAIN, FIVE_AND_THREE),
    ("meters", "", {"input_tokens": 5}, {"input_tokens": 5}),
    ("meters", GPT, {"output_tokens": 3}, {"output_tokens": 3}),
    ("meters", GPT, {"requests": 1}, {"requests": 1}),
    ("meters", GPT, {"queries": 3}, {"queries": 3}),
    ("meters", GPT, {"output_image_tokens": 3}, {"output_image_tokens": 3}),
    ("meters", GPT, {**PLAIN, "input_seconds": 1}, {**FIVE_AND_THREE, "input_seconds": 1}),
    ("mistral", "mistral/mistral-large", CHAT, FIVE_AND_THREE),
    ("mistral", ANYBODY, {**CHAT, "num_cached_tokens": 0}, FIVE_AND_THREE),
    ("mistral_ocr", ANYBODY, {"pages_processed": 2}, {"pages": 2}),
    ("moonshot", ANYBODY, {**CHAT, "cached_tokens": 0}, FIVE_AND_THREE),
    ("moonshot", "kimi-k2", CHAT, FIVE_AND_THREE),
    ("ollama", ANYBODY, {"prompt_eval_count": 5, "eval_count": 3}, FIVE_AND_THREE),
    ("openai_chat", ANYBODY, CHAT, FIVE_AND_THREE),
    ("openai_chat", "azure/gpt-4o", CHAT, FIVE_AND_THREE),
    (
        "openai_images",
        "openai/gpt-image-1",
        {**SUMMED, "input_tokens_details": {"text_tokens": 5, "image_tokens": 0}},
        FIVE_AND_THREE,
    ),
    (
        "openai_realtime",
        ANYBODY,
        {**SUMMED, "input_token_details": {"cached_tokens": 2}},
        {"input_tokens": 3, "cache_read_tokens": 2, "output_tokens": 3},
    ),
    (
        "openai_realtime",
        "openai/gpt-realtime",
        {**SUMMED, "output_token_details": {"text_tokens": 3, "audio_tokens": 0}},
        FIVE_AND_THREE,
    ),
    ("openai_responses", GPT, PLAIN, FIVE_AND_THREE),
    ("openai_responses", GPT, SUMMED, FIVE_AND_THREE),
    ("openai_responses", "gpt-5", PLAIN, FIVE_AND_THREE),
    ("openai_responses", "azure/gpt-4o", PLAIN, FIVE_AND_THREE),
    ("openai_responses", "openai/gpt-image-1", PLAIN, FIVE_AND_THREE),
    ("openai_responses", ANYBODY, SUMMED, FIVE_AND_THREE),
    ("openai_responses", GPT, {**PLAIN, "service_tier": "flex"}, FIVE_AND_THREE),
    (
        "openai_responses",
        GPT,
        {**SUMMED, "input_tokens_details": {"cached_tokens": 2}},
        {"input_tokens": 3, "cache_read_tokens": 2, "output_tokens": 3},
    ),
    ("openai_transcription", ANYBODY, {"type": "duration", "seconds": 9}, {"input_seconds": 9}),
    ("openai_transcription", ANYBODY, {"type": "tokens", **SUMMED}, FIVE_AND_THREE),
    ("openrouter", "openrouter/openai/gpt-5", CHAT, FIVE_AND_THREE),
    ("openrouter", ANYBODY, {**CHAT, "cost": 1}, FIVE_AND_THREE),
    ("openrouter", ANYBODY, {**SUMMED, "cost": 1}, FIVE_AND_THREE),
    ("openrouter_generation", ANYBODY, {"native_tokens_prompt": 5}, {"input_tokens": 5}),
    (
        "opentelemetry",
        ANYBODY,
        {"gen_ai.usage.input_tokens": 5, "gen_ai.usage.output_tokens": 3},
        FIVE_AND_THREE,
    ),
    ("perplexity", ANYBODY, {**CHAT, "search_context_size": "low"}, FIVE_AND_THREE),
    ("perplexity", "perplexity/sonar", CHAT, FIVE_AND_THREE),
    (
        "pydantic_ai",
        ANYBODY,
        {**PLAIN, "cache_read_tokens": 2},
        {"input_tokens": 3, "cache_read_tokens": 2, "output_tokens": 3},
    ),
    ("pydantic_ai", ANYBODY, {**PLAIN, "tool_calls": 0}, FIVE_AND_THREE),
    (
        "perplexity",
        "perplexity/openai/gpt-5",
        {
            **SUMMED,
            "cost": {"total_cost": 1},
            "tool_calls_details": {"search_web": {"invocation": 2}},
        },
        {**FIVE_AND_THREE, "web_searches": 2},
    ),
    (
        "bedrock_converse",
        ANYBODY,
        {"inputTokenCount": 5, "outputTokenCount": 3, "invocationLatency": 9},
        FIVE_AND_THREE,
    ),
    ("sambanova", "sambanova/llama", CHAT, FIVE_AND_THREE),
    ("sambanova", ANYBODY, {**CHAT, "time_to_first_token": 1, "end_time": 2}, FIVE_AND_THREE),
    (
        "openai_responses",
        GPT,
        {**SUMMED, "requests": 2, "input_tokens_details": {"cached_tokens": 0}},
        {**FIVE_AND_THREE, "requests": 2},
    ),
    ("together", "together/glm", {**CHAT, "cached_tokens": 0}, FIVE_AND_THREE),
    ("vertex", ANYBODY, {"promptTokenCount": 5, "trafficType": "ON_DEMAND"}, {"input_tokens": 5}),
    ("voyage", "voyage/voyage-3.5", {"total_tokens": 5}, {"input_tokens": 5}),
    ("voyage", "voyage-3.5", {"total_tokens": 5}, {"input_tokens": 5}),
    ("xai", "xai/grok-4", CHAT, FIVE_AND_THREE),
    ("xai", ANYBODY, {**CHAT, "num_sources_used": 0}, FIVE_AND_THREE),
    ("xai_responses", "xai/grok-4", PLAIN, FIVE_AND_THREE),
]


@pytest.mark.parametrize(("usage_format", "model", "payload", "used"), BY_NAMES)
def test_a_small_object_is_read_as_what_it_is(
    usage_format: str, model: str, payload: dict[str, Any], used: dict[str, int]
) -> None:
    """A special format needs a name of its own in the object, or its vendor as the seller."""
    usage = read(payload, model=model)

    assert (usage_format, used, ()) == (usage.usage_format, counts(usage), usage.missing)


def test_a_total_alone_is_read_of_those_who_only_embed() -> None:
    """Of any other answer nobody knows what went in."""
    with pytest.raises(BadRequest, match="no field that says what was used"):
        read({"total_tokens": 5}, model=GPT)


def test_every_format_is_detected() -> None:
    """None of them has to be named."""
    assert {*NAMES} == {usage_format for usage_format, *_ in BY_NAMES}


@pytest.mark.parametrize(
    ("payload", "usage_format", "totals"),
    [
        ({**PLAIN, "input_audio_tokens": 2}, "pydantic_ai", [8, 10]),
        ({**PLAIN, "output_audio_tokens": 2}, "pydantic_ai", [8, 10]),
        ({**PLAIN, "cache_read_tokens": 2}, "pydantic_ai", [8, 10]),
        ({**PLAIN, "input_audio_tokens": 9}, "meters", [17]),
        ({**PLAIN, "cache_read_tokens": 9}, "meters", [17]),
        ({**PLAIN, "reasoning_tokens": 2}, "meters", [10, 8]),
        ({**PLAIN, "cache_write_1h_tokens": 2}, "pydantic_ai", [8, 10]),
    ],
)
def test_names_with_two_readings_have_both(
    payload: dict[str, Any], usage_format: str, totals: list[int]
) -> None:
    """The totals of genai-prices contain the others, our meters do not: unless only one fits."""
    usage = read(payload)

    readings = [usage.counts, *(reading.counts for reading in usage.readings)]
    assert usage_format == usage.usage_format
    assert totals == [sum(count.quantity for count in counted) for counted in readings]


def test_the_usage_of_a_model_beats_the_sum_of_a_session() -> None:
    """A result of the Agent SDK has both."""
    result = {
        "type": "result",
        "usage": {"input_tokens": 100, "output_tokens": 50},
        "modelUsage": {"claude-sonnet-4-5": {**CAMEL, "costUSD": 1}},
    }

    usage = read(result, model=CLAUDE)

    assert ("claude_agent_sdk", FIVE_AND_THREE) == (usage.usage_format, counts(usage))
    assert "anthropic" == read({**result, "modelUsage": {}}, model=CLAUDE).usage_format
