"""What a model cost at a moment, as far as we knew at another."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import item
from tests.support.seeds.searchable_models import stock
from tests.support.sync_and_query import run

MODEL = "openrouter/acme/a"
ROUTE = f"/v1/prices/{MODEL}"
BELIEVE = """
SELECT believe(
  m.id, 'manual', 'input_tokens', '{}', CAST(:period AS tstzrange), 'known',
  CAST(:amount AS numeric), :currency, 'told', NULL, CAST(:moment AS timestamptz)
)
FROM models m WHERE m.model_id = 'openrouter/acme/a'
"""


def record_price(
    database: Database, amount: str, period: str, moment: str = "2026-03-01", currency: str = "USD"
) -> None:
    """Record a manual price of input tokens, in currency per token, as of a moment."""
    database.run(BELIEVE, amount=amount, currency=currency, period=period, moment=moment)


def cost(client: CatalogClient, **query: Any) -> str | None:
    """Return what a million input tokens cost."""
    prompt: str | None = client.get(ROUTE, **query).json()["data"]["pricing"].get("prompt")
    return prompt


def now() -> str:
    """Return this moment as an address has it."""
    return datetime.now(UTC).isoformat()


def test_prices_of_now_are_those_of_the_document(client: CatalogClient) -> None:
    """Without a moment the answer is the model's own pricing, with where each row comes from."""
    run(item("acme/a", pricing={"image": "0.5"}))
    document = client.get(f"/v1/models/{MODEL}").json()["data"]

    answer = client.get(ROUTE).json()["data"]
    rows = answer["prices"]

    assert {name: document[name] for name in ("id", "pricing", "pricing_source")} == {
        name: answer[name] for name in ("id", "pricing", "pricing_source")
    }
    assert document["prices"] == [{n: row[n] for n in document["prices"][0]} for row in rows]
    more = {"id", "published", "valid_from", "recorded_at"}
    assert more == set(rows[0]) - set(document["prices"][0])


def test_at_chooses_the_price_of_that_time(client: CatalogClient) -> None:
    """Each run's prices hold from that run to the next; before the first one nothing is known."""
    before = now()
    run(item("acme/a", prompt="0.000001"))
    first = now()
    run(item("acme/a", prompt="0.000002"))

    assert None is cost(client, at=before)
    assert "1" == cost(client, at=first)
    assert "2" == cost(client) == cost(client, at="2099-01-01")
    assert [] == client.get(ROUTE, at=before).json()["data"]["prices"]


def test_at_and_known_at_are_independent(client: CatalogClient, owner_database: Database) -> None:
    """A correction changes what we say of the past, and not what we said then."""
    run(item("acme/a", pricing={}))
    record_price(owner_database, "0.000005", "[2026-01-01,)", moment="2026-03-01")
    record_price(owner_database, "0.000006", "[2026-02-01,)", moment="2026-04-01")

    assert "5" == cost(client, at="2026-02-02", known_at="2026-03-15")
    assert "6" == cost(client, at="2026-02-02", known_at="2026-04-15")
    assert "5" == cost(client, at="2026-01-02", known_at="2026-04-15")
    assert None is cost(client, at="2026-02-02", known_at="2026-02-15")


def test_a_future_price_holds_from_its_date(
    client: CatalogClient, owner_database: Database
) -> None:
    """A price that begins later shows under its date, with when it begins and ends."""
    run(item("acme/a"))
    record_price(owner_database, "0.000009", "[2098-01-01,2099-01-01)", now())

    (row,) = [
        row
        for row in client.get(ROUTE, at="2098-06-01").json()["data"]["prices"]
        if row["source"] == "manual"
    ]

    assert "1" == cost(client)
    assert ("2098-01-01T00:00:00+00:00", "2099-01-01T00:00:00+00:00") == (
        row["valid_from"],
        row["valid_to"],
    )


def test_a_future_price_begins_without_a_sync(
    client: CatalogClient, owner_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An announced price begins to show within a minute, though no run tells the cache."""
    run(item("acme/a"))
    start = datetime.now(UTC) + timedelta(seconds=0.5)
    record_price(owner_database, "0.000009", f"[{start.isoformat()},)", now())
    assert "1" == cost(client)
    clock = time.time

    time.sleep(0.6)
    monkeypatch.setattr(time, "time", lambda: clock() + 61)

    assert "9" == cost(client)


def test_known_at_in_the_future_is_now(client: CatalogClient) -> None:
    """What will be known tomorrow is what is known now."""
    run(item("acme/a"))

    answer = client.get(ROUTE, known_at="2099-01-01").json()["data"]

    assert "1" == answer["pricing"]["prompt"]
    assert datetime.fromisoformat(answer["known_at"]) <= datetime.now(UTC)


def price_in_yuan(database: Database, *rates: tuple[str, str, str]) -> None:
    """Record a price of 10 yuan per 1M tokens, and what a yuan was worth."""
    run(item("acme/a", pricing={}))
    record_price(database, "0.00001", "[2026-01-01,)", "2026-02-01", currency="CNY")
    for usd, valid_from, entered_at in rates:
        database.run(
            "INSERT INTO exchange_rates (currency, usd, valid_from, entered_by, entered_at)"
            " VALUES ('CNY', :usd, :valid_from, 'me', :entered_at)",
            usd=usd,
            valid_from=valid_from,
            entered_at=entered_at,
        )


def test_a_foreign_price_is_exchanged_at_the_rate_of_its_day(
    client: CatalogClient, owner_database: Database
) -> None:
    """The rate is that of the moment asked for, as far as it was entered when we knew."""
    price_in_yuan(
        owner_database,
        ("0.1", "2026-01-01", "2026-03-01"),
        ("0.2", "2026-05-01", "2026-05-01"),
    )

    assert "1" == cost(client, at="2026-04-30", known_at="2026-06-01")
    assert "2" == cost(client, at="2026-05-01", known_at="2026-06-01")
    assert "1" == cost(client, at="2026-05-01", known_at="2026-04-01")
    assert None is cost(client, at="2026-05-01", known_at="2026-02-28")
    answer = client.get(ROUTE, at="2026-05-01", known_at="2026-06-01").json()["data"]
    assert ("CNY", "0.2") == (answer["exchange"]["currency"], answer["exchange"]["usd"])
    assert ("CNY", "10") == (answer["prices"][0]["currency"], answer["prices"][0]["amount"])


def test_a_corrected_rate_counts_since_it_was_entered(
    client: CatalogClient, owner_database: Database
) -> None:
    """Of one day the rate that was entered last counts, and only for who knew it by then."""
    price_in_yuan(
        owner_database,
        ("1.5", "2026-01-01", "2026-03-01"),
        ("0.15", "2026-01-01", "2026-03-05"),
    )

    assert "15" == cost(client, at="2026-04-01", known_at="2026-03-04")
    assert "1.5" == cost(client, at="2026-04-01", known_at="2026-03-06")
    assert "1.5" == cost(client)


def test_the_ends_of_the_calendar_have_no_prices(client: CatalogClient) -> None:
    """The first and the last moment can be asked for."""
    run(item("acme/a"))

    assert None is cost(client, at="0001-01-01")
    assert "1" == cost(client, at="9999-12-31T23:59:59.999999Z")


def test_an_unknown_model_is_404(client: CatalogClient) -> None:
    """An unknown model is 404, and so is an id that Postgres cannot read."""
    run(item("acme/a"))

    assert 404 == client.get("/v1/prices/openrouter/acme/b").status
    assert 404 == client.get("/v1/prices/openrouter/acme%00").status


def test_ids_may_be_encoded(client: CatalogClient) -> None:
    """Slashes in an id are raw or percent-encoded."""
    run(item("acme/a"))

    assert MODEL == client.get(f"/v1/prices/{MODEL.replace('/', '%2F')}").json()["data"]["id"]


def test_settled_prices_are_cached_for_a_day(client: CatalogClient) -> None:
    """Both moments fixed, and the knowledge older than any run: then others may keep it a day."""
    run(item("acme/a"))

    def kept(**query: Any) -> str:
        return client.get(ROUTE, **query).headers["cache-control"]

    assert "public, max-age=86400" == kept(at="2026-01-01", known_at="2026-02-01")
    assert kept(at="2026-01-01").startswith("public, max-age=60,")
    assert kept(known_at="2026-01-01").startswith("public, max-age=60,")
    assert kept(at="2026-01-01", known_at=now()).startswith("public, max-age=60,")


def test_the_etag_changes_with_the_prices(
    client: CatalogClient, reset_process: Callable[[], None]
) -> None:
    """Asking again later, for the same prices, is answered with 304."""
    run(item("acme/a"))
    first = client.get(ROUTE, at="2098-01-01")
    reset_process()

    again = client.get(ROUTE, {"if-none-match": first.headers["etag"]}, at="2098-01-02")

    assert (304, b"") == (again.status, again.body)


def test_sources_stand_side_by_side(client: CatalogClient, owner_database: Database) -> None:
    """Every source is there; the one that the catalogue goes by is marked, and comes first."""
    stock(
        owner_database,
        [{"provider": "acme", "id": "a", "canonical": "acme/a", "name": "A", "prompt": "2"}],
    )
    owner_database.run("""
        SELECT believe(id, 'reference:litellm', 'input_tokens', '{}', tstzrange(now(), NULL),
          'known', 0.000003, 'USD', '3e-06 USD per token') FROM models
    """)
    statements = client.get("/v1/sources/acme/a").json()["data"]

    assert [("database", "2", True, False), ("reference:litellm", "3", False, True)] == [
        (it["source"], it["amount"], it["used"], it["disagrees"]) for it in statements
    ]
    assert 404 == client.get("/v1/sources/acme/b").status
