"""Functions of the database that decide about money, each by a table of what goes in and out."""

import json
from decimal import Decimal

import pytest

from pricebook.settings import HEAL_FACTOR
from pricebook.storage.postgres import Database

WHOLE = ("misses", "slip_sellers", "miss_hours", "review_runs", "review_hours")
SHARES = ("shrink_floor", "reject_ceiling", "lost_share")
FACTORS = ("jump", "alike", "slip", "sibling", "heal", "new", "market")
AMOUNTS = ("absurd_below", "absurd_above")
INPUT: dict[str, object] = {"meter": "input_tokens", "conditions": {}, "state": "known"}


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [("1", "1.25", False), ("1.25", "1", False), ("1", "1.26", True), ("1.26", "1", True)],
)
def test_amounts_that_lie_apart(owner_database: Database, one: str, other: str, far: bool) -> None:  # noqa: FBT001 - a table of cases
    """More than a factor, whichever is the larger; the factor itself is near."""
    amounts = {"one": one, "other": other, "factor": str(HEAL_FACTOR)}
    sql = "SELECT apart(CAST(:one AS numeric), CAST(:other AS numeric), CAST(:factor AS numeric))"

    assert [[far]] == owner_database.run(sql, **amounts)


def test_guards_of_a_provider_are_bounded(owner_database: Database) -> None:
    """Both bounds of every guard are accepted, and what lies beside them is not."""
    good: list[object] = [{}]
    bad: list[object] = [[], 1, {"moon": 1}, {"misses": "3"}, {"misses": 3, "lost_share": 2}]
    for name in SHARES:
        good += [{name: 0}, {name: 1}, {name: 0.5}]
        bad += [{name: -0.1}, {name: 1.1}]
    for name in (f"{kind}_factor" for kind in FACTORS):
        good += [{name: 1}, {name: 1.5}, {name: 10**9}]
        bad += [{name: 0.9}, {name: 10**9 + 1}]
    for name in AMOUNTS:
        good += [{name: 0}, {name: 0.5}, {name: 10**6}]
        bad += [{name: -1}, {name: 10**6 + 1}]
    for name in WHOLE:
        good += [{name: 1}, {name: 1000}]
        bad += [{name: 1.5}, {name: -1}, {name: 10001}]
    known = "SELECT guards_are_known(CAST(:guards AS jsonb))"

    wrong = [it for it in good if [[True]] != owner_database.run(known, guards=json.dumps(it))]
    wrong += [it for it in bad if [[False]] != owner_database.run(known, guards=json.dumps(it))]
    assert [] == wrong


def test_the_gravest_doubt_comes_first(owner_database: Database) -> None:
    """A review before a dispute, a missing figure, a single source; of the base prices alone."""
    doubts: list[dict[str, object]] = [
        {"review": {}},
        {"confidence": "disputed"},
        {"unconfirmed_since": "2026-01-01"},
    ]
    single = {"confidence": "single"}
    output = INPUT | {"meter": "output_tokens"}
    cases: list[tuple[list[dict[str, object]], str | None]] = [
        ([INPUT | single, output | doubts[2], INPUT | doubts[1], output | doubts[0]], "review"),
        ([INPUT | single, output | doubts[2], INPUT | doubts[1]], "disputed"),
        ([INPUT | single, output | doubts[2]], "unconfirmed"),
        ([output, INPUT | single], "single"),
        ([INPUT | {"confidence": "first_hand"}, output], None),
        ([INPUT | {"conditions": {"service_tier": "batch"}} | doubts[0]], None),
        ([INPUT | {"meter": "requests"} | doubts[0]], None),
    ]
    sql = "SELECT gravest_doubt(CAST(:document AS json))"

    for prices, doubt in cases:
        assert [[doubt]] == owner_database.run(sql, document=json.dumps({"prices": prices}))


def test_the_largest_move_of_an_event(owner_database: Database) -> None:
    """Either way, in per cent; what has no percentage counts as more than any."""
    cases: list[tuple[list[tuple[str | None, ...]], Decimal]] = [
        ([("1", "USD", "1.1", "USD"), ("2", "USD", "1", "USD")], Decimal(50)),
        ([("1", "USD", "3", "USD"), ("2", "USD", "1", "USD")], Decimal(200)),
        ([("1", "USD", "1.1", "USD"), ("0", "USD", "1", "USD")], Decimal("Infinity")),
        ([("1", "USD", "1.1", "EUR")], Decimal("Infinity")),
        ([(None, None, "1.1", "USD")], Decimal("Infinity")),
    ]
    sql = "SELECT largest_move(CAST(:prices AS jsonb))"

    for moves, largest in cases:
        told = [
            {
                "previous": {"amount": old, "currency": money},
                "current": {"amount": new, "currency": now},
            }
            for old, money, new, now in moves
        ]
        assert [[largest]] == owner_database.run(sql, prices=json.dumps(told))


def test_only_what_is_free_throughout_is_free(owner_database: Database) -> None:
    """What is not offered costs nothing, and a model without any price is not free."""
    cases = [
        (["free", "free"], True),
        (["free", "not_offered"], True),
        (["free", "known"], False),
        (["not_offered"], False),
        ([], False),
    ]
    sql = "SELECT every_price_is_free(CAST(:prices AS json))"

    for states, free in cases:
        prices = json.dumps([{"state": state} for state in states])
        assert [[free]] == owner_database.run(sql, prices=prices)
    assert [[False]] == owner_database.run(sql, prices=None)


def test_models_with_one_side(owner_database: Database) -> None:
    """Text goes in and comes out where nobody says otherwise; moderations answer nothing."""
    cases = [
        ([], [], "a", True),
        (["image", "text"], ["text"], "a", True),
        (["image"], ["text"], "a", False),
        (["text"], ["embeddings"], "a", False),
        (["text"], ["text"], "acme/moderation-2", False),
        (["text"], ["text"], "text-Moderation", False),
        (["text"], ["text"], "immoderation", True),
    ]
    sql = "SELECT two_sided(CAST(:takes AS text[]), CAST(:gives AS text[]), :name)"

    for takes, gives, name, both in cases:
        assert [[both]] == owner_database.run(sql, takes=takes, gives=gives, name=name)


@pytest.mark.parametrize("kind", ["", "run_"])
def test_what_became_of_a_review(owner_database: Database, kind: str) -> None:
    """It waits, is decided, or its decision was taken back."""
    cases = [
        ({}, "pending"),
        ({"decision": "approved"}, "approved"),
        ({"decision": "rejected", "undone_at": "2026-01-01"}, "undone"),
    ]
    record = f"jsonb_populate_record(NULL::{kind or 'price_'}reviews, CAST(:row AS jsonb))"
    sql = f"SELECT {kind}review_status({record})"

    for row, status in cases:
        assert [[status]] == owner_database.run(sql, row=json.dumps(row))
