"""Prices in other currencies, and the rates that an operator enters."""

import threading
from decimal import Decimal
from typing import Any

import pytest
from pg8000.exceptions import DatabaseError

from pricebook.errors import BadRequest
from pricebook.ledger.write_lock import write_lock
from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.databases import Fill
from tests.support.fakes.provider_transport import item
from tests.support.models_dev_sync import document
from tests.support.passing_time import utc_day
from tests.support.seeds.foreign_prices import (
    MODEL,
    believe,
    enter,
    generations,
    rate,
    shown,
)
from tests.support.sync_and_query import rows, run

pytestmark = pytest.mark.usefixtures("environment")


@pytest.fixture(scope="module")
def template(filled: Fill) -> str:
    """Have one model without a price listed."""
    return filled(lambda: run(item("acme/a", "", "")))


def test_a_rate_gives_dollars_and_is_named(owner_database: Database) -> None:
    """The dollars are the exact product, and the price stays in its seller's currency."""
    believe(owner_database, "0.00000723")

    assert 1 == enter(rate(source_url="https://bank.example/cny"))

    assert (
        {"prompt": "1.014369"},
        {
            "currency": "CNY",
            "usd": "0.1403",
            "valid_from": utc_day().isoformat(),
            "source_url": "https://bank.example/cny",
        },
    ) == shown(owner_database)
    (price,) = document(owner_database, MODEL)["prices"]
    assert ("7.23", "CNY") == (price["amount"], price["currency"])


@pytest.mark.parametrize("currency", ["CNY", "DBU", "credits"])
def test_without_a_rate_there_are_no_dollars(owner_database: Database, currency: str) -> None:
    """A price in another currency has no figure in dollars, and the document names no rate."""
    believe(owner_database, "0.000001", currency)
    enter(rate(currency="EUR"))

    assert "exchange" not in document(owner_database, MODEL)
    assert {} == document(owner_database, MODEL)["pricing"]


@pytest.mark.parametrize(
    ("amount", "usd", "dollars"),
    [
        ("0.00000123456789012345", "1.1", "1.35802467914"),
        ("0.000001", "0.123456789012345", "0.123456789012"),
        ("0.000042857", "0.07", "2.99999"),
        ("0", "0.07", "0"),
    ],
)
def test_dollars_have_twelve_digits(
    owner_database: Database, amount: str, usd: str, dollars: str
) -> None:
    """A product claims no more digits than twelve, and loses none before."""
    believe(owner_database, amount, currency="DBU")
    enter(rate(usd, currency="DBU"))

    assert {"prompt": dollars} == shown(owner_database)[0]


def test_a_price_in_dollars_needs_no_rate(owner_database: Database) -> None:
    """Dollars stay as they were published, to the last digit, beside what was exchanged."""
    believe(owner_database, "0.0000012345678901234567", currency="USD")
    believe(owner_database, "0.000002", meter="output_tokens")
    enter(rate("0.14"))

    assert {"prompt": "1.2345678901234567", "completion": "0.28"} == shown(owner_database)[0]


def test_a_rate_that_gives_no_dollars_is_not_named(owner_database: Database) -> None:
    """Prices under conditions are not in `pricing`, so no rate was used."""
    believe(owner_database, "0.000001", conditions='{"service_tier": "batch"}')

    assert 0 == enter(rate())
    assert ({}, None) == shown(owner_database)


def test_the_rate_of_the_last_day_counts(owner_database: Database) -> None:
    """Of two days the later one counts, in whatever order they were entered."""
    believe(owner_database, "0.000001")
    enter(rate("0.15", utc_day(-2)))
    enter(rate("0.16", utc_day(-9)))

    assert {"prompt": "0.15"} == shown(owner_database)[0]


def test_a_correction_takes_the_place_of_a_rate(owner_database: Database) -> None:
    """Of one day the rate that was entered last counts, and the wrong one stays on record."""
    believe(owner_database, "0.000001")
    enter(rate("1.5"))
    enter(rate("0.15", note="a slip of the pen"))

    assert {"prompt": "0.15"} == shown(owner_database)[0]
    assert [["1.5", None], ["0.15", "a slip of the pen"]] == rows(
        owner_database, "SELECT usd::text, note FROM exchange_rates ORDER BY id"
    )


@pytest.mark.parametrize(
    "rewrite",
    [
        "UPDATE exchange_rates SET usd = 1",
        "DELETE FROM exchange_rates",
        "TRUNCATE exchange_rates",
    ],
)
def test_rates_are_never_rewritten(owner_database: Database, rewrite: str) -> None:
    """Not even the owner of the database edits or deletes what was entered."""
    enter(rate())

    with pytest.raises(DatabaseError, match="append-only"):
        owner_database.run(rewrite)


@pytest.mark.parametrize(
    ("facts", "parameter"),
    [
        ({"currency": "USD"}, "currency"),
        ({"currency": "usd"}, "currency"),
        ({"currency": "XXX"}, "currency"),
        ({"currency": "C$"}, "currency"),
        ({"currency": ""}, "currency"),
        ({"usd": "0"}, "usd"),
        ({"usd": "-0.14"}, "usd"),
        ({"usd": "NaN"}, "usd"),
        ({"usd": "Infinity"}, "usd"),
        ({"usd": "1E+999999"}, "usd"),
        ({"usd": "9.99E-10"}, "usd"),
        ({"usd": "1000000.001"}, "usd"),
        ({"source_url": "javascript:alert(1)"}, "source_url"),
    ],
)
def test_what_is_no_rate_is_refused(facts: dict[str, Any], parameter: str) -> None:
    """Whoever enters it hears which word is wrong and what fits."""
    with pytest.raises(BadRequest) as refusal:
        rate(**facts)

    fitting = {
        "currency": "a currency other than USD, such as CNY",
        "usd": "US dollars for one unit, from 0.000000001 to 1000000",
        "source_url": "an address that begins with https://",
    }
    told = f"{parameter} is {facts[parameter]!r}, expected {fitting[parameter]}."
    assert told == str(refusal.value)
    assert ("bad_parameter", {"parameter": parameter}) == (
        refusal.value.code,
        refusal.value.details,
    )


@pytest.mark.parametrize("usd", ["0.000000001", "1000000"])
def test_the_least_and_the_most_are_rates(usd: str) -> None:
    """No money is worth less or more, but some may be worth just that."""
    assert Decimal(usd) == rate(usd).usd


def test_a_dry_run_tells_and_keeps_nothing(owner_database: Database) -> None:
    """How many documents a rate would change can be found out beforehand."""
    believe(owner_database, "0.000001")
    before = shown(owner_database), generations(owner_database)

    assert 1 == enter(rate(), dry_run=True)

    assert before == (shown(owner_database), generations(owner_database))
    assert [] == rows(owner_database, "SELECT FROM exchange_rates")


def test_readers_see_a_rate_at_once(owner_database: Database, client: CatalogClient) -> None:
    """An answer that was cached before the rate is not served after it."""
    believe(owner_database, "0.000001")
    address = f"/v1/models/{MODEL}"
    assert {} == client.get(address).json()["data"]["pricing"]

    enter(rate("0.14"))

    assert {"prompt": "0.14"} == client.get(address).json()["data"]["pricing"]


def test_a_rate_is_written_alone(owner_database: Database, database_url: str) -> None:
    """Documents are made of what every source tells: a rate waits for who writes beside it."""
    believe(owner_database, "0.000001")
    provider = Database(database_url)
    changed: list[int] = []
    with write_lock(provider):
        waiting = threading.Thread(target=lambda: changed.append(enter(rate())))
        waiting.start()
        waiting.join(0.5)
        assert waiting.is_alive()
    waiting.join(10)
    provider.close()

    assert [1] == changed
