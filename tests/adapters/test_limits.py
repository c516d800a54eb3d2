"""Texts of any length: an item is shortened or set aside, and its list goes on."""

import json
from collections import Counter

import pytest

from pricebook.adapters.limits import shortened
from pricebook.storage.postgres import Database
from pricebook.sync import provider_run
from tests.support.fakes.provider_transport import item, items, raw
from tests.support.sync_and_query import SLUG, prices, rows, run


def test_texts_and_lists_are_shortened() -> None:
    """Each to its own limit; what fits is the same, and not counted."""
    facts = {
        "name": "n" * 501,
        "description": "d" * 20_001,
        "tokenizer": "t" * 500,
        "capabilities": tuple("w" * 201 for _ in range(501)),
        "context_length": 8192,
        "license": None,
    }

    kept, cut = shortened(facts)

    assert Counter(("name", "description", "capabilities")) == cut
    assert (500, 20_000, 500) == tuple(len(kept[n]) for n in ("name", "description", "tokenizer"))
    assert (500, 200) == (len(kept["capabilities"]), len(kept["capabilities"][0]))
    assert (8192, None) == (kept["context_length"], kept["license"])


@pytest.mark.usefixtures("environment")
def test_a_long_text_never_stops_a_run(owner_database: Database) -> None:
    """An id that no index holds rejects its item; longer words are cut, and the run says so."""
    long = item("acme/long", description="d" * 100_000) | {"name": "n" * 20_000}
    report = run(*items(9), item("a" * 4005), long)

    assert ("success", 10, 1) == (report.status, report.added, report.rejected)
    assert "id is 'aaaa" in str(report.errors)
    assert {"name is too long and was cut", "description is too long and was cut"} <= {
        error["sample"] for error in report.errors
    }
    assert [[500, 20_000]] == rows(
        owner_database,
        "SELECT length(name), length(description) FROM models WHERE provider_model_id ~ 'long'",
    )


@pytest.mark.usefixtures("environment")
@pytest.mark.parametrize(
    "figure",
    ["1e999999999999999999999", "1e999999", "9" * 17_000, '"1_0"', '"\u0661"', "0." + "1" * 70],
)
def test_a_number_of_any_length_spoils_its_item(figure: str, owner_database: Database) -> None:
    """It is rejected with its field; the other items are written."""
    listed = json.dumps({"data": [*items(9), item("acme/a", "FIGURE")]})
    body = listed.replace('"FIGURE"', figure).encode()

    report = provider_run.run(SLUG, triggered_by="cli", fetcher=raw(body))

    assert ("success", 9, 1) == (report.status, report.added, report.rejected)
    assert "acme/a: pricing.prompt is" in str(report.errors)
    assert {} == prices(owner_database)


@pytest.mark.usefixtures("environment")
def test_an_item_of_many_levels_spoils_nothing_else() -> None:
    """It is rejected; the other items are written."""
    deep: object = 1
    for _ in range(2000):
        deep = [deep]

    report = run(*items(9), item("acme/deep") | {"about": deep})

    assert ("success", 9, 1) == (report.status, report.added, report.rejected)
    assert "acme/deep: about is '...'" in str(report.errors)
