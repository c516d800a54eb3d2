"""What operators and feeds read of whoever can be synchronised."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pricebook.adapters.provider import Provider
from pricebook.aws import iam
from pricebook.providers import registry
from pricebook.storage.postgres import Database
from pricebook.sync import registration
from pricebook.sync.registration import PAGES_URL, end_of_service, missing_variable, sync_slugs

OURS = replace(
    registry()["groq"],
    name="Our Groq",
    kind="cloud",
    website="https://ours.example",
    docs_url="https://ours.example/prices",
    api="https://api.ours.example/v1",
    sdk="@ai-sdk/ours",
    env=("OURS_REGION",),
    names={"litellm": ("groq", "ours"), "models.dev": ("groq",)},
    unpriced_in=("models.dev",),
    id_prefixes=("ours",),
    sells_own=("acme",),
    key="OURS_KEY",
    interval="2 hours",
    ended=date(2026, 7, 30),
    successor="Theirs",
    without_price="trial",
)
LIST = {
    "slug": "models-dev",
    "name": "models.dev",
    "website": "https://github.com/anomalyco/models.dev",
    "docs_url": "https://github.com/anomalyco/models.dev",
}
PAGES = {
    "slug": "price-pages",
    "name": "Price pages",
    "website": PAGES_URL,
    "docs_url": PAGES_URL,
}
OF_LISTS = {"kind": "reference", "env": [], "names": {}, "makes": [], "sync_interval": "1 day"}
"""What the rows of lists and pages have alike."""
WITH_API = {
    "slug": "abacus",
    "name": "Abacus",
    "kind": "aggregator",
    "website": "https://abacus.ai",
    "docs_url": "https://abacus.ai",
    "key_name": "ABACUS_API_KEY",
    "sync_interval": "1 day",
    "api": "https://routellm.abacus.ai/v1",
    "sdk": "@ai-sdk/openai-compatible",
    "names": {"models.dev": ["abacus"]},
    "env": [],
    "makes": [],
}
WITHOUT_API = {"slug": "ai21", "name": "AI21 Labs", "kind": "lab", "names": {"litellm": ["ai21"]}}


@pytest.fixture
def one_provider(monkeypatch: pytest.MonkeyPatch) -> Provider:
    """Know one provider, whose service has ended."""
    monkeypatch.setattr(registration, "registry", lambda: {OURS.slug: OURS})
    return OURS


def row(database: Database, slug: str) -> dict[str, Any]:
    """Return a provider as it is stored."""
    ((found,),) = database.run("SELECT to_jsonb(p) FROM providers p WHERE slug = :slug", slug=slug)
    return dict(found)


@pytest.mark.usefixtures("one_provider")
def test_a_provider_is_registered_with_all_that_is_told_of_it(owner_database: Database) -> None:
    """Names of lists whose prices of it are wrong lie apart; it is no seller of lists beside."""
    registration.register(owner_database)

    told = {
        "name": "Our Groq",
        "kind": "cloud",
        "website": "https://ours.example",
        "docs_url": "https://ours.example/prices",
        "key_name": "OURS_KEY",
        "sync_interval": "02:00:00",
        "api": "https://api.ours.example/v1",
        "sdk": "@ai-sdk/ours",
        "env": ["OURS_REGION"],
        "names": {
            "litellm": ["groq", "ours"],
            "wrong in models.dev": ["groq"],
            "gateways": ["ours"],
        },
        "makes": ["acme"],
        "ended_on": "2026-07-30",
        "successor": "Theirs",
        "without_price": "trial",
    }
    assert told.items() <= row(owner_database, "groq").items()


@pytest.mark.usefixtures("one_provider")
def test_lists_pages_and_their_sellers_are_registered(owner_database: Database) -> None:
    """Each with a number that tells readers of its changes; nobody asks a seller of lists alone."""
    registration.register(owner_database)

    for told in (LIST | OF_LISTS, PAGES | OF_LISTS, WITH_API, WITHOUT_API):
        found = row(owner_database, str(told["slug"]))
        assert told.items() <= found.items()
    missing = row(owner_database, "ai21")
    assert (None, None, None) == (missing["api"], missing["sdk"], missing["key_name"])
    assert [[0]] == owner_database.run(
        "SELECT count(*) FROM providers WHERE slug NOT IN (SELECT scope FROM generations)"
    )


def test_who_can_be_synchronised(monkeypatch: pytest.MonkeyPatch) -> None:
    """Providers that go on, then lists, then pages."""
    goes_on = replace(OURS, slug="ours", ended=None)
    monkeypatch.setattr(registration, "registry", lambda: {"groq": OURS, "ours": goes_on})

    assert ["ours", "litellm", "models-dev", "genai-prices", "price-pages"] == sync_slugs()


def test_the_end_of_a_service_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """With what its seller offers instead, if that is anything."""
    ended = "Our Groq ended on 2026-07-30, so that there is no list to read."
    known = {
        "ours": OURS,
        "alone": replace(OURS, successor=None),
        "open": replace(OURS, ended=None),
    }
    monkeypatch.setattr(registration, "registry", lambda: known)

    told = [end_of_service(slug) for slug in ("ours", "alone", "open", "nobody")]
    assert [f"{ended} Its seller offers instead: Theirs.", ended, None, None] == told


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, "OURS_KEY"),
        ({"OURS_KEY": "x"}, "OURS_ACCOUNT"),
        ({"OURS_ACCOUNT": "x"}, "OURS_KEY"),
        ({"OURS_KEY": "x", "OURS_ACCOUNT": "x"}, None),
    ],
)
def test_the_first_variable_that_is_missing_is_named(
    environment: pytest.MonkeyPatch, given: dict[str, str], missing: str | None
) -> None:
    """The key, then the account; a provider that needs neither misses nothing."""
    for name, value in given.items():
        environment.setenv(name, value)

    assert missing == missing_variable(replace(OURS, account="OURS_ACCOUNT"))
    assert missing_variable(replace(OURS, key=None)) is None


def test_what_signs_needs_credentials(environment: pytest.MonkeyPatch) -> None:
    """Where requests are signed and cannot be, that is what is missing."""
    signs = replace(OURS, key=None, sign=lambda *_request: {})
    told = []
    for possible in (False, True):
        environment.setattr(iam, "possible", lambda possible=possible: possible)
        told.append(missing_variable(signs))

    assert ["AWS_ACCESS_KEY_ID", None] == told
