"""Dated lines of genai-prices."""

from typing import Any

from tests.support.dated_history import genai, statements

PRICES = {"input_mtok": 1, "output_mtok": 4}
CHEAPER = {"input_mtok": 0.5, "output_mtok": 2}
TOLD = {"input_tokens": "1", "output_tokens": "4"}
TOLD_CHEAPER = {"input_tokens": "0.5", "output_tokens": "2"}


def gpt(day: str = "2026-03-01", what: str = "new", **fields: Any) -> str:
    """Return a line about one model of OpenAI, which its entry names."""
    return genai(day, "openai", "gpt-5", what, **fields)


def test_an_entry_names_ids() -> None:
    """Its rule stays when its price changes."""
    match = {"or": [{"equals": "gpt-5"}, {"equals": "gpt-5-2025"}]}

    assert [
        ("openai/gpt-5", "2026-03-01", "2026-03-04", TOLD),
        ("openai/gpt-5-2025", "2026-03-01", "2026-03-04", TOLD),
        ("openai/gpt-5", "2026-03-04", None, TOLD_CHEAPER),
        ("openai/gpt-5-2025", "2026-03-04", None, TOLD_CHEAPER),
    ] == sorted(
        statements(
            "genai-prices",
            gpt(match=match, prices=PRICES),
            gpt("2026-03-04", "price", prices=CHEAPER),
        ),
        key=lambda told: (told[1], told[0]),
    )


def test_a_rule_means_no_offer_before_there_was_one() -> None:
    """`gpt-5` begins the name of every model of the family, also of those that come later."""
    lines = [gpt(match={"starts_with": "gpt-5"}, prices=PRICES)]
    ids = {"openai": ["gpt-5.9"]}

    assert [("openai/gpt-5.9", "2026-05-01", None, TOLD)] == statements(
        "genai-prices", *lines, ids=ids, since="2026-05-01"
    )
    assert [] == statements("genai-prices", *lines, ids=ids)


def test_a_price_begins_on_the_day_that_the_list_names() -> None:
    """The list knows of some prices before they hold."""
    prices = [
        {"prices": PRICES},
        {"constraint": {"start_date": "2026-04-01"}, "prices": CHEAPER},
    ]

    assert [
        ("openai/gpt-5", "2026-03-01", "2026-04-01", TOLD),
        ("openai/gpt-5", "2026-04-01", None, TOLD_CHEAPER),
    ] == statements("genai-prices", gpt(match={"equals": "gpt-5"}, prices=prices))


def test_an_entry_that_goes_leaves_its_ids_to_the_next() -> None:
    """The first entry in the list's order that means an id is taken."""
    special = genai("2026-03-01", "openai", "a", match={"equals": "gpt-5"}, prices=CHEAPER)
    general = genai("2026-03-01", "openai", "b", match={"starts_with": "gpt"}, prices=PRICES)
    gone = genai("2026-03-08", "openai", "a", "gone")

    assert [
        ("openai/gpt-5", "2026-03-01", "2026-03-08", TOLD_CHEAPER),
        ("openai/gpt-5", "2026-03-08", None, TOLD),
    ] == statements("genai-prices", special, general, gone)


def test_an_entry_of_its_own_takes_an_id_from_an_older_rule() -> None:
    """The lines do not say that a rule names an id no longer; the new entry does."""
    rule = {"or": [{"equals": "gpt-3"}, {"equals": "gpt-3-0613"}]}
    family = genai("2026-03-01", "openai", "gpt-3", match=rule, prices=CHEAPER)
    own = genai("2026-03-08", "openai", "gpt-3-0613", match={"equals": "gpt-3-0613"}, prices=PRICES)

    assert [
        ("openai/gpt-3", "2026-03-01", None, TOLD_CHEAPER),
        ("openai/gpt-3-0613", "2026-03-01", "2026-03-08", TOLD_CHEAPER),
        ("openai/gpt-3-0613", "2026-03-08", None, TOLD),
    ] == sorted(statements("genai-prices", family, own), key=lambda told: (told[0], told[1]))
