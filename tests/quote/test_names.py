"""Names that people hold: resolved as everywhere, and never to a neighbour."""

import re
from typing import Any

import pytest

from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.seeds.awkward_prices import Row, tokens
from tests.support.seeds.offers import price, sell

ROUTE = "/v1/quote"
USED = {"input_tokens": 10**6}
CLAUDE = "bedrock/anthropic.claude-x-v1:0"


@pytest.fixture
def shop(owner_database: Database, client: CatalogClient) -> CatalogClient:
    """Sell a model at its maker's and at two other places, and one in several zones."""
    sell(owner_database, "google/gemini-9-pro", tokens("1", "2"), "google/gemini-9-pro")
    sell(owner_database, "one/Solo-7b", tokens("3", "2"), "acme/solo-7b")
    sell(owner_database, "two/solo-7b", tokens("2", "2"), "acme/solo-7b")
    sell(owner_database, "one/twin", tokens("1", "1"), "acme/twin")
    sell(owner_database, "two/twin", tokens("1", "1"), "other/twin")
    zones = [Row("input_tokens", "4.4", {"region": "eu"}), *tokens("4", "1")]
    sell(owner_database, CLAUDE, zones, "anthropic/claude-x")
    owner_database.run("UPDATE models SET document = '{}'")
    return client


def ask(shop: CatalogClient, **body: Any) -> Any:
    """Ask for one quote."""
    response = shop.post(ROUTE, {"usage": USED, **body})
    return response.json()["data"] if response.status == 200 else response.json()["error"]


@pytest.mark.parametrize(
    ("name", "model", "resolved_by"),
    [
        ("Google/Gemini-9-Pro", "google/gemini-9-pro", "case"),
        ("google/gemini_9.pro", "google/gemini-9-pro", "spelling"),
        ("models/gemini-9-pro", "google/gemini-9-pro", "path"),
    ],
)
def test_a_name_is_resolved_to_one_offer(
    shop: CatalogClient, name: str, model: str, resolved_by: str
) -> None:
    """The quote says from what, and by what."""
    quote = ask(shop, model=name)

    assert (model, name, resolved_by, "1") == (
        quote["model"],
        quote["resolved_from"],
        quote["resolved_by"],
        quote["total"],
    )
    assert "resolved_by" not in ask(shop, model=model)


def test_a_receipt_repeats_a_resolved_quote(shop: CatalogClient) -> None:
    """By the name that was asked for, or without any."""
    quote = ask(shop, model="models/gemini-9-pro", at="2026-06-01")

    assert quote == ask(shop, receipt=quote["receipt"])
    assert quote == ask(shop, model="models/gemini-9-pro", receipt=quote["receipt"])
    assert "bad_parameter" == ask(shop, model="one/twin", receipt=quote["receipt"])["code"]


def test_a_name_of_one_model_at_several_sellers_compares_them(shop: CatalogClient) -> None:
    """It means no one of them before the others."""
    answer = ask(shop, model="solo-7b")

    assert ("acme/solo-7b", ["two/solo-7b", "one/Solo-7b"]) == (
        answer["canonical_id"],
        [quote["model"] for quote in answer["sellers"]],
    )
    assert {"solo-7b"} == {quote["resolved_from"] for quote in answer["sellers"]}


def test_a_name_of_two_models_is_not_decided(shop: CatalogClient) -> None:
    """The message names them."""
    error = ask(shop, model="twin")

    assert ("not_found", "'twin' may mean 'one/twin', 'two/twin'. Ask for one of them.") == (
        error["code"],
        error["message"],
    )


@pytest.mark.parametrize(
    ("prefix", "stated", "total", "complete"),
    [
        ("eu.", {}, "4.4", True),
        ("global.", {}, "4", True),
        ("us.", {}, "4", False),
        ("eu.", {"region": "us"}, "4", False),
    ],
)
def test_the_zone_in_a_name_is_a_condition(
    shop: CatalogClient, prefix: str, stated: dict[str, str], total: str, *, complete: bool
) -> None:
    """Its price is its own: the ordinary one is only shown."""
    quote = ask(shop, model=f"bedrock/{prefix}anthropic.claude-x-v1:0", **stated)

    assert (CLAUDE, total, complete) == (quote["model"], quote["total"], quote["complete"])


def test_a_name_that_means_nothing_is_not_found(shop: CatalogClient) -> None:
    """Alone, or in its place of a batch; the nearest are named, and no neighbour is quoted."""
    error = ask(shop, model="google/gemini-9-pra")

    nearest, *others = re.findall(r"'([^']+)'", error["message"])[1:]
    assert error["message"].startswith(
        "There is no model 'google/gemini-9-pra'. Did you mean 'google/gemini-9-pro'?"
        " Others near it: '"
    )
    assert error["message"].endswith("'. GET /v1/search?q= finds models by a few words.")
    assert ("google/gemini-9-pro", 2) == (nearest, len(others))
    batch = [{"model": name, "usage": USED} for name in ("x/y", "models/gemini-9-pro", "twin")]
    found = shop.post(ROUTE, {"quotes": batch}).json()["data"]
    assert ["not_found", None, "not_found"] == [
        quote.get("error", {}).get("code") for quote in found
    ]


def test_a_model_that_nobody_sells_any_more_is_not_found(
    shop: CatalogClient, owner_database: Database
) -> None:
    """By the name of a model; its offers are still quoted by their ids."""
    owner_database.run("UPDATE models SET is_active = false WHERE canonical_id = 'acme/solo-7b'")

    assert "not_found" == ask(shop, canonical="acme/solo-7b")["code"]
    assert "not_found" == ask(shop, model="solo-7b")["code"]
    assert "3" == ask(shop, model="one/Solo-7b")["total"]


def test_a_thousand_names_that_mean_nothing_are_answered(shop: CatalogClient) -> None:
    """Each in its place; the nearest ids are looked up for the first ten alone."""
    batch = [{"model": f"nobody/thing-{number}", "usage": USED} for number in range(1000)]

    answer = shop.post(ROUTE, {"quotes": batch}).json()

    messages = [quote["error"]["message"] for quote in answer["data"]]
    assert 1000 == answer["meta"]["failed"] == len(messages)
    assert "There is no model 'nobody/thing-999'" in messages[-1]
    assert 10 == sum("The nearest: " in message for message in messages)


def test_a_name_that_is_listed_no_longer_means_its_newest_release(
    shop: CatalogClient, owner_database: Database
) -> None:
    """As long as there is one that is listed; else it has its own last prices."""
    for model, figure in (("acme/solo", "7"), ("acme/solo-20260301", "5"), ("acme/old", "9")):
        sell(owner_database, model, [])
        price(owner_database, model, [Row("input_tokens", figure)], until="2026-04-01")
    price(owner_database, "acme/solo-20260301", [Row("input_tokens", "5")], start="2026-04-01")
    owner_database.run(
        "UPDATE models SET is_active = false, listed_until = '2026-05-01'"
        " WHERE model_id IN ('acme/solo', 'acme/old')"
    )
    owner_database.run("UPDATE models SET document = '{}'")

    newest, then, old = (
        ask(shop, model="acme/solo"),
        ask(shop, model="acme/solo", at="2026-03-15"),
        ask(shop, model="acme/old"),
    )

    assert ("acme/solo-20260301", "newest", "acme/solo", True) == (
        newest["model"],
        newest["resolved_by"],
        newest["resolved_from"],
        newest["complete"],
    )
    assert ("acme/solo", 7 * int(newest["total"])) == (then["model"], 5 * int(then["total"]))
    assert ("acme/old", False) == (old["model"], old["complete"])
    assert old["total"] == ask(shop, model="acme/old", at="2026-03-15")["total"]
