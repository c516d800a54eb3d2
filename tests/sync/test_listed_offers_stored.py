"""How offers of a list are stored: row by row, and how many may be lost."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pricebook.errors import GuardRefused
from pricebook.pricing.price import Price, PriceState
from pricebook.references import ListedOffer
from pricebook.storage.postgres import Database
from pricebook.sync import listed_offers, provider_run, reference_run
from pricebook.sync.registration import register
from pricebook.sync.thresholds import DEFAULTS
from tests.support.fakes.provider_transport import raw
from tests.support.sync_and_query import rows

SOURCE = "reference:models.dev"
STATED = """
SELECT to_jsonb(o) FROM listed_offers o WHERE upper_inf(o.stated) ORDER BY o.provider_model_id
"""
BATCH = {"service_tier": "batch"}
SIZES = (7, 70, 180, 405)


@pytest.fixture
def database(owner_database: Database, environment: object) -> Database:
    """Give a connection to a database of which a list has stated nothing."""
    assert environment
    register(owner_database)
    return owner_database


def price(meter: str, amount: str, **conditions: Any) -> Price:
    """Return a price in dollars per unit."""
    return Price(meter, PriceState.KNOWN, amount, Decimal(amount), "USD", conditions)


def offers(seller: str, count: int, **more: Any) -> list[ListedOffer]:
    """Return so many offers of a seller, each at a price of its own."""
    return [
        ListedOffer(seller, f"m{n}", (price("requests", f"0.{n + 1}"),), **more)
        for n in range(count)
    ]


def store(
    database: Database,
    stated: Collection[ListedOffer],
    *,
    force: bool = False,
    spared: tuple[str, ...] = (),
) -> list[tuple[int, str]]:
    """Store what a list states; return the count and the sample of each finding."""
    with database.transaction():
        found = listed_offers.store(database, SOURCE, stated, DEFAULTS, force=force, spared=spared)
    assert {"guard"} >= {finding.category for finding in found}
    return [(finding.count, finding.sample) for finding in found]


def test_an_offer_is_stored_as_it_was_stated(database: Database) -> None:
    """With whose model it is, its prices in the order of meters, its facts, and since when."""
    output, batch, base = (
        price("output_tokens", "0.000002"),
        price("input_tokens", "0.0000005", **BATCH),
        price("input_tokens", "0.000001"),
    )
    stated = ListedOffer(
        "wandb",
        "openai/gpt-5",
        (output, batch, base),
        {"name": "GPT"},
        "wandb/gpt",
        "rule",
        date(2026, 7, 2),
    )
    store(database, [stated])
    ((row,),) = rows(database, STATED)

    told = {
        "provider": "wandb",
        "provider_model_id": "openai/gpt-5",
        "canonical_id": "openai/gpt-5",
        "listed_as": "wandb/gpt",
        "match": "rule",
        "doubtful": False,
        "facts": {"name": "GPT"},
    }
    assert told == {name: row[name] for name in told}
    assert [("input_tokens", BATCH), ("input_tokens", {}), ("output_tokens", {})] == [
        (it["meter"], it["conditions"]) for it in row["prices"]
    ]
    assert [["2026-07-02"]] == rows(database, "SELECT lower(stated)::date::text FROM listed_offers")


def test_of_one_id_the_last_word_counts(database: Database) -> None:
    """A list that states an offer twice states it once."""
    (first,) = offers("wandb", 1)
    store(database, [first, replace(first, listed_as="again")])

    assert ["again"] == [row["listed_as"] for (row,) in rows(database, STATED)]


def test_half_a_list_is_enough(database: Database) -> None:
    """Half of what it stated is believed, less is refused, and nothing is no list."""
    store(database, offers("wandb", 4))
    assert [] == store(database, offers("wandb", 2))
    for left in (0, 1):
        store(database, offers("wandb", 4))
        told = f"the list states {left} offers, and stated 4 before"
        with pytest.raises(GuardRefused, match=told):
            store(database, offers("wandb", left))
    with pytest.raises(GuardRefused, match="states 0 offers"):
        store(database, [], force=True)

    assert [] == store(database, offers("wandb", 1), force=True)


@pytest.mark.parametrize(("size", "kept"), [(9, False), (10, True)])
def test_a_seller_of_ten_is_not_lost_overnight(
    database: Database, size: int, *, kept: bool
) -> None:
    """What a list states of it no more stays, and the finding says of how many."""
    others = offers("groq", 40)
    store(database, [*others, *offers("wandb", size)])
    found = store(database, [*others, *offers("wandb", 4)])

    told = "wandb: 4 offers are left of 10; they stay as they were stated"
    assert ([(1, told)] if kept else []) == found


def test_several_sellers_may_be_lost(database: Database) -> None:
    """Each is counted; with force they are believed to be gone."""
    others = offers("groq", 60)
    everything = [*others, *offers("wandb", 10), *offers("abacus", 10)]
    store(database, everything)

    assert [2] == [count for count, _sample in store(database, others)]
    assert [] == store(database, others, force=True)


def test_who_is_spared_misses_nothing(database: Database) -> None:
    """A seller of whom nothing could be read is no loss of the list."""
    store(database, [*offers("groq", 1), *offers("wandb", 12)])

    assert [] == store(database, offers("groq", 1), spared=("wandb",))
    assert [[12]] == rows(
        database,
        "SELECT count(*) FROM listed_offers WHERE provider = 'wandb' AND upper_inf(stated)",
    )


def test_a_base_price_that_many_share_is_doubtful(database: Database) -> None:
    """One that a list gives to models of every size: of what goes in and what comes out."""
    both = (price("input_tokens", "0.0000002"), price("output_tokens", "0.0000002"))
    shared = {
        "base": both,
        "batch": tuple(replace(it, conditions=BATCH) for it in both),
        "input": both[:1],
        "output": both[1:],
    }
    store(
        database,
        [
            ListedOffer("wandb", f"acme/{name}-{size}b", prices)
            for name, prices in shared.items()
            for size in SIZES
        ]
        + [
            ListedOffer("wandb", f"acme/one-output-{n}b", (price("input_tokens", f"{n}"), both[1]))
            for n in SIZES
        ],
    )
    doubtful = [row["provider_model_id"] for (row,) in rows(database, STATED) if row["doubtful"]]

    assert ["acme/base-180b", "acme/base-405b"] == doubtful


def test_a_rule_meets_a_new_id_with_every_digit(
    database: Database, environment: pytest.MonkeyPatch
) -> None:
    """What a list said before its seller listed the id is kept in the list's own words."""
    environment.setenv("GROQ_API_KEY", "placeholder")
    figure = "0.1234567890123456789012"
    entries = ", ".join(
        f'{{"id": "{n}", "match": {{"{rule}": "{n}"}}, "prices": {{"input_mtok": {figure}}}}}'
        for n, rule in (("known", "equals"), ("gpt-new", "starts_with"))
    )
    body = f'[{{"id": "groq", "models": [{entries}]}}]'.encode()
    reference_run.run("genai-prices", triggered_by="cli", fetcher=raw(body))
    own = raw(b'{"data": [{"id": "gpt-new-1"}]}')
    provider_run.run("groq", triggered_by="cli", fetcher=own)

    ((name, published),) = rows(
        database,
        "SELECT provider_model_id, prices -> 0 ->> 'published' FROM listed_offers"
        " WHERE provider_model_id LIKE 'gpt%'",
    )
    assert "gpt-new-1" == name
    assert published.startswith(figure)
