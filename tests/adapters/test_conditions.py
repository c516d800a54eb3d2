"""The vocabulary of conditions: a price is never believed without all of its conditions."""

from decimal import Decimal
from typing import Any

import pytest

from pricebook.adapters.charges import Charge
from pricebook.adapters.conditions import (
    ConditionReader,
    PriceVariants,
    beyond,
    clip_longer_than,
    ignored,
    prompt_above,
    verbatim,
    weekdays,
    window,
)
from pricebook.errors import Malformed
from pricebook.pricing.price import Price

COST = Charge("pricing.cost", "requests", "USD")


def only(rule: PriceVariants, entry: dict[str, Any]) -> Price:
    """Return the one price of one entry."""
    (price,) = rule.prices({"tiers": [entry]})
    return price


@pytest.mark.parametrize(
    ("word", "entry", "expected"),
    [
        (prompt_above("min"), {"min": 200000}, {"prompt_tokens_gt": 200000}),
        (prompt_above("min"), {"min": "200000"}, {"prompt_tokens_gt": 200000}),
        (prompt_above("min"), {"min": 1}, {"prompt_tokens_gt": 1}),
        (prompt_above("min"), {"min": 0}, {}),
        (prompt_above("min"), {"min": None}, {}),
        (prompt_above("min"), {}, {}),
        (prompt_above("min", inclusive=True), {"min": 200001}, {"prompt_tokens_gt": 200000}),
        (prompt_above("min", inclusive=True), {"min": 1}, {}),
        (prompt_above("min", inclusive=True), {"min": 0}, {}),
        (prompt_above("min", base=1), {"min": 1}, {}),
        (prompt_above("min", base=1), {"min": 524288}, {"prompt_tokens_gt": 524288}),
        (window("from", "to"), {"from": 1000, "to": 100}, {"utc_windows": [["10:00", "01:00"]]}),
        (window("from", "to"), {"from": 0, "to": 2400}, {"utc_windows": [["00:00", "24:00"]]}),
        (window("from", "to"), {"from": "1030", "to": 1}, {"utc_windows": [["10:30", "00:01"]]}),
        (window("from", "to"), {}, {}),
        (weekdays("days"), {"days": ["sunday", "monday"]}, {"weekdays": ["monday", "sunday"]}),
        (weekdays("days"), {"days": None}, {}),
        (verbatim("audio"), {"audio": False}, {"audio": False}),
        (verbatim("resolution"), {"resolution": "720p"}, {"resolution": "720p"}),
        (verbatim("resolution"), {"resolution": None}, {}),
        (verbatim("size", "resolution"), {"size": "4K"}, {"resolution": "4K"}),
        (ignored("notes"), {"notes": "approximate"}, {}),
        (beyond("included"), {"included": 2}, {"beyond": 2}),
        (beyond("included"), {"included": 0}, {}),
        (clip_longer_than("from", until="to"), {"from": 61, "to": 90}, {"seconds_gt": 60}),
        (clip_longer_than("from", until="to"), {"from": 0, "to": 60}, {"seconds_gt": 0}),
    ],
)
def test_condition(word: ConditionReader, entry: dict[str, Any], expected: object) -> None:
    """A condition is told in our words; one that is not stated is not one."""
    assert expected == word.read(entry)


@pytest.mark.parametrize(
    ("word", "entry"),
    [
        (prompt_above("min"), {"min": "many"}),
        (prompt_above("min"), {"min": -1}),
        (prompt_above("min"), {"min": "1.5"}),
        (window("from", "to"), {"from": 1000}),
        (window("from", "to"), {"to": 1000}),
        (window("from", "to"), {"from": 1060, "to": 1100}),
        (window("from", "to"), {"from": 2500, "to": 100}),
        (weekdays("days"), {"days": []}),
        (weekdays("days"), {"days": ["funday"]}),
        (weekdays("days"), {"days": [{}]}),
        (weekdays("days"), {"days": "monday"}),
        (verbatim("resolution"), {"resolution": 720}),
        (beyond("included"), {}),
        (beyond("included"), {"included": "some"}),
        (clip_longer_than("from", until="to"), {"to": 90}),
        (verbatim("resolution"), {"resolution": "72\0p"}),
    ],
)
def test_condition_that_makes_no_sense(word: ConditionReader, entry: dict[str, Any]) -> None:
    """A condition that cannot be understood rejects the item: its price would be wrong."""
    with pytest.raises(Malformed):
        word.read(entry)


def test_each_object_under_its_conditions() -> None:
    """Every object of a list gives its prices under what it states, and nothing else."""
    rule = PriceVariants("tiers", (prompt_above("min", until="max"), verbatim("audio")), (COST,))
    entries = [{"cost": 1, "min": 0, "max": 9}, {"cost": 2, "min": 9, "audio": True}]
    result = [(price.amount, price.conditions) for price in rule.prices({"tiers": entries})]

    assert [
        (Decimal(1), {}),
        (Decimal(2), {"prompt_tokens_gt": 9, "audio": True}),
    ] == result
    assert ("tiers.min", "tiers.max", "tiers.audio", "tiers.cost") == rule.reads


def test_object_with_an_unknown_key_is_left_out() -> None:
    """A key that nobody knows may be a condition, so its object gives no price at all."""
    rule = PriceVariants("tiers", (prompt_above("min"),), (COST,))

    assert [] == list(rule.prices({"tiers": [{"cost": 1, "min": 9, "moon": "full"}]}))


def test_conditions_add_up() -> None:
    """A charge keeps its own conditions beside those of the object."""
    kept = Charge("pricing.kept", "cache_write_tokens", "USD", conditions={"cache_ttl": "1h"})
    price = only(
        PriceVariants("tiers", (prompt_above("min"),), (COST, kept)), {"kept": 1, "min": 9}
    )

    assert {"prompt_tokens_gt": 9, "cache_ttl": "1h"} == price.conditions


def test_prices_inside_the_object() -> None:
    """Prices may lie under a key of the object; what lies beside the key is a condition."""
    rule = PriceVariants("tiers", (prompt_above("min"),), (COST,), inside="pricing")
    price = only(rule, {"min": 9, "pricing": {"cost": 3, "another": 4}})

    assert (Decimal(3), {"prompt_tokens_gt": 9}) == (price.amount, price.conditions)
    assert ("tiers.min", "tiers.pricing.cost") == rule.reads


def test_charges_see_the_whole_item() -> None:
    """What decides over a charge may lie anywhere in the item, not only in the object."""
    charge = Charge("pricing.cost", "requests", "USD", when=lambda item: item["kind"] == "paid")
    rule = PriceVariants("tiers", (), (charge,))

    assert [] == list(rule.prices({"kind": "other", "tiers": [{"cost": 1}]}))
    assert [Decimal(1)] == [
        price.amount for price in rule.prices({"kind": "paid", "tiers": [{"cost": 1}]})
    ]


def test_a_lone_object_is_read_where_that_is_declared() -> None:
    """An object that stands there without a list is malformed, unless the rule expects it."""
    item = {"tiers": {"min": 9, "cost": 2}}
    lone = PriceVariants("tiers", (prompt_above("min"),), (COST,), single=True)

    assert [{"prompt_tokens_gt": 9}] == [price.conditions for price in lone.prices(item)]
    with pytest.raises(Malformed, match="a list of objects"):
        list(PriceVariants("tiers", (prompt_above("min"),), (COST,)).prices(item))
