"""A first day on which nobody answers."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest

from functions.dispatch import app as dispatch
from functions.sync import app as sync
from pricebook.aws import lambda_client
from pricebook.errors import UpstreamError
from pricebook.findings import WHAT_TO_DO, Finding
from pricebook.pricing.price import Price, PriceState
from pricebook.references import ListedOffer, editions
from pricebook.storage.postgres import Database
from pricebook.sync import first_lists, reference_run
from pricebook.sync.fetch import Fetcher
from pricebook.sync.registration import reference_lists
from pricebook.telemetry import metrics
from tests.support.clients import Context
from tests.support.models_dev_sync import document, entry, listed, sync_models_dev

pytestmark = pytest.mark.usefixtures("environment")
PRICE = Price("input_tokens", PriceState.KNOWN, "0.5 USD per 1M tokens", Decimal("5E-7"), "USD")


@pytest.fixture(autouse=True)
def small_editions(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let every list state one offer of a seller of its own."""
    sellers = {"models.dev": "crusoe", "litellm": "openai", "genai-prices": "anthropic"}
    monkeypatch.setattr(editions, "LINES", tmp_path / "lines")
    monkeypatch.setattr(editions, "DAYS", tmp_path / "days")
    day = date(2026, 8, 22)
    offers = {
        name: [ListedOffer(slug, "a-1", (PRICE,), dated=day)] for name, slug in sellers.items()
    }
    editions.pack(offers)


def nobody_answers() -> None:
    """Try every list, in vain."""
    away = Fetcher(httpx.MockTransport(lambda _: httpx.Response(404)))
    for slug in reference_lists():
        with pytest.raises(UpstreamError):
            reference_run.run(slug, triggered_by="cli", fetcher=away)


def taken() -> Any:
    """Return what the sync function answers to the event."""
    answer: Any = sync.handler(first_lists.EVENT, Context())
    return answer["lists"]


def test_the_catalogue_begins_with_the_editions(owner_database: Database) -> None:
    """Once, where everybody was asked: the offers of all lists, and a note on their age."""
    assert taken() is None
    nobody_answers()

    assert ["success"] * 3 == [run["status"] for run in taken()]
    assert taken() is None
    shown = document(owner_database, "crusoe/a-1")
    assert "0.5" == shown["pricing"]["prompt"]
    assert [["2026-08-22"]] == owner_database.run(
        "SELECT DISTINCT last_seen_at::date::text FROM sightings"
    )
    assert shown["prices"][0]["observed_at"].startswith("2026-08-22")
    assert [["nobody was asked: this is our edition, of 2026-08-22"]] == owner_database.run(
        "SELECT DISTINCT errors -> 0 ->> 'sample' FROM sync_runs WHERE triggered_by = 'bundle'"
    )


def test_an_edition_says_its_day() -> None:
    """It has no text to be kept as the list's own, and its note counts the offers that are old."""
    found = reference_run._edition(reference_lists()["models-dev"])
    sample = "nobody was asked: this is our edition, of 2026-08-22"

    assert ("", ["crusoe"]) == (found.text, [offer.provider for offer in found.offers])
    assert Finding("network", 1, sample, WHAT_TO_DO["old list"]) == found.note


def test_cloudwatch_hears_how_many_were_taken() -> None:
    """All three, and none where they are not due; one release asks what another may answer."""
    heard = []
    nobody_answers()
    for _ in range(2):
        metrics.clear_metrics()
        first_lists.run()
        heard.append(metrics.metric_set["EditionsTaken"]["Value"])

    assert [[3], [0]] == heard
    assert {"lists": "bundled"} == first_lists.EVENT


def test_what_stands_in_the_way_of_one_list_stops_no_other() -> None:
    """One has no edition, and that of another states nothing, which its guard refuses."""
    nobody_answers()
    editions.pack({"models.dev": editions.edition("models.dev", ["crusoe"])})
    editions.DAYS.write_text('{"models.dev": "2026-08-22", "genai-prices": "2026-08-22"}')

    assert ["models-dev"] == [run["provider"] for run in taken()]


def test_the_first_answer_takes_the_place_of_an_edition(owner_database: Database) -> None:
    """A list that can be read says what is so; what it leaves out goes after three misses."""
    nobody_answers()
    taken()
    for _ in range(3):
        sync_models_dev(listed(groq={"b-1": entry()}), force=True)

    active = owner_database.run("SELECT model_id FROM models WHERE is_active ORDER BY 1")
    assert [["anthropic/a-1"], ["groq/b-1"], ["openai/a-1"]] == active


def test_an_older_copy_takes_no_seller_away(owner_database: Database) -> None:
    """A mirror that stopped in July states what it states; its run says what is of the edition."""
    report = sync_models_dev(listed(groq={"b-1": entry(last_updated="2026-07-01")}))

    assert [["crusoe/a-1"], ["groq/b-1"]] == owner_database.run(
        "SELECT model_id FROM models WHERE is_active ORDER BY 1"
    )
    assert "of 2026-07-01: 1 offers of sellers that it lacks are of our edition" in str(
        report.errors
    )


def test_a_tick_starts_them_when_everything_was_tried(
    owner_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not before, and not when there is a catalogue."""
    monkeypatch.setenv("SYNC_FUNCTION_NAME", "SyncFunction")
    started: list[dict[str, Any]] = []
    monkeypatch.setattr(lambda_client, "start", lambda _, event: started.append(event))
    nobody_answers()
    assert not dispatch.handler({}, Context())["lists"]

    owner_database.run(
        "INSERT INTO sync_runs (provider, status, triggered_by, completed_at)"
        " SELECT slug, 'failed', 'cli', now() FROM providers"
    )
    assert dispatch.handler({}, Context())["lists"]
    assert first_lists.EVENT in started
    taken()
    assert not dispatch.handler({}, Context())["lists"]
