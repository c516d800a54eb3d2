"""Private items: what our account alone sees in a list is told to nobody."""

import json
import re

import pytest

from pricebook.providers import registry
from pricebook.storage.postgres import Database
from pricebook.sync import provider_run
from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import raw

SECRET = 0.77777777


def deepinfra(name: str, cents: float, **more: object) -> dict[str, object]:
    """Return an item of DeepInfra's list."""
    pricing = {"type": "tokens", "cents_per_input_token": cents, "cents_per_output_token": cents}
    return {"model_name": name, "type": "text-generation", "pricing": pricing, **more}


def run(*items: object) -> None:
    """Synchronise with DeepInfra."""
    fetcher = raw(json.dumps(items).encode())
    provider_run.run("deepinfra", triggered_by="cli", fetcher=fetcher)


@pytest.mark.usefixtures("environment")
def test_a_private_model_is_not_there(client: CatalogClient, owner_database: Database) -> None:
    """Neither its id nor its price is kept or served, and it is no rejected item either."""
    run(deepinfra("acme/rocket", 0.00002), deepinfra("ours/tuned", SECRET, private=1))

    assert [["deepinfra/acme/rocket"]] == owner_database.run("SELECT model_id FROM models")
    assert [[0]] == owner_database.run("SELECT models_rejected FROM sync_runs")
    for question in ("models", "prices", "history"):
        assert 404 == client.get(f"/v1/{question}/deepinfra/ours/tuned").status


def test_what_a_tuning_costs_is_public() -> None:
    """OpenAI's list has the tunings of one account; what every tuning costs other lists say."""
    beyond = registry()["openai"].beyond or ""

    assert re.fullmatch(beyond, "ft:gpt-4o-mini-2024-07-18")
    assert not re.fullmatch(beyond, "gpt-4o-mini-2024-07-18")


@pytest.mark.usefixtures("environment")
def test_what_becomes_private_keeps_its_last_public_price(
    client: CatalogClient, owner_database: Database
) -> None:
    """A model that is withdrawn from the public is missing, and its new price is not told."""
    run(deepinfra("acme/rocket", 0.00002), deepinfra("acme/big", 0.00004))
    run(deepinfra("acme/rocket", 0.00002), deepinfra("acme/big", SECRET, private=1))

    misses = "SELECT misses FROM sightings s JOIN models m ON m.id = s.model_id ORDER BY m.model_id"
    assert [[1], [0]] == owner_database.run(misses)
    for question in ("models", "prices", "history"):
        answer = client.get(f"/v1/{question}/deepinfra/acme/big")
        assert (200, False) == (answer.status, b"77777777" in answer.body)
