"""Quoting: usage that can be read in several ways, of one medium or of many, once or often."""

from typing import Any

import pytest

from pricebook.quote.offer import Facts
from tests.support.seeds.awkward_prices import Row, over, tokens
from tests.support.seeds.quoting import offer, quote_of
from tests.support.seeds.rate_cards import shown

FLASH = [
    *tokens("0.3", "2.5", "0.03"),
    *(Row("input_audio_tokens", "1"), Row("cache_read_audio_tokens", "0.1")),
]
PAINTER = [*tokens("5", "10"), Row("output_image_tokens", "32"), Row("input_image_tokens", "8")]
IMAGES = {
    "input_tokens": 61,
    "output_tokens": 4160,
    "total_tokens": 4221,
    "input_tokens_details": {"text_tokens": 61, "image_tokens": 0},
}
CACHED_SOUND = {
    "promptTokenCount": 7000,
    "cachedContentTokenCount": 2000,
    "candidatesTokenCount": 10,
    "totalTokenCount": 7010,
    "promptTokensDetails": [
        {"modality": "TEXT", "tokenCount": 2500},
        {"modality": "AUDIO", "tokenCount": 4500},
    ],
}


def test_cached_tokens_of_an_unknown_medium_have_bounds() -> None:
    """They may be text or sound, which cost differently: the quote is not complete."""
    quote = quote_of(offer(FLASH), CACHED_SOUND)

    assert "0.004735" == shown(quote.total)
    note = "if the cached tokens are audio before text: the total is 0.003475 USD"
    assert (note,) == quote.missing
    assert quote.bounds
    assert ("0.003475", "0.004735") == tuple(map(shown, quote.bounds))


def test_cached_tokens_are_exact_where_the_media_cost_the_same() -> None:
    """Whatever the split."""
    payload = {
        "prompt_tokens": 5200,
        "completion_tokens": 60,
        "total_tokens": 5260,
        "prompt_tokens_details": {
            "text_tokens": 700,
            "image_tokens": 4500,
            "cached_tokens": 4864,
        },
    }

    quote = quote_of(offer(tokens("1.25", "10", "0.125")), payload)

    assert ("0.001628", ()) == (shown(quote.total), quote.missing)


def test_a_cache_that_says_of_which_medium_it_was_leaves_nothing_open() -> None:
    """As Gemini's own list does."""
    told = {**CACHED_SOUND, "cacheTokensDetails": [{"modality": "AUDIO", "tokenCount": 2000}]}

    quote = quote_of(offer(FLASH), told)

    assert ("0.003475", ()) == (shown(quote.total), quote.missing)


def test_names_that_allow_two_readings_name_the_other_total() -> None:
    """The documented one is taken, and the quote is complete."""
    claude = offer(tokens("3", "15", "0.3", "3.75"), "anthropic/claude-sonnet-4-5")
    payload = {
        "input_tokens": 90500,
        "cache_read_tokens": 88000,
        "cache_write_tokens": 2400,
        "output_tokens": 310,
    }

    quote = quote_of(claude, payload)

    assert ("0.04035", ()) == (shown(quote.total), quote.missing)
    assert (
        "if input_tokens and output_tokens leave out the others: the total is 0.31155 USD",
    ) == (quote.assumptions)


def test_readings_that_cost_the_same_are_not_told_apart() -> None:
    """A seller without a price for cached tokens charges them as input."""
    payload = {"input_tokens": 9, "input_image_tokens": 5, "output_tokens": 0}

    quote = quote_of(offer([Row("input_tokens", None, state="free")]), payload)

    assert not any("if input_tokens" in note for note in quote.assumptions)


@pytest.mark.parametrize(
    ("payload", "model", "facts"),
    [
        (IMAGES, "acme/model", Facts()),
        ({"input_tokens": 61, "output_tokens": 4160}, "openai/gpt-image-1.5", Facts()),
        ({"prompt_tokens": 61, "completion_tokens": 4160}, "azure/gpt-image-1", Facts()),
        (
            {"prompt_tokens": 61, "completion_tokens": 4160},
            "acme/painter",
            Facts(output_modalities=("image",)),
        ),
    ],
)
def test_undivided_output_of_a_painter_is_a_picture(
    payload: dict[str, Any], model: str, facts: Facts
) -> None:
    """By the format, by what the catalogue says, or by the model's name; and the quote says so."""
    quote = quote_of(offer(PAINTER, model, facts), payload)

    assert ("0.133425", ()) == (shown(quote.total), quote.missing)
    assert ("output_tokens are image, for the usage does not divide them",) == quote.assumptions


def test_output_that_is_divided_is_what_it_says() -> None:
    """A painter may write as well."""
    divided = {**IMAGES, "output_tokens_details": {"image_tokens": 4000, "text_tokens": 160}}

    quote = quote_of(offer(PAINTER), divided)

    assert ("0.129905", ()) == (shown(quote.total), quote.missing)


def test_a_painter_with_one_price_of_output_is_charged_by_it() -> None:
    """Its only output is what that price is for."""
    quote = quote_of(offer(tokens("5", "40"), "openai/gpt-image-1"), IMAGES)

    assert ("0.166705", (), ()) == (shown(quote.total), quote.missing, quote.assumptions)


def test_undivided_output_of_a_model_that_also_paints_is_open() -> None:
    """It may be either: both totals are named, and the quote is not complete."""
    answer = {"prompt_tokens": 61, "completion_tokens": 4160}
    both, text = (Facts(output_modalities=media) for media in (("text", "image"), ("text",)))

    for facts in (Facts(), both, text):
        quote = quote_of(offer(PAINTER, facts=facts), answer)
        assert "0.041905" == shown(quote.total)
        assert ("if output_tokens are image: the total is 0.133425 USD",) == quote.missing
    assert () == quote_of(offer(tokens("5", "10")), answer).missing
    assert () == quote_of(offer(PAINTER), {"output_tokens": 4160, "input_seconds": 0}).missing


@pytest.mark.parametrize("model", ["openai/gpt-4o-transcribe", "groq/whisper-large-v3"])
def test_undivided_input_of_a_transcriber_is_sound(model: str) -> None:
    """It takes nothing else."""
    rows = [*tokens("2.5", "10"), Row("input_audio_tokens", "6")]

    quote = quote_of(offer(rows, model), {"input_tokens": 1000, "output_tokens": 100})

    assert "0.007" == shown(quote.total)
    assert ("input_tokens are audio, for the usage does not divide them",) == quote.assumptions


def test_a_model_that_thought_is_charged_for_that_mode() -> None:
    """All of its output: its usage says that it thought, whatever the request states."""
    rows = [*tokens("0.4", "1.2"), Row("output_tokens", "4", {"mode": "thinking"})]
    answer = {
        "prompt_tokens": 1000,
        "completion_tokens": 500,
        "completion_tokens_details": {"reasoning_tokens": 400},
    }

    thought = quote_of(offer(rows), answer)
    silent = quote_of(offer(rows), {**answer, "completion_tokens_details": {}})

    assert ("0.0024", ()) == (shown(thought.total), thought.missing)
    assert [{}, {"mode": "thinking"}, {"mode": "thinking"}] == [
        dict(line.price.conditions) for line in thought.lines if line.price
    ]
    assert "0.001" == shown(silent.total)
    assert any("priced by mode, which is not stated" in note for note in silent.assumptions)
    assert () == quote_of(offer(tokens("0.4", "1.2")), answer).missing


def test_an_undivided_prompt_is_text_unless_the_model_talks() -> None:
    """A model that hears names the other total; of one that talks as well nobody knows."""
    answer = {"prompt_tokens": 1000, "completion_tokens": 0}
    talker = [*tokens("4", "16"), Row("input_audio_tokens", "32"), Row("output_audio_tokens", "64")]

    heard, talked = quote_of(offer(FLASH), answer), quote_of(offer(talker), answer)

    note = "if input_tokens are audio: the total is"
    assert ("0.0003", (f"{note} 0.001 USD",), ()) == (
        shown(heard.total),
        heard.assumptions,
        heard.missing,
    )
    assert ("0.004", (f"{note} 0.032 USD",)) == (shown(talked.total), talked.missing)
    assert () == quote_of(offer(PAINTER), {"prompt_tokens": 9, "completion_tokens": 0}).assumptions
    ours = quote_of(offer(talker), {"input_tokens": 1000})
    assert ((), ()) == (ours.assumptions, ours.missing)


def test_many_requests_cost_many_times_one() -> None:
    """Lines, bounds and totals; thresholds look at one of them, and so does every note."""
    rows = [*FLASH, *tokens("3", "25", "0.3", **over(10_000))]

    once, thrice = (quote_of(offer(rows), CACHED_SOUND, number) for number in (1, 3))

    assert ("0.004735", "0.014205") == (shown(once.total), shown(thrice.total))
    assert [line.count.quantity * 3 for line in once.lines] == [
        line.count.quantity for line in thrice.lines
    ]
    assert thrice.bounds
    assert ("0.010425", "0.014205") == tuple(map(shown, thrice.bounds))
    assert "the total is 0.010425 USD" in thrice.missing[0]


def test_sums_of_a_session_are_bounded() -> None:
    """Each of its requests may have been short or long; nothing is refused."""
    rows = [*tokens("3", "15", "0.3", "3.75"), *tokens("6", "22.5", "0.6", "7.5", **over(200_000))]
    session = {
        "inputTokens": 1000,
        "outputTokens": 100,
        "cacheReadInputTokens": 900_000,
        "cacheCreationInputTokens": 0,
        "costUSD": 0.27,
    }

    quote = quote_of(offer(rows, facts=Facts(context_length=200_000)), session)

    assert "0.2745" == shown(quote.total)
    assert quote.bounds
    assert ("0.2745", "0.54825") == tuple(map(shown, quote.bounds))
    assert 3 == len(quote.missing)
    assert ("the usage itself says 0.27 USD",) == quote.assumptions


def test_an_answer_of_several_calls_is_charged_call_by_call() -> None:
    """Each at the thresholds of its own prompt."""
    rows = [*tokens("5", "25"), *tokens("10", "37.5", **over(160_000))]
    payload = {
        "input_tokens": 12000,
        "output_tokens": 800,
        "iterations": [
            {"type": "compaction", "input_tokens": 150_000, "output_tokens": 2200},
            {"type": "message", "input_tokens": 12000, "output_tokens": 800},
        ],
    }

    quote = quote_of(offer(rows, "anthropic/claude-opus-4-6"), payload)

    assert ("0.885", ()) == (shown(quote.total), quote.missing)
