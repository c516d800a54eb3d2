"""Words of price tables: all of them are understood, or none of them says anything."""

from datetime import date

import pytest

from pricebook.price_pages.words import Words, meters, read


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Base input tokens", Words(side="input")),
        ("Cache Hits & Refreshes", Words(side="cache_read")),
        ("Cached Input Storage", Words(side="cache_storage")),
        ("1h cache writes", Words(side="cache_write", conditions={"cache_ttl": "1h"})),
        ("Output price (including thinking tokens)", Words(side="output")),
        ("Input pricing (per 1M tokens)", Words(side="input", unit="tokens", per=1_000_000)),
        ("/ MTok", Words(unit="tokens", per=1_000_000)),
        ("per 1K tokens", Words(unit="tokens", per=1_000)),
        ("per M input tokens", Words(side="input", unit="tokens", per=1_000_000)),
        (", prompts <= 200k tokens", Words()),
        (", prompts > 200k tokens", Words(conditions={"prompt_tokens_gt": 200_000})),
        ("≥ 1M input tokens", Words(conditions={"prompt_tokens_gt": 999_999})),
        ("(text / image / video)", Words(medium="text")),
        ("(audio / video)", Words(medium="audio+video")),
        ("through December 31, 2026.", Words(ends=date(2026, 12, 31))),
        ("starting January 1, 2027", Words(starts=date(2027, 1, 1))),
    ],
)
def test_words_that_are_known(text: str, words: Words) -> None:
    """What vendors write in heads, labels and behind amounts."""
    assert words == read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Input at night",
        "per heartbeat",
        "/ MTok at least",
        "input output",
        "+",
        "50% off",
        "through Smarch 31, 2026",
        "(audio and smell)",
    ],
)
def test_words_that_nobody_knows(text: str) -> None:
    """A word that may be a condition makes the whole unreadable, and so does a contradiction."""
    assert read(text) is None


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (Words(side="input", unit="tokens"), ("input_tokens",)),
        (Words(side="input", unit="tokens", medium="audio+video"),
         ("input_audio_tokens", "input_video_tokens")),
        (Words(unit="characters"), ("input_characters",)),
        (Words(side="input"), ()),
        (Words(unit="tokens"), ()),
        (Words(unit="minutes"), ()),
        (Words(side="cache_write", unit="tokens", medium="audio+image"), ()),
    ],
)  # fmt: skip
def test_meters_need_unit_and_side(words: Words, named: tuple[str, ...]) -> None:
    """A price without a unit, or of a minute that may come or go, has no meter."""
    assert named == meters(words)
