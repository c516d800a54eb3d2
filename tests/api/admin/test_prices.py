"""Prices that an operator states: seen at once, dated, with a reason, and on record."""

import time
from typing import Any

import pytest

from pricebook.ledger import documents
from pricebook.storage.postgres import Database
from tests.support.admin_client import AdminClient
from tests.support.clients import CatalogClient
from tests.support.databases import Fill
from tests.support.fakes.provider_transport import item
from tests.support.sync_and_query import prices, rows, run

pytestmark = pytest.mark.usefixtures("environment")

MODEL = "openrouter/acme/a"
ADDRESS = f"/v1/admin/prices/{MODEL}"
PRICE = {"meter": "input_tokens", "amount": "2.5", "reason": "the invoice of June"}


@pytest.fixture(scope="module")
def template(filled: Fill) -> str:
    """Have a model listed at 1 and 2 dollars per million tokens."""
    return filled(lambda: run(item("acme/a")))


def pricing(client: CatalogClient) -> dict[str, str]:
    """Return what readers see."""
    data: dict[str, str] = client.get(f"/v1/models/{MODEL}").json()["data"]["pricing"]
    return data


def test_a_manual_price_wins_and_shows_at_once(
    admin: AdminClient, client: CatalogClient, owner_database: Database
) -> None:
    """What an operator states is in force with the next request, before and after a sync."""
    assert "1" == pricing(client)["prompt"]

    answer = admin.ask("PUT", ADDRESS, PRICE)

    body = answer.json()
    assert (200, "no-store") == (answer.status, answer.headers["cache-control"])
    assert ({"dry_run": False}, "manual") == (body["meta"], body["data"]["pricing_source"])
    assert {"prompt": "2.5", "completion": "2"} == body["data"]["pricing"] == pricing(client)
    run(item("acme/a", "0.0000012"))
    assert "2.5" == pricing(client)["prompt"]
    assert "0.0000025" == prices(owner_database)["input_tokens"]


def test_the_same_figure_in_another_currency_is_another_price(
    admin: AdminClient, client: CatalogClient
) -> None:
    """A change of the currency alone is believed, and told as a change of the price."""
    admin.ask("PUT", ADDRESS, PRICE)

    admin.ask("PUT", ADDRESS, PRICE | {"currency": "EUR"})

    (price,) = (
        price
        for price in client.get(f"/v1/models/{MODEL}").json()["data"]["prices"]
        if price["meter"] == "input_tokens"
    )
    assert ("2.5", "EUR") == (price["amount"], price["currency"])
    (move,) = client.get("/v1/changes", kind="price").json()["data"][0]["details"]["prices"]
    assert [("2.5", "USD"), ("2.5", "EUR")] == [
        (move[when]["amount"], move[when]["currency"]) for when in ("previous", "current")
    ]


def test_a_manual_price_has_its_reason_and_operator(admin: AdminClient) -> None:
    """The figure is published with the reason, and the audit has the operator and the price."""
    (stated,) = admin.ask("PUT", ADDRESS, PRICE).json()["data"]["manual"]

    assert "2.5 USD per 1000000 token: the invoice of June" == stated["published"]
    query: dict[str, Any] = {"subject": MODEL, "entity": "model_prices"}
    (entry,) = admin.ask("GET", "/v1/admin/audit", **query).json()["data"]
    result = (entry["actor"], entry["action"], entry["after"]["source"], entry["before"])
    assert ("ada", "insert", "manual", None) == result


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ('"0.1"', "0.0000001"),
        ("0.1", "0.0000001"),
        ("3", "0.000003"),
        ("1e-2", "0.00000001"),
        ('"0.1234567890123456789012345678901"', "0.0000001234567890123456789012345678901"),
        ("0.1234567890123456789012345678901", "0.0000001234567890123456789012345678901"),
    ],
)
def test_amounts_are_exact(
    admin: AdminClient, owner_database: Database, written: str, kept: str
) -> None:
    """An amount as a text or as a number is what the ledger holds, to the last digit."""
    body = f'{{"meter": "input_tokens", "reason": "r", "amount": {written}}}'

    assert 200 == admin.ask("PUT", ADDRESS, body).status
    assert kept == prices(owner_database)["input_tokens"]


def test_a_list_of_prices_has_conditions_and_states(
    admin: AdminClient, client: CatalogClient
) -> None:
    """A list of prices is stated in one go, each in its own quantity, currency and state."""
    body = [
        {**PRICE, "conditions": {"service_tier": "batch", "prompt_tokens_gt": 200_000}},
        {**PRICE, "meter": "web_searches", "amount": "10"},
        {**PRICE, "meter": "output_tokens", "state": "free", "amount": None},
        {**PRICE, "meter": "input_images", "amount": "0.5", "currency": "EUR"},
        {**PRICE, "meter": "token_factor", "amount": "1.1", "currency": "XXX"},
    ]

    assert 200 == admin.ask("PUT", ADDRESS, body).status
    data = client.get(f"/v1/models/{MODEL}").json()["data"]["prices"]
    by_meter = {price["meter"]: price for price in data if price["source"] == "manual"}
    assert {"prompt_tokens_gt": 200_000, "service_tier": "batch"} == by_meter["input_tokens"][
        "conditions"
    ]
    assert ("10", 1000) == (by_meter["web_searches"]["amount"], by_meter["web_searches"]["per"])
    assert ("free", None) == (
        by_meter["output_tokens"]["state"],
        by_meter["output_tokens"].get("amount"),
    )
    assert ("0.5", "EUR") == (
        by_meter["input_images"]["amount"],
        by_meter["input_images"]["currency"],
    )


def test_a_dry_run_stores_no_price(
    admin: AdminClient, client: CatalogClient, owner_database: Database
) -> None:
    """The answer is what would be in force, and the ledger, readers and the audit know nothing."""
    before = rows(owner_database, "SELECT scope, generation FROM generations ORDER BY scope")

    answer = admin.ask("PUT", ADDRESS, PRICE, dry_run="true").json()

    assert ({"dry_run": True}, "2.5") == (answer["meta"], answer["data"]["pricing"]["prompt"])
    assert "1" == pricing(client)["prompt"]
    assert [[0]] == rows(
        owner_database, "SELECT count(*) FROM model_prices WHERE source = 'manual'"
    )
    assert before == rows(
        owner_database, "SELECT scope, generation FROM generations ORDER BY scope"
    )
    assert 0 == admin.ask("GET", "/v1/admin/audit").json()["meta"]["total"]


def test_a_price_that_ended_is_only_history(admin: AdminClient, client: CatalogClient) -> None:
    """A price that was charged until yesterday is told of that time, and not of now."""
    body = {**PRICE, "valid_from": "2026-01-01", "valid_to": "2026-02-01T12:00:00Z"}

    assert "1" == admin.ask("PUT", ADDRESS, body).json()["data"]["pricing"]["prompt"]
    then = client.get(f"/v1/prices/{MODEL}", at="2026-01-15").json()["data"]["pricing"]
    assert {"prompt": "2.5"} == then


def test_a_future_price_begins_by_itself(admin: AdminClient, client: CatalogClient) -> None:
    """It is announced at once, is not in force, and the next tick after its time shows it."""
    now = time.time() + 1
    begins = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now + 1))
    answer = admin.ask("PUT", ADDRESS, {**PRICE, "valid_from": begins}).json()["data"]

    assert "1" == answer["pricing"]["prompt"] == pricing(client)["prompt"]
    assert [begins[:19]] == [price["valid_from"][:19] for price in answer["manual"]]
    assert 0 == documents.refresh_due()
    time.sleep(max(0, now + 1.1 - time.time()))
    assert 1 == documents.refresh_due()
    assert "2.5" == pricing(client)["prompt"]


def test_a_withdrawn_price_ends_now(admin: AdminClient, client: CatalogClient) -> None:
    """From then on the provider's price is in force again; what was charged stays history."""
    admin.ask("PUT", ADDRESS, {**PRICE, "valid_from": "2026-01-01"})

    answer = admin.ask("DELETE", ADDRESS, meter="input_tokens", reason="it was a typo")

    assert (200, "1") == (answer.status, answer.json()["data"]["pricing"]["prompt"])
    assert ([], "1") == (answer.json()["data"]["manual"], pricing(client)["prompt"])
    then = client.get(f"/v1/prices/{MODEL}", at="2026-01-15").json()["data"]["pricing"]
    assert "2.5" == then["prompt"]
    (entry,) = admin.ask("GET", "/v1/admin/audit", action="withdraw").json()["data"]
    assert ("ada", "it was a typo") == (entry["actor"], entry["after"]["reason"])


def test_a_withdrawal_matches_meter_and_conditions(admin: AdminClient) -> None:
    """A price under conditions goes by its conditions, and in a dry run nothing goes."""
    batch = {"service_tier": "batch"}
    admin.ask("PUT", ADDRESS, [PRICE, {**PRICE, "conditions": batch}])
    query: dict[str, Any] = {
        "meter": "input_tokens",
        "reason": "r",
        "conditions": '{"service_tier": "batch"}',
    }

    for dry_run in ("true", "false"):
        left = admin.ask("DELETE", ADDRESS, dry_run=dry_run, **query).json()["data"]["manual"]
        assert [{}] == [price["conditions"] for price in left]
    assert 404 == admin.ask("DELETE", ADDRESS, **query).status


def test_only_what_an_operator_stated_is_withdrawn(admin: AdminClient) -> None:
    """A seller's own price is not an operator's to take back, nor one of another meter."""
    admin.ask("PUT", ADDRESS, PRICE)

    assert 404 == admin.ask("DELETE", ADDRESS, meter="output_tokens", reason="r").status
    assert 404 == admin.ask("DELETE", ADDRESS, meter="web_searches", reason="r").status
    assert 200 == admin.ask("DELETE", ADDRESS, meter="input_tokens", reason="r").status
    assert 404 == admin.ask("DELETE", ADDRESS, meter="input_tokens", reason="r").status


def test_a_future_price_can_be_withdrawn(admin: AdminClient, owner_database: Database) -> None:
    """A price that has not begun leaves no belief behind."""
    admin.ask("PUT", ADDRESS, {**PRICE, "valid_from": "2098-01-01"})

    assert 200 == admin.ask("DELETE", ADDRESS, meter="input_tokens", reason="r").status
    believed = "SELECT count(*) FROM model_prices WHERE source = 'manual' AND upper_inf(recorded)"
    assert [[0]] == rows(owner_database, believed)
