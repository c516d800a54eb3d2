"""Prices that are missed before they go, and models whose prices end with them."""

from typing import Any

import pytest

from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import item, items
from tests.support.models_dev_sync import document
from tests.support.passing_time import pass_time
from tests.support.sync_and_query import prices, rows, run

pytestmark = pytest.mark.usefixtures("environment")

SEARCH = {"web_search": "0.01"}
GAP = "6 hours"
IN_FORCE = """
SELECT count(*) FROM current_prices c JOIN models m ON m.id = c.model_id WHERE m.name = 'acme/a'
"""
ENDS = """
SELECT m.name, p.meter, p.conditions ->> 'prompt_tokens_gt',
  round(extract(epoch FROM now() - upper(p.valid)) / 3600)::int
FROM model_prices p JOIN models m ON m.id = p.model_id
WHERE upper_inf(p.recorded) AND NOT upper_inf(p.valid) ORDER BY 1, 2, 3
"""


def unconfirmed(database: Database) -> dict[str, str]:
    """Return since when each meter of acme/a is unconfirmed, as its document says."""
    ((document,),) = rows(
        database, "SELECT document FROM models WHERE provider_model_id = 'acme/a'"
    )
    listed: list[dict[str, Any]] = document["prices"]
    return {p["meter"]: p["unconfirmed_since"] for p in listed if "unconfirmed_since" in p}


def test_a_price_that_is_missed_stays_and_says_so(owner_database: Database) -> None:
    """From the first run without it its row says since when; nothing else is marked."""
    run(item("acme/a", pricing=SEARCH))
    pass_time(owner_database, GAP)
    report = run(item("acme/a"))

    assert "0.01" == prices(owner_database)["web_searches"]
    assert {"web_searches"} == set(unconfirmed(owner_database))
    assert (0, 1) == (report.prices_changed, report.marked)


def test_a_price_that_is_stated_again_was_never_gone(owner_database: Database) -> None:
    """The mark goes, and the count begins anew."""
    run(item("acme/a", pricing=SEARCH))
    for listed in (item("acme/a"), item("acme/a"), item("acme/a", pricing=SEARCH), item("acme/a")):
        pass_time(owner_database, GAP)
        run(listed)

    assert "0.01" == prices(owner_database)["web_searches"]
    assert [[1]] == rows(owner_database, "SELECT misses FROM price_absences")


def test_a_price_ends_when_it_was_missed_first(owner_database: Database) -> None:
    """After three complete runs it is withdrawn, and its end is the first of them."""
    run(item("acme/a", pricing=SEARCH))
    for _ in range(3):
        pass_time(owner_database, GAP)
        run(item("acme/a"))

    assert "web_searches" not in prices(owner_database)
    assert {} == unconfirmed(owner_database)
    assert [[12]] == rows(
        owner_database,
        "SELECT round(extract(epoch FROM now() - upper(valid)) / 3600)::int FROM model_prices"
        " WHERE meter = 'web_searches' AND upper_inf(recorded)",
    )
    assert [] == rows(owner_database, "SELECT * FROM price_absences")


def test_each_missed_price_ends_at_its_own_time(owner_database: Database) -> None:
    """Whatever else of its meter, of its model or of the run is missed, ends or changes then."""
    long, longer = (
        {"min_prompt_tokens": tokens, "prompt": "0.000003"} for tokens in (200000, 500000)
    )
    cached, gone = {"input_cache_read": "0.0000001"}, item("acme/c")
    tiers = {"overrides": [long, longer]}
    run(item("acme/a", pricing=SEARCH | cached | tiers), item("acme/b", pricing=SEARCH), gone)
    kept = []
    for listed in (
        [item("acme/a", pricing=cached | tiers), item("acme/b", pricing=SEARCH), gone],
        [item("acme/a", pricing={"overrides": [long]}), item("acme/b")],
        [item("acme/a"), item("acme/b")],
        [item("acme/a", completion="0.0000021"), item("acme/b")],
        [item("acme/a", "0.0000011", "0.0000021"), item("acme/b")],
    ):
        pass_time(owner_database, GAP)
        run(*listed)
        kept += rows(owner_database, IN_FORCE)

    assert [[6], [6], [5], [3], [2]] == kept
    assert [
        ["acme/a", "cache_read_tokens", None, 18],
        ["acme/a", "input_tokens", "200000", 12],
        ["acme/a", "input_tokens", "500000", 18],
        ["acme/a", "input_tokens", None, 0],
        ["acme/a", "output_tokens", None, 6],
        ["acme/a", "web_searches", None, 24],
        ["acme/b", "web_searches", None, 18],
        ["acme/c", "input_tokens", None, 18],
        ["acme/c", "output_tokens", None, 18],
    ] == rows(owner_database, ENDS)


@pytest.mark.parametrize(("gap", "misses"), [("1 minute", 5), ("20 hours", 2)])
def test_neither_runs_nor_time_alone_end_a_price(
    owner_database: Database, gap: str, misses: int
) -> None:
    """Five runs within minutes, or two over a day, prove nothing."""
    run(item("acme/a", pricing=SEARCH))
    for _ in range(misses):
        pass_time(owner_database, gap)
        run(item("acme/a"))

    assert "0.01" == prices(owner_database)["web_searches"]


def test_a_partial_answer_misses_no_price(owner_database: Database) -> None:
    """What an incomplete answer lacks is not counted, and not marked."""
    run(item("acme/a", pricing=SEARCH))
    run(item("acme/a"), *(item(f"acme/b{number}", "cheap") for number in range(3)))

    assert {} == unconfirmed(owner_database)


def test_a_partial_answer_takes_no_price_back(owner_database: Database) -> None:
    """What it states of a price is believed, and what it leaves out stays in force."""
    run(item("acme/a", pricing=SEARCH))
    told = {price["meter"] for price in document(owner_database, "openrouter/acme/a")["prices"]}
    run(item("acme/a"), *(item(f"acme/b{number}", "cheap") for number in range(3)))

    kept = {price["meter"] for price in document(owner_database, "openrouter/acme/a")["prices"]}
    assert told == kept


def test_the_prices_of_a_missed_model_are_unconfirmed(owner_database: Database) -> None:
    """From the first run without the model on, until it is listed again."""
    run(item("acme/a"), item("acme/b"))
    run(item("acme/b"))
    assert {"input_tokens", "output_tokens"} == set(unconfirmed(owner_database))

    run(item("acme/a"), item("acme/b"))
    assert {} == unconfirmed(owner_database)


def test_a_model_that_is_gone_says_until_when_it_was_listed(
    owner_database: Database, client: CatalogClient
) -> None:
    """Its document, and every price in the ledger, end at the first run that missed it."""
    run(*items(2), item("acme/a"))
    for _ in range(3):
        pass_time(owner_database, GAP)
        run(*items(2))

    model = client.get("/v1/models/openrouter/acme/a").json()["data"]
    assert (False, []) == (model["is_active"], model["prices"])
    ends = rows(
        owner_database,
        "SELECT DISTINCT upper(p.valid) = m.listed_until, m.listed_until < now() - interval '11 h'"
        " FROM models m JOIN model_prices p ON p.model_id = m.id"
        " WHERE m.provider_model_id = 'acme/a' AND upper_inf(p.recorded)",
    )
    assert [[True, True]] == ends
    assert model["listed_until"]


def test_a_model_that_returns_is_listed_again(
    owner_database: Database, client: CatalogClient
) -> None:
    """It has prices again, no end, and nothing of what happened was a price change."""
    run(*items(2), item("acme/a"))
    for _ in range(3):
        pass_time(owner_database, GAP)
        run(*items(2))
    run(*items(2), item("acme/a"))

    model = client.get("/v1/models/openrouter/acme/a").json()["data"]
    assert (True, "1") == (model["is_active"], model["pricing"]["prompt"])
    assert "listed_until" not in model
    assert [["removed"], ["returned"]] == rows(
        owner_database, "SELECT kind FROM model_events ORDER BY id"
    )
