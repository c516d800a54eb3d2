"""Services that have ended: nobody asks them, and what they sold is over."""

from datetime import UTC, date, datetime

import pytest

from pricebook.errors import NotFound
from pricebook.storage.postgres import Database
from pricebook.sync import provider_run, schedule
from pricebook.sync.ended import end_offers
from pricebook.sync.registration import end_of_service, register, sync_slugs
from tests.support.admin_client import AdminClient
from tests.support.clients import CatalogClient
from tests.support.seeds.awkward_prices import Row
from tests.support.seeds.feed_offers import offer

ENDED = "github-models"
DAY = date(2026, 7, 30)
PRICES = [Row("input_tokens", "1"), Row("output_tokens", "2")]


@pytest.fixture
def sold(owner_database: Database, environment: pytest.MonkeyPatch) -> Database:
    """Give a database in which an ended service still seems to sell a model."""
    assert environment
    register(owner_database)
    offer(owner_database, f"{ENDED}/acme/rocket", PRICES)
    offer(owner_database, "openrouter/acme/rocket", PRICES)
    return owner_database


def test_nobody_asks_for_its_list(environment: pytest.MonkeyPatch) -> None:
    """Neither a schedule nor an operator synchronises it; the refusal says when it ended."""
    assert environment
    assert ENDED not in sync_slugs()
    with pytest.raises(NotFound, match="GitHub Models ended on 2026-07-30"):
        provider_run.run(ENDED, triggered_by="cli")


def test_an_operator_reads_when_it_ended(admin: AdminClient) -> None:
    """A sync by hand is refused with the day and what there is instead."""
    refused = admin.ask("POST", f"/v1/admin/sync/{ENDED}")

    assert 404 == refused.status
    assert "ended on 2026-07-30" in refused.json()["error"]["message"]
    assert "GitHub Copilot" in refused.json()["error"]["message"]


def test_what_it_sold_is_over(sold: Database, client: CatalogClient) -> None:
    """Its models are inactive since that day, its prices end, and other sellers stay."""
    assert 1 == end_offers(sold)
    model = client.get(f"/v1/models/{ENDED}/acme/rocket").json()["data"]

    assert not model["is_active"]
    assert DAY == datetime.fromisoformat(model["listed_until"]).astimezone(UTC).date()
    assert [] == model["prices"]
    assert client.get("/v1/models/openrouter/acme/rocket").json()["data"]["is_active"]


def test_it_is_over_on_its_last_day(sold: Database) -> None:
    """On the day itself, not before it."""
    last_day = (
        "UPDATE providers SET ended_on = current_date + CAST(:days AS integer) WHERE slug = :slug"
    )
    sold.run(last_day, slug=ENDED, days=1)
    assert 0 == end_offers(sold)

    sold.run(last_day, slug=ENDED, days=0)
    assert 1 == end_offers(sold)


def test_what_had_left_before_keeps_its_day(sold: Database) -> None:
    """A model that was gone is not listed until the end; what lists stated is no list's."""
    offer(sold, f"{ENDED}/acme/old", PRICES)
    sold.run(
        "UPDATE models SET is_active = false, listed_until = '2025-01-01'"
        " WHERE provider_model_id = 'acme/old'"
    )
    sold.run("UPDATE models SET listed_by = '{reference}' WHERE provider_model_id = 'acme/rocket'")

    assert 1 == end_offers(sold)
    assert [["acme/old", "2025-01-01", []], ["acme/rocket", str(DAY), []]] == sold.run(
        "SELECT provider_model_id, listed_until::date::text, listed_by FROM models"
        " WHERE provider = :slug ORDER BY 1",
        slug=ENDED,
    )


def test_an_ended_service_costs_a_tick_nothing(sold: Database) -> None:
    """What is over is not ended again."""
    end_offers(sold)

    assert 0 == end_offers(sold)


def test_a_tick_ends_it(sold: Database, environment: pytest.MonkeyPatch) -> None:
    """The next tick after an upgrade ends what an older release still lists."""
    environment.setenv("SYNC_FUNCTION_NAME", "sync")
    schedule.tick(lambda _name, _event: None)
    ((active,),) = sold.run(
        "SELECT count(*) FROM models WHERE is_active AND provider = :slug", slug=ENDED
    )

    assert 0 == active


def test_its_page_says_so(sold: Database, client: CatalogClient) -> None:
    """The provider says when it ended and what there is instead; the status leaves it out."""
    assert sold
    data = client.get(f"/v1/providers/{ENDED}").json()["data"]
    status = client.get("/v1/status").json()["data"]

    assert ("ended", str(DAY)) == (data["health"], data["ended_on"])
    assert "GitHub Copilot" in data["successor"]
    assert ENDED not in {row["slug"] for row in status["providers"]}


def test_a_service_that_goes_on_has_no_end() -> None:
    """Nothing is said of services that go on, or that nobody knows."""
    assert end_of_service("openrouter") is None
    assert end_of_service("nobody") is None
