"""CONTRIBUTING's promise: a provider is one module, one body and one snapshot, and nothing else."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pricebook.adapters.provider import Provider
from pricebook.feeds import coverage
from pricebook.providers import registry
from pricebook.storage.postgres import Database
from pricebook.sync import provider_run
from pricebook.sync.registration import sync_slugs
from pricebook.sync.run_record import Run
from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import raw
from tests.support.new_provider import SLUG, added, example
from tests.support.paths import ROOT
from tests.support.seeds.feed_offers import feed
from tests.support.sync_and_query import rows

pytestmark = pytest.mark.slow

LAYER, TESTS = "layers/shared/pricebook", "tests/providers"
FOLDERS = (LAYER, "docs", "functions", "local", "migrations", "tests/support", TESTS)
FILES = ("README.md", "pyproject.toml", "tests/conftest.py")
OF_SNAPSHOTS, OF_REGISTRY = f"{TESTS}/test_snapshots.py", f"{TESTS}/test_registry.py"
MODULE, BODY = f"{LAYER}/providers/{SLUG}.py", f"{TESTS}/bodies/{SLUG}.json"
SNAPSHOT = f"{TESTS}/snapshots/{SLUG}.json"
EUR = "0.0000006"
"""What a token costs at 0.0006 EUR per 1,000."""


@pytest.fixture
def nordlicht(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    """Give the example's provider, with a key."""
    monkeypatch.setenv("NORDLICHT_API_KEY", "secret")
    with added(tmp_path) as provider:
        yield provider


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the repository with the example's module and body, and its tests run once."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in FOLDERS:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, copy / name, symlinks=True, ignore=ignored)
    for name in FILES:
        shutil.copy(ROOT / name, copy / name)
    module, body = example()
    (copy / MODULE).write_text(module)
    (copy / BODY).write_text(body)
    return copy


@pytest.fixture(scope="module")
def tests_run(checkout: Path) -> subprocess.CompletedProcess[str]:
    """Run the command of CONTRIBUTING in the copy, and what compares the registry with others."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    chosen = (OF_SNAPSHOTS, OF_REGISTRY, "-k", f"{SLUG} or no_body or nobody_else or one_providers")
    return subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *chosen],
        cwd=checkout,
        env=environment | {"SNAPSHOTS": "write"},
        capture_output=True,
        text=True,
        check=False,
    )


def changed(checkout: Path) -> set[str]:
    """Return the files that the checkout has beside ours, or that differ."""
    folders = [path for path in checkout.iterdir() if path.name != ".hypothesis"]
    files = [p for folder in folders for p in (folder, *folder.rglob("*")) if p.is_file()]
    names = {str(p.relative_to(checkout)) for p in files if p.suffix != ".pyc"}
    return {name for name in names if _content(ROOT / name) != _content(checkout / name)}


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def synchronised(**options: Any) -> Run:
    """Synchronise with the example's list."""
    body = example()[1].encode()
    return provider_run.run(SLUG, triggered_by="cli", fetcher=raw(body), **options)


def test_the_registry_finds_it(nordlicht: Provider) -> None:
    """Whatever asks for providers by name has the new one."""
    assert nordlicht is registry()[SLUG]
    assert SLUG in sync_slugs()


def test_the_snapshot_is_written_and_holds(
    checkout: Path, tests_run: subprocess.CompletedProcess[str]
) -> None:
    """One command writes the snapshot, README's list and the page; every test of it passes."""
    assert 0 == tests_run.returncode, tests_run.stdout
    assert {MODULE, BODY, SNAPSHOT, "README.md", "docs/providers.md"} == changed(checkout)


@pytest.mark.usefixtures("tests_run")
def test_the_snapshot_is_what_the_list_says(checkout: Path) -> None:
    """Euros per 1,000 tokens, the cached price and the tier arrive; the rest is told."""
    snapshot = json.loads((checkout / SNAPSHOT).read_text())

    rocket, beta, night = snapshot["listings"]
    prices = {(p["meter"], *p["conditions"].items()): p for p in rocket["prices"]}
    long = ("prompt_tokens_gt", 128000)
    assert {
        ("input_tokens",): "0.0000006",
        ("cache_read_tokens",): "0.00000006",
        ("output_tokens",): "0.0000024",
        ("input_tokens", long): "0.0000012",
        ("output_tokens", long): "0.0000048",
    } == {key: price["amount"] for key, price in prices.items()}
    assert {"EUR"} == {price["currency"] for price in prices.values()}
    assert "0.0006 EUR per 1K tokens" == prices["input_tokens",]["published"]
    assert [] == beta["prices"]
    assert 2 == len(night["prices"])
    assert {"pricing.input.batch": 1} == snapshot["unread"]
    assert ["id"] == [reject["field"] for reject in snapshot["rejects"]]


@pytest.mark.usefixtures("nordlicht", "environment")
def test_a_dry_run_tells_everything(owner_database: Database) -> None:
    """It counts, names what it rejects and does not read, and writes nothing."""
    report = synchronised(dry_run=True)

    assert ("partial", 4, 3, 1) == (report.status, report.fetched, report.added, report.rejected)
    document = json.dumps(report.errors)
    assert "pricing.input.batch" in document
    assert "id" in document
    assert [[0]] == rows(owner_database, "SELECT count(*) FROM models")


def test_feeds_and_prices_have_it(
    nordlicht: Provider, client: CatalogClient, owner_database: Database
) -> None:
    """After a run its models have prices, and feeds say how a program reaches it."""
    synchronised()
    coverage.measure()

    document = feed(client, "models.dev/api.json")[SLUG]
    assert (nordlicht.api, [nordlicht.key], {"acme/rocket-7b"}) == (
        document["api"],
        document["env"],
        document["models"].keys(),
    )
    [seller] = [s for s in feed(client, "openai/v1/models")["data"] if "rocket" in s["id"]]
    assert SLUG == seller["owned_by"]
    ledger = client.get(f"/v1/prices/{SLUG}/acme/rocket-7b").json()["data"]
    [base] = [p for p in ledger["prices"] if p["meter"] == "input_tokens" and not p["conditions"]]
    assert ("EUR", Decimal(EUR)) == (base["currency"], Decimal(base["amount"]) / base["per"])
    assert [[7, 7]] == rows(
        owner_database, "SELECT prices, inexpressible FROM feed_coverage WHERE feed = 'models.dev'"
    )
