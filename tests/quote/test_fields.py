"""Fields of a quote request: what each of them may be."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from pricebook.errors import BadRequest
from pricebook.quote import fields
from pricebook.quote.request import parse
from tests.support.usage_reader import decoded


@pytest.mark.parametrize(
    "value", ["standard", "Default", "auto", "on_demand", "on-demand", "STANDARD_ONLY"]
)
def test_all_words_for_the_standard_tier_are_one(value: str) -> None:
    """It asks for nothing; of a condition without a standard they are words like others."""
    assert None is fields.word("service_tier", value)
    assert value.casefold() == fields.word("quality", value)


@pytest.mark.parametrize(
    ("value", "read"),
    [(None, None), (True, True), (False, False), ("4K", "4k"), ("x" * 100, "x" * 100)],
)
def test_a_condition_is_a_word_or_a_flag(value: object, read: object) -> None:
    """In small letters."""
    assert read == fields.word("quality", value)


@pytest.mark.parametrize("value", [5, "", "x" * 101, "a\0", [], Decimal(1)])
def test_anything_else_is_no_condition(value: object) -> None:
    """It is refused by the name of the field."""
    with pytest.raises(BadRequest, match="quality is not valid: expected a word, or true or false"):
        fields.word("quality", value)


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (None, None),
        ("auto", None),
        ("AUTO", None),
        ("Anthropic", "anthropic"),
        ("pydantic-ai", "pydantic_ai"),
    ],
)
def test_a_usage_format_is_named(value: object, read: str | None) -> None:
    """With lines or dashes, in any case; auto is none."""
    assert read == fields.usage_format(value)


@pytest.mark.parametrize("value", ["nobody", 5, "", True, {}, []])
def test_an_unknown_usage_format_is_refused_with_those_that_there_are(value: object) -> None:
    """Whoever asks learns the names."""
    with pytest.raises(BadRequest, match=r"expected auto, or one of ai_sdk_4, .*, xai_responses"):
        fields.usage_format(value)


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("2026-07-29", datetime(2026, 7, 29, tzinfo=UTC)),
        ("2026-07-29T12:00:00Z", datetime(2026, 7, 29, 12, tzinfo=UTC)),
        ("2026-07-29T12:00:00+02:00", datetime(2026, 7, 29, 10, tzinfo=UTC)),
    ],
)
def test_a_time_is_in_utc(value: str, read: datetime) -> None:
    """A date means its midnight."""
    assert read == fields.time("at", value)


@pytest.mark.parametrize(
    ("value", "read"), [(None, None), (Decimal(1), 1), (Decimal("1E+12"), 10**12)]
)
def test_a_number_of_requests_is_whole(value: object, read: int | None) -> None:
    """From one on."""
    assert read == fields.requests(value)


@pytest.mark.parametrize("value", [Decimal(0), Decimal("1.5"), "3", True, Decimal("1E+13")])
def test_any_other_number_of_requests_is_refused(value: object) -> None:
    """With what fits."""
    with pytest.raises(BadRequest, match="expected a whole number from 1 to 1000000000000"):
        fields.requests(value)


@pytest.mark.parametrize(("value", "read"), [(None, None), ("eur", "EUR"), ("Credits", "CREDITS")])
def test_a_currency_is_a_code(value: object, read: str | None) -> None:
    """In capitals."""
    assert read == fields.currency(value)


@pytest.mark.parametrize("value", ["eu", "e1r", "ÄÖÜ", "x" * 21, 5, ""])
def test_anything_else_is_no_currency(value: object) -> None:
    """Such as two letters, or a sign."""
    with pytest.raises(BadRequest, match="currency is not valid: expected a code such as EUR"):
        fields.currency(value)


def test_a_flag_is_true_or_false() -> None:
    """Nothing is false."""
    assert [False, False, True] == [fields.flag("x", value) for value in (None, False, True)]
    with pytest.raises(BadRequest, match="expected true or false"):
        fields.flag("x", "yes")


def test_seconds_have_no_trailing_zeros() -> None:
    """So that a receipt and its request say the same."""
    assert (None, "7.5") == (fields.seconds(None), str(fields.seconds(Decimal("7.50"))))
    for value in (Decimal(-1), Decimal(1_000_001), "5", 5):
        with pytest.raises(BadRequest, match="expected the length of a clip"):
            fields.seconds(value)


@pytest.mark.parametrize(
    ("tier", "told", "stated"),
    [
        ("batch", "default", {"service_tier": "batch"}),
        ("batch", "batch", {"service_tier": "batch"}),
        ("batch", "flex", None),
        ("flex", "default", None),
        ("default", "flex", {"service_tier": "flex"}),
    ],
)
def test_a_request_in_a_batch_has_an_answer_of_the_ordinary_tier(
    tier: str, told: str, stated: dict[str, str] | None
) -> None:
    """As OpenAI writes them; of any other tier the answer says what was charged."""
    usage = {"service_tier": told, "usage": {"prompt_tokens": 1}}
    asked = decoded({"model": "a/b", "service_tier": tier, "usage": usage})

    if stated is None:
        with pytest.raises(BadRequest, match="usage says"):
            parse(asked)
    else:
        assert stated == parse(asked).stated
