"""Quotes over prices that are held, unconfirmed, incomplete, or of a model that is gone."""

from typing import Any

import pytest

from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import item, items
from tests.support.passing_time import pass_time
from tests.support.sync_and_query import run

MODEL = "openrouter/acme/a"
USAGE = {"input_tokens": 1_000_000, "output_tokens": 1_000_000}


def quoted(api: CatalogClient, **more: Any) -> dict[str, Any]:
    """Return the quote of a million tokens each way."""
    answer = api.post("/v1/quote", {"model": MODEL, "usage": USAGE, **more})
    assert 200 == answer.status, answer.body
    data: dict[str, Any] = answer.json()["data"]
    return data


def test_a_held_price_is_named_with_the_other_total(client: CatalogClient) -> None:
    """Both figures, the total with the other one, and no complete quote: it differs by far."""
    run(item("acme/a", "0.000001"))
    run(item("acme/a", "0.00002"))

    quote = quoted(client)

    assert (False, "3") == (quote["complete"], quote["total"])
    (gap,) = quote["missing"]
    assert "input_tokens at 0.000001 are under review: 0.00002 is published" in gap
    assert "22" in gap
    assert "0.00002" == quote["lines"][0]["review"]["amount"]


def test_a_small_difference_stays_complete(client: CatalogClient) -> None:
    """Up to one per cent of the total the other figure is an assumption."""
    run(item("acme/a", "0.000001", "0.004"))
    run(item("acme/a", "0.00002", "0.004"))

    quote = quoted(client)

    assert quote["complete"]
    assert "under review" in " ".join(quote["assumptions"])


def test_before_it_was_seen_nothing_was_under_review(
    client: CatalogClient, owner_database: Database
) -> None:
    """A quote at an earlier time is complete."""
    run(item("acme/a", "0.000001"))
    pass_time(owner_database, "1 day")
    run(item("acme/a", "0.00002"))
    ((then,),) = owner_database.run("SELECT (now() - interval '1 hour')::text")

    assert quoted(client, at=str(then).replace(" ", "T"))["complete"]


def test_an_unconfirmed_price_is_an_assumption(client: CatalogClient) -> None:
    """The quote is complete, and says since when the seller does not state it."""
    run(item("acme/a"))
    run(item("acme/a", "0.000001", ""))

    quote = quoted(client)

    assert quote["complete"]
    assert "the price of output_tokens is not confirmed since" in " ".join(quote["assumptions"])


def test_a_model_that_is_gone_is_quoted_at_its_last_prices(
    client: CatalogClient, owner_database: Database
) -> None:
    """Now the quote is not complete and says since when; before its end it is."""
    run(*items(2), item("acme/a"))
    for _ in range(3):
        pass_time(owner_database, "6 hours")
        run(*items(2))
    pass_time(owner_database, "2 days")
    ((then,),) = owner_database.run("SELECT (now() - interval '63 hours')::text")

    quote = quoted(client)
    before = quoted(client, at=str(then).replace(" ", "T"))

    assert (False, "3") == (quote["complete"], quote["total"])
    assert f"{MODEL} is not listed since" in quote["missing"][0]
    assert (True, "3") == (before["complete"], before["total"])


def test_prices_that_nobody_reads_are_a_gap(
    client: CatalogClient, owner_database: Database
) -> None:
    """A seller that names further prices may charge them."""
    run(item("acme/a"))
    owner_database.run("UPDATE models SET prices_incomplete = true")

    quote = quoted(client)

    assert not quote["complete"]
    assert "names prices that are not in the catalogue" in quote["missing"][0]


@pytest.mark.usefixtures("environment")
def test_a_receipt_repeats_what_was_said(client: CatalogClient) -> None:
    """After the review is over the receipt still says what was under review then."""
    run(item("acme/a", "0.000001"))
    run(item("acme/a", "0.00002"))
    quote = quoted(client)
    run(item("acme/a", "0.000001"))

    again = client.post("/v1/quote", {"receipt": quote["receipt"], "usage": USAGE}).json()["data"]

    assert quote["missing"] == again["missing"]
