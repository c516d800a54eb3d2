"""After any sequence of edits and syncs pins hold, and the audit replays to the present state."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pricebook.storage.postgres import Database
from tests.support.admin_client import AdminClient
from tests.support.admin_models import MODELS
from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import item
from tests.support.sync_and_query import rows, run

NAMES = ("acme/a", "acme/b", "acme/c")
IDS = [f"openrouter/{name}" for name in NAMES]
AUDITED = {
    "models": "id",
    "model_access": "model_id",
    "canonical_models": "id",
    "providers": "slug",
    "model_prices": "id",
    "price_reviews": "id",
    "benchmarks": "model_id, benchmark_name",
    "exchange_rates": "id",
}
"""The tables that people change here, and their keys."""
OWN = {
    "models": ("pins",),
    "model_access": ("status", "is_pro", "is_enterprise", "free_by_rule", "decided_by"),
    "providers": ("is_active", "sync_interval", "guards"),
    "benchmarks": ("score",),
    "exchange_rates": ("usd",),
}
"""What only people change, so that the audit alone must tell it."""

NONE = st.none()

type State = dict[tuple[str, str], dict[str, Any]]
"""Rows as the audit tells them: by table and key, without what is derived."""


class Edit(NamedTuple):
    """One request of an operator; `newest` in its path stands for the newest review."""

    method: str
    path: str
    body: object
    query: dict[str, Any]


def edit(
    method: str, path: str, body: st.SearchStrategy[Any] = NONE, **query: Any
) -> st.SearchStrategy[Edit]:
    """Return such requests, each dry or not; {} in a path is any model."""
    paths = st.sampled_from(IDS).map(path.format)
    params = st.fixed_dictionaries(
        {"dry_run": st.sampled_from(["false", "false", "true"]), **query}
    )
    return st.builds(Edit, st.just(method), paths, body, params)


def some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Return any of these fields, and at least one."""
    return st.fixed_dictionaries({}, optional=fields).filter(bool)


def all_of(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Return all of these fields."""
    return st.fixed_dictionaries(fields)


PINS = {
    "context_length": st.sampled_from([1, 4096, None]),
    "name": st.sampled_from(["One", "Two"]),
    "canonical_id": st.sampled_from(["acme/x", "acme/y", None]),
    "deprecation_date": st.sampled_from(["2020-01-01", "2999-01-01", None]),
    "capabilities": st.sampled_from([[], ["tools"], ["vision", "tools"]]),
    "description": st.sampled_from(["Other words.", None]),
}
CHANGE = st.one_of(
    all_of(pins=some(**PINS)),
    all_of(unpin=st.lists(st.sampled_from(sorted(PINS)), min_size=1)),
    all_of(status=st.sampled_from(["new", "active", "disabled"])),
    some(is_free=st.booleans(), is_pro=st.booleans(), is_enterprise=st.booleans()),
    st.just({"access": "by_rule"}),
)
WHICH = all_of(ids=st.lists(st.sampled_from(IDS), min_size=1)) | all_of(
    filter=st.sampled_from([{"status": "new"}, {"pinned": True}])
)
NUMBER = st.sampled_from(["1", "2.5", "40"])
PRICE = {"meter": st.just("input_tokens"), "reason": st.just("the invoice")}
SCORED = {"model_id": st.sampled_from(IDS), "benchmark_name": st.just("MMLU")}
CONDUCT = some(
    is_active=st.booleans(),
    sync_interval=st.sampled_from(["1 hour", "1 day"]),
    guards=some(jump_factor=st.sampled_from([2, 1000, None])),
)
DECISION = edit("POST", "/v1/admin/reviews/approve", st.just({"filter": {}})) | edit(
    *("POST", "/v1/admin/reviews/reject"), st.just({"filter": {"model": IDS[0]}})
)
UNDO = edit("POST", "/v1/admin/reviews/newest/undo")
EDITS = st.one_of(
    edit("PATCH", f"{MODELS}/{{}}", CHANGE),
    edit("PATCH", MODELS, st.builds(lambda which, change: which | change, WHICH, CHANGE)),
    edit("PUT", "/v1/admin/prices/{}", all_of(amount=NUMBER, **PRICE)),
    edit("DELETE", "/v1/admin/prices/{}", **PRICE),
    DECISION,
    UNDO,
    edit("PATCH", "/v1/admin/providers/openrouter", CONDUCT),
    edit(
        *("POST", "/v1/admin/benchmarks"),
        all_of(score=NUMBER, source_url=st.just("https://example.com"), **SCORED),
    ),
    edit("DELETE", "/v1/admin/benchmarks", **SCORED),
    edit("POST", "/v1/admin/exchange-rates", all_of(currency=st.just("EUR"), usd=NUMBER)),
)
OFFER = st.fixed_dictionaries(
    {"prompt": st.sampled_from(["0", "0.000001", "0.000002", "0.0001"])},
    optional={"context_length": st.sampled_from([7, 8]), "description": st.just("Theirs.")},
)
SYNC = st.dictionaries(st.sampled_from(NAMES), OFFER)
JUMP = st.just({NAMES[0]: {"prompt": "0.001"}})
HELD = st.tuples(JUMP, DECISION, UNDO)
STEPS = st.lists(
    st.tuples(EDITS) | st.tuples(SYNC) | HELD | st.tuples(EDITS, EDITS), min_size=1, max_size=8
).map(lambda parts: [step for part in parts for step in part])


def synchronise(offers: Mapping[str, Mapping[str, Any]]) -> None:
    """Let the provider say something; who is not named is said to be as ever."""
    listed = {name: {"prompt": "0.000001"} for name in NAMES} | dict(offers)
    run(*(item(name, **{"completion": "0", **offer}) for name, offer in listed.items()))


def present(database: Database) -> State:
    """Return the rows as they are now."""
    query = " UNION ALL ".join(
        f"SELECT '{table}', concat_ws(' ', {key}),"  # noqa: S608 - our own tables
        f" to_jsonb(t) - '{{document,updated_at}}'::text[] FROM {table} t"
        for table, key in AUDITED.items()
    )
    return {(table, key): row for table, key, row in rows(database, query)}


def replayed(state: State, entries: Iterable[list[Any]], *, strictly: bool = True) -> State:
    """Return a state after these entries; strictly, each begins where the one before ended."""
    state_after = {place: dict(row) for place, row in state.items()}
    for table, key, before, after in entries:
        row = state_after.setdefault((table, key), {})
        assert not strictly or (before or {}) == {name: row[name] for name in before or {}}
        row |= after or {}
        if after is None:
            del state_after[table, key]
    return state_after


def entries(database: Database, since: int) -> list[list[Any]]:
    """Return the changes of rows after an entry, the oldest first."""
    return database.run(
        "SELECT entity, key, before, after FROM admin_audit_log WHERE id > :since"
        " AND entity = ANY (:tables) AND action IN ('insert', 'update', 'delete') ORDER BY id",
        since=since,
        tables=list(AUDITED),
    )


def newest(database: Database, table: str) -> int:
    """Return the number of the last row of a table."""
    return int(rows(database, f"SELECT coalesce(max(id), 0) FROM {table}")[0][0])  # noqa: S608 - our own tables


def decided(state: State) -> State:
    """Return what only people change."""
    return {
        (table, key): {name: row[name] for name in OWN[table]}
        for (table, key), row in state.items()
        if table in OWN
    }


def require_pins_to_hold(database: Database, client: CatalogClient) -> None:
    """Each pinned field is in its row and in what readers see, and readers see what is pinned."""
    for model_id, pins, row in rows(database, "SELECT model_id, pins, to_jsonb(m) FROM models m"):
        document = client.get(f"/v1/models/{model_id}").json()["data"]
        assert sorted(pins) == document.get("pins", [])
        assert pins == {name: document[name] for name in pins}
        assert pins == {name: row[name] for name in pins}


def done(admin: AdminClient, database: Database, request: Edit) -> bool:
    """Send a request; tell whether it was done. What makes no sense by now is refused."""
    path = request.path.replace("newest", str(newest(database, "price_reviews")))
    answer = admin.ask(request.method, path, request.body, **request.query)
    assert answer.status in {200, 404, 409, 422}, answer.body
    return answer.status == 200 and not answer.json()["meta"]["dry_run"]


@pytest.mark.slow
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_replaying_the_audit_gives_the_tables(
    admin: AdminClient, client: CatalogClient, owner_database: Database, steps: list[Any]
) -> None:
    """Edits replay to the rows that there are, syncs write no entry, and nothing loses a pin."""
    synchronise({})
    first, start = newest(owner_database, "admin_audit_log"), present(owner_database)
    state = start

    for step in steps:
        last = newest(owner_database, "admin_audit_log")
        if isinstance(step, dict):
            synchronise(step)
            assert [] == entries(owner_database, last)
            assert decided(state) == decided(present(owner_database))
        else:
            assert done(admin, owner_database, step) or not entries(owner_database, last)
            assert replayed(state, entries(owner_database, last)) == present(owner_database)
        state = present(owner_database)
        require_pins_to_hold(owner_database, client)

    since = entries(owner_database, first)
    assert decided(replayed(start, since, strictly=False)) == decided(state)
