"""Operations that are interrupted, and what the catalogue says before and after each."""

from collections.abc import Callable
from typing import Any

from pg8000.exceptions import Error as PostgresError

from pricebook.errors import PricebookError
from pricebook.storage.postgres import Database
from tests.support.admin_client import AdminClient
from tests.support.fakes.provider_transport import item
from tests.support.sync_and_query import run

PRICE = {"meter": "input_tokens", "amount": "7", "reason": "the invoice"}
STATED = """
SELECT m.model_id, m.is_active, m.document ->> 'pricing', count(p.id),
  count(p.id) FILTER (WHERE upper_inf(p.recorded)),
  (SELECT count(*) FROM model_events e WHERE e.model_id = m.id)
FROM models m
LEFT JOIN model_prices p ON p.model_id = m.id
GROUP BY m.id ORDER BY m.model_id
"""
AUDITED = "SELECT entity, subject, count(*) FROM admin_audit_log GROUP BY 1, 2 ORDER BY 1, 2"
UNFINISHED = "SELECT count(*) FROM sync_runs WHERE status = 'running'"

type State = list[list[Any]]
type Operation = Callable[[AdminClient], None]


def stock(_admin: AdminClient) -> None:
    """List three models: what there is before."""
    run(item("acme/a"), item("acme/b"), item("acme/c"))


def sync(_admin: AdminClient) -> None:
    """One price moves, a model is new, and one is missing."""
    run(item("acme/a", "0.0000011"), item("acme/b"), item("acme/d"))


def state_a_price(admin: AdminClient) -> None:
    """An operator states a price."""
    admin.ask("PUT", "/v1/admin/prices/openrouter/acme/a", PRICE)


def correct_a_model(admin: AdminClient) -> None:
    """An operator corrects a fact and pins it."""
    admin.ask("PATCH", "/v1/admin/models/openrouter/acme/a", {"pins": {"license": "MIT"}})


def flush(admin: AdminClient) -> None:
    """An operator flushes the cache: nothing of the catalogue changes."""
    admin.ask("POST", "/v1/admin/cache/flush")


OPERATIONS: dict[str, Operation] = {
    "sync": sync,
    "state a price": state_a_price,
    "correct a model": correct_a_model,
    "flush": flush,
}
FAILURES = (PricebookError, PostgresError, OSError)
"""What an operation may raise where a store or a provider is gone."""


def attempt(operation: Operation, admin: AdminClient) -> None:
    """Do it; a failure that was raised on purpose has been told to whoever asked."""
    try:
        operation(admin)
    except FAILURES:
        return


def state(database: Database) -> State:
    """Return what readers are told, how many beliefs and events lie behind it, and the audit."""
    return [*database.run(STATED), *database.run(AUDITED)]


def unfinished(database: Database) -> int:
    """Return how many runs claim to be at work."""
    return int(database.run(UNFINISHED)[0][0])
