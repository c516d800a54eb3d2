"""What a run depends on besides its answer: whatever changes of it, the next run is a whole one."""

import re
import time
from typing import Any

import pytest

from migrations.versioned import FOLDER
from pricebook.storage import queries
from pricebook.storage.postgres import Database
from tests.support.database_dump import tables
from tests.support.fakes.provider_transport import item
from tests.support.repeated_runs import LISTED, repeats, watched
from tests.support.seeds.resellers import KEYS, charge, create, gateway, listed
from tests.support.sync_and_query import rows, run

pytestmark = pytest.mark.slow

DEFINITIONS = FOLDER / "definitions"
ELSEWHERE = (
    "INSERT INTO models (provider, provider_model_id, name) VALUES ('groq', 'other', 'other')"
)
"""What concerns another seller alone."""
BEGINS = (
    "SELECT believe(id, 'database', 'web_searches', '{{}}',"
    " tstzrange(clock_timestamp() + interval '2 seconds', NULL), 'known', 0.01, 'USD', '')"
    " FROM models WHERE model_id = '{model}'"
)
"""A price of a model that begins in two seconds."""
NO_LONGER_SOLD = (
    "INSERT INTO models (provider, provider_model_id, name, canonical_id, is_active)"
    " VALUES ('openrouter', 'openai/gpt-5:old', 'Old', 'openai/gpt-5', false)"
)
"""An offer of the gateway's that has no price, and that it does not list."""
CHANGES = {
    "a pin": """UPDATE models SET pins = '{"name": "Ours"}' WHERE provider_model_id = 'acme/m1'""",
    "a model less": "DELETE FROM sightings WHERE model_id = (SELECT max(id) FROM models)",
    "a model that is missed": (
        "UPDATE sightings SET missed_since = now() WHERE model_id = (SELECT max(id) FROM models)"
    ),
    "a sighting by others": (
        "UPDATE sightings SET last_seen_at = now() WHERE model_id = (SELECT max(id) FROM models)"
    ),
    "a price that another source states": (
        "SELECT believe(id, 'manual', 'web_searches', '{}', tstzrange(now(), NULL), 'known', 0.01,"
        " 'USD', '') FROM models WHERE model_id = 'openrouter/acme/m1'"
    ),
    "a price that is not believed": (
        "UPDATE model_prices SET recorded = tstzrange(lower(recorded), now())"
        " WHERE id = (SELECT max(id) FROM model_prices)"
    ),
    "a name of an operator": (
        "INSERT INTO model_aliases (alias, canonical_id, reason) VALUES ('acme/m1', 'acme/m2', 'x')"
    ),
    "a model's name for people": "UPDATE canonical_models SET name = 'M' WHERE id = 'acme/m1'",
    "what is known of a model": (
        "INSERT INTO canonical_facts (canonical_id, facts, sources) VALUES"
        """ ('acme/m1', '{"context_length": 9}', '{"context_length": "x"}')"""
    ),
    "what a list states": (
        "INSERT INTO listed_offers"
        " (source, provider, provider_model_id, listed_as, match, prices, facts)"
        " VALUES ('reference:litellm', 'openrouter', 'acme/m1', 'm1', 'exact', '[]', '{}')"
    ),
    "other guards": """UPDATE providers SET guards = '{"misses": 9}' WHERE slug = 'openrouter'""",
    "a price that is missed": (
        "INSERT INTO price_absences (model_id, source, meter)"
        " SELECT max(id), 'database', 'web_searches' FROM models"
    ),
    "a price that waits": (
        "INSERT INTO price_reviews (model_id, source, meter, new_state, published, reason, sample)"
        " SELECT max(id), 'database', 'web_searches', 'free', '0', 'jump', 'x' FROM models"
    ),
    "a run that waits": (
        "INSERT INTO run_reviews (provider, reason, sample, prices)"
        " VALUES ('openrouter', 'one factor', 'x', 1)"
    ),
    "another day": "UPDATE last_answers SET read_on = read_on - 1",
    "another function": "UPDATE schema_definitions SET checksum = 'x' WHERE name = 'believe'",
    "another schema": "UPDATE schema_migrations SET checksum = checksum WHERE version = '0180'",
}
"""What a run may depend on besides its answer, each changed by a statement."""


@pytest.fixture
def judged(environment: pytest.MonkeyPatch) -> list[str]:
    """Give a list that grows with every run that works its answer out."""
    return watched(environment)


@pytest.fixture
def creator(environment: pytest.MonkeyPatch) -> None:
    """Let a creator sell its model at a price."""
    for key in KEYS:
        environment.setenv(key, "placeholder")
    create()


@pytest.mark.parametrize("change", CHANGES)
def test_what_a_run_depends_on_is_never_overlooked(
    owner_database: Database, judged: list[str], change: str
) -> None:
    """Whatever was changed since, by whom and in which way ever, the next run is a whole one."""
    run(*LISTED), run(*LISTED)
    assert repeats(judged)

    rows(owner_database, CHANGES[change])

    assert not repeats(judged)


def test_what_others_sell_is_no_reason(owner_database: Database, judged: list[str]) -> None:
    """A seller's run is repeated whatever happens at sellers that it has nothing to do with."""
    run(*LISTED), run(*LISTED)
    rows(owner_database, ELSEWHERE)

    assert repeats(judged)


def test_a_price_that_begins_is_worked_out(owner_database: Database, judged: list[str]) -> None:
    """A price of the seller that begins by itself meanwhile is looked at, though no row changed."""
    run(*LISTED)
    rows(owner_database, BEGINS.format(model="openrouter/acme/m1"))
    run(*LISTED)
    assert repeats(judged)
    time.sleep(2)
    assert not repeats(judged)


@pytest.mark.usefixtures("creator")
@pytest.mark.parametrize(
    ("change", "repeated"),
    [
        ("UPDATE models SET name = 'Other' WHERE provider = 'openai'", False),
        ("a price", False),
        ("UPDATE providers SET name = 'Other' WHERE slug = 'openai'", True),
    ],
)
def test_a_gateway_follows_the_creator(
    owner_database: Database,
    judged: list[str],
    change: str,
    *,
    repeated: bool,
) -> None:
    """Where a gateway states no price, what its creator's costs is part of what its run finds."""
    gateway("openai/gpt-5"), gateway("openai/gpt-5")
    assert repeats(judged, lambda: gateway("openai/gpt-5"))
    if change == "a price":
        charge(owner_database, "0.000003", source="database")
    else:
        rows(owner_database, change)

    assert repeated == repeats(judged, lambda: gateway("openai/gpt-5"))


@pytest.mark.usefixtures("creator")
def test_a_gateway_that_states_prices_follows_nobody(
    owner_database: Database, judged: list[str]
) -> None:
    """What a creator charges is nothing to a gateway that says what it charges itself."""
    rows(owner_database, NO_LONGER_SOLD)
    own = item("openai/gpt-5", "0.000001", "0.00001")
    run(own), run(own)
    charge(owner_database, "0.000003", source="database")

    assert repeats(judged, lambda: run(own))


@pytest.mark.usefixtures("creator")
def test_a_creators_price_that_begins_reaches_the_gateway(
    owner_database: Database, judged: list[str]
) -> None:
    """A price of the creator that begins by itself is looked at, though no row changed."""
    rows(owner_database, BEGINS.format(model="openai/gpt-5"))
    gateway("openai/gpt-5"), gateway("openai/gpt-5")
    assert repeats(judged, lambda: gateway("openai/gpt-5"))
    time.sleep(2)

    assert not repeats(judged, lambda: gateway("openai/gpt-5"))


@pytest.mark.usefixtures("creator")
def test_a_creator_follows_no_gateway(owner_database: Database, judged: list[str]) -> None:
    """Who is no gateway charges nobody else's price."""
    gateway("openai/gpt-5")
    listed("openai", {"id": "gpt-5"}), listed("openai", {"id": "gpt-5"})
    rows(owner_database, "UPDATE models SET name = 'Other' WHERE provider = 'openrouter'")

    assert repeats(judged, lambda: listed("openai", {"id": "gpt-5"}))


APART = {
    "sightings": "counted beside it: a run writes them each time",
    "sync_runs": "the run's own row",
    "last_answers": "what is remembered itself",
    "model_counts": "edition and number of documents, which no run without a change moves",
    "parts": "made by whoever finds them outdated, in a repeated run too",
    "meters": "written by migrations alone, which are part of it",
    "price_sources": "the same",
    "generations": "raised by a run that changes something, and read by none",
    "resolutions": "written of offers that changed",
    "reference_documents": "read for ids that are new",
    "model_access": "written with documents that change",
    "reference_facts": "part of documents alone",
    "exchange_rates": "part of documents alone",
    "benchmarks": "part of documents alone",
}
"""Tables that a run's statements name and that its state leaves out, and why."""


def test_a_run_reads_no_table_that_its_state_leaves_out(
    owner_database: Database, environment: pytest.MonkeyPatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a whole run asks, even of views and functions, is in its state, or named above."""
    assert environment
    run(*LISTED)
    asked: list[str] = []
    ask = Database.run

    def noted(self: Database, sql: str, **values: Any) -> list[list[Any]]:
        asked.append(sql)
        return ask(self, sql, **values)

    monkeypatch.setattr(Database, "run", noted)
    run(*LISTED)

    begin, end = asked.index("sync.unchanged.state"), asked.index("sync.unchanged.keep")
    texts = [
        queries.text(sql) for sql in asked[begin + 1 : end] if sql != "sync.run_record.finish_run"
    ]
    known = tables(owner_database)
    read = _named(texts, known) - APART.keys()
    assert {"models", "model_prices", "canonical_facts", "price_reviews"} < read
    assert read <= _named([_text("run_state")], known)


def _named(texts: list[str], known: set[str]) -> set[str]:
    """Return the tables that statements name, and the views and functions that they use."""
    definitions = {path.stem for path in DEFINITIONS.glob("*.sql")}
    words: set[str] = set()
    waiting = list(texts)
    while waiting:
        found = set(re.findall(r"\w+", re.sub(r"--.*", "", waiting.pop()))) - words
        words |= found
        waiting += [_text(name) for name in found & definitions]
    return words & known


def _text(name: str) -> str:
    return (DEFINITIONS / f"{name}.sql").read_text()
