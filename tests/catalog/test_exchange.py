"""Exchange rates for readers: the newest that holds today, exact and dated."""

from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.seeds.searchable_models import stock

RATE = """
INSERT INTO exchange_rates (currency, usd, valid_from, entered_by)
VALUES (:currency, CAST(:usd AS numeric), CAST(now() AS date) + CAST(:days AS integer), 'ada')
"""


def test_the_newest_rate_of_today(client: CatalogClient, owner_database: Database) -> None:
    """An older rate has been replaced, and one of tomorrow does not hold yet."""
    stock(owner_database, [{"provider": "one", "id": "a", "canonical": "acme/a", "name": "A"}])
    for usd, days in (("1.05", -9), ("1.10", -1), ("1.20", 1)):
        owner_database.run(RATE, currency="EUR", usd=usd, days=days)
    [rate] = client.get("/v1/exchange-rates").json()["data"]

    assert ("EUR", "1.1") == (rate["currency"], rate["usd"])


def test_no_rate_is_no_error(client: CatalogClient, owner_database: Database) -> None:
    """Where nobody entered one the list is empty, and has been since the catalogue began."""
    stock(owner_database, [{"provider": "one", "id": "a", "canonical": "acme/a", "name": "A"}])
    ((began,),) = owner_database.run("SELECT to_json(min(created_at)) FROM providers")
    answer = client.get("/v1/exchange-rates").json()

    assert ([], began) == (answer["data"], answer["meta"]["last_updated"])
