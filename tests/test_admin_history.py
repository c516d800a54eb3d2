"""After any sequence of edits and syncs pins hold, and the audit replays to the present state."""

from collections.abc import Iterable, Mapping
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pricebook.database import Database
from tests.deciding import MODELS
from tests.gateway import Api
from tests.ledger import rows, run
from tests.office import Office
from tests.upstream import item

NAMES = ("acme/a", "acme/b", "acme/c")
IDS = [f"openrouter/{name}" for name in NAMES]
PINS = {
    "context_length": st.sampled_from([1, 4096, None]),
    "name": st.sampled_from(["One", "Two"]),
    "canonical_id": st.sampled_from(["acme/x", "acme/y", None]),
    "deprecation_date": st.sampled_from(["2020-01-01", "2999-01-01", None]),
    "capabilities": st.sampled_from([[], ["tools"], ["vision", "tools"]]),
    "description": st.sampled_from(["Other words.", None]),
}

type State = dict[tuple[str, str], dict[str, Any]]
"""Rows as the audit tells them: by table and key, without what is derived."""

pinned = st.fixed_dictionaries({}, optional=PINS).filter(bool)
changes = st.one_of(
    st.fixed_dictionaries({"pins": pinned}),
    st.fixed_dictionaries({"unpin": st.lists(st.sampled_from(sorted(PINS)), min_size=1)}),
    st.fixed_dictionaries({"status": st.sampled_from(["new", "active", "disabled"])}),
    st.fixed_dictionaries(
        {"pins": pinned},
        optional={
            "is_free": st.booleans(),
            "is_pro": st.booleans(),
            "is_enterprise": st.booleans(),
        },
    ),
    st.just({"access": "by_rule"}),
)
which = st.one_of(
    st.sampled_from(IDS),
    st.fixed_dictionaries({"ids": st.lists(st.sampled_from(IDS), min_size=1)}),
    st.fixed_dictionaries({"filter": st.sampled_from([{"status": "new"}, {"pinned": True}])}),
)
edits = st.tuples(which, changes, st.booleans())
offers = st.fixed_dictionaries(
    {"prompt": st.sampled_from(["0", "0.000001", "0.000002"])},
    optional={"context_length": st.sampled_from([7, 8]), "description": st.just("Theirs.")},
)
listings = st.lists(st.tuples(st.sampled_from(NAMES), offers), unique_by=lambda offer: offer[0])
steps = st.lists(edits | listings.map(lambda listed: ("sync", listed)), min_size=1, max_size=12)


def synchronise(listed: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
    """Let the provider say something; who is not named is said to be as ever."""
    told = {name: {"prompt": "0.000001"} for name in NAMES} | dict(listed)
    run(*(item(name, **{"completion": "0", **offer}) for name, offer in told.items()))


def present(database: Database) -> State:
    """Return the rows as they are now."""
    found = rows(
        database,
        "SELECT 'models', id::text, to_jsonb(m) - '{document,updated_at}'::text[] FROM models m"
        " UNION ALL SELECT 'model_access', model_id, to_jsonb(a) - 'updated_at'"
        " FROM model_access a",
    )
    return {(table, key): row for table, key, row in found}


def replayed(state: State, entries: Iterable[list[Any]]) -> State:
    """Return a state after these entries; each must begin where the one before ended."""
    told = {place: dict(row) for place, row in state.items()}
    for table, key, before, after in entries:
        row = told[table, key]
        assert before == {name: row[name] for name in before}
        row |= after
    return told


def entries(database: Database, since: int) -> list[list[Any]]:
    """Return the entries after a number, the oldest first."""
    return database.run(
        "SELECT entity, key, before, after FROM admin_audit_log"
        " WHERE id > :since AND entity IN ('models', 'model_access') ORDER BY id",
        since=since,
    )


def newest(database: Database) -> int:
    """Return the number of the last entry."""
    return int(rows(database, "SELECT coalesce(max(id), 0) FROM admin_audit_log")[0][0])


def decided(state: State) -> State:
    """Return what only people change, so that the audit alone must tell it."""
    own = ("pins", "status", "is_pro", "is_enterprise", "free_by_rule", "decided_by")
    return {place: {name: row[name] for name in own if name in row} for place, row in state.items()}


def require_pins_to_hold(database: Database, api: Api) -> None:
    """Each pinned field is in its row and in what readers see, and readers see what is pinned."""
    for model_id, pins in rows(database, "SELECT model_id, pins FROM models"):
        document = api.get(f"/v1/models/{model_id}").json()["data"]
        assert sorted(pins) == document.get("pins", [])
        assert pins == {name: document[name] for name in pins}
        ((row,),) = database.run("SELECT to_jsonb(m) FROM models m WHERE model_id = :m", m=model_id)
        assert pins == {name: row[name] for name in pins}


def edit(office: Office, whom: Any, change: Mapping[str, Any], *, dry_run: bool) -> None:
    """Send one change, of one model or of many; what makes no sense is refused."""
    path, body = (f"{MODELS}/{whom}", change) if isinstance(whom, str) else (MODELS, whom | change)
    answer = office.ask("PATCH", path, body, dry_run=str(dry_run).lower())
    assert 200 == answer.status, answer.json()


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=steps)
def test_any_sequence(office: Office, api: Api, database: Database, steps: list[Any]) -> None:
    """Edits replay to the rows that there are, syncs write no entry, and nothing loses a pin."""
    synchronise([])
    start, since = present(database), newest(database)
    state = start

    for step in steps:
        last = newest(database)
        if step[0] == "sync":
            synchronise(step[1])
            assert [] == entries(database, last)
            assert decided(state) == decided(present(database))
        else:
            whom, change, dry_run = step
            edit(office, whom, change, dry_run=dry_run)
            assert not (dry_run and entries(database, last))
            assert replayed(state, entries(database, last)) == present(database)
        state = present(database)
        require_pins_to_hold(database, api)

    assert decided(replay_of_people(start, entries(database, since))) == decided(state)


def replay_of_people(state: State, told: Iterable[list[Any]]) -> State:
    """Return what the audit alone makes of a state, whatever syncs did in between."""
    folded = {place: dict(row) for place, row in state.items()}
    for table, key, _, after in told:
        folded[table, key] |= after
    return folded
