"""Operations that are interrupted, and what the catalogue says before and after each."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pg8000.exceptions import Error as PostgresError

from local.commands import backup as backups
from local.commands import import_history, migrate, restore
from local.errors import LocalError
from local.home import Home
from migrations import runner
from pricebook.errors import PricebookError
from pricebook.storage.postgres import Database, connect
from tests.support import database_dump
from tests.support.admin_client import AdminClient
from tests.support.dated_history import models_dev
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
IMPORTED = "SELECT source, digest FROM history_imports ORDER BY 1, 2"
APPLIED = "SELECT version, name FROM schema_migrations ORDER BY version"
DEFINED = "SELECT name, checksum FROM schema_definitions ORDER BY name"
UNFINISHED = "SELECT count(*) FROM sync_runs WHERE status = 'running'"
UNDONE = 4
"""How many migrations an older release lacks."""
BACKUP = "one.zip"
HISTORY = "models_dev.jsonl"

FAILURES = (PricebookError, PostgresError, OSError)
"""What an operation may raise where a store or a provider is gone."""
SENTENCES = (LocalError, PricebookError)
"""What ends a verb of the machine: a sentence."""

type State = list[Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an operation is interrupted.

    Attributes:
        admin: the operator's client.
        home: the settings of the machine.
        database: the catalogue, as its owner.
        folder: the files of the operation.
    """

    admin: AdminClient
    home: Home
    database: Database
    folder: Path


type Deed = Callable[[Place], None]


def told(place: Place) -> State:
    """Return what readers are told, how many beliefs and events lie behind it, and the audit."""
    return [*place.database.run(STATED), *place.database.run(AUDITED)]


@dataclass(frozen=True, slots=True)
class Operation:
    """What is interrupted.

    Attributes:
        do: the operation.
        prepare: what is there before it, besides three models.
        state: what is compared.
        fails: how it may fail.
        stepwise: whether what each of its commits leaves is whole.
        long: whether it makes so many calls that each of them fails in one way only.
    """

    do: Deed
    prepare: Deed = lambda _place: None
    state: Callable[[Place], State] = told
    fails: tuple[type[Exception], ...] = FAILURES
    stepwise: bool = False
    long: bool = False


def stock() -> None:
    """List three models: what there is before."""
    run(item("acme/a"), item("acme/b"), item("acme/c"))


def _sync(_place: Place) -> None:
    """One price moves, a model is new, and one is missing."""
    run(item("acme/a", "0.0000011"), item("acme/b"), item("acme/d"))


def _state_a_price(place: Place) -> None:
    place.admin.ask("PUT", "/v1/admin/prices/openrouter/acme/a", PRICE)


def _correct_a_model(place: Place) -> None:
    correction = {"pins": {"license": "MIT"}}
    place.admin.ask("PATCH", "/v1/admin/models/openrouter/acme/a", correction)


def _flush(place: Place) -> None:
    """Nothing of the catalogue changes."""
    place.admin.ask("POST", "/v1/admin/cache/flush")


def _undo(place: Place) -> None:
    connection = connect(place.home.environment["DATABASE_URL"])
    runner.undo(connection, UNDONE)
    connection.close()


def _migrate(place: Place) -> None:
    migrate.migrate(place.home, dry_run=False, down=None)


def _schema(place: Place) -> State:
    """Return what an older release may lack."""
    database = place.database
    return [database.run(APPLIED), database.run(DEFINED), database_dump.schema(database)]


def _back_up(place: Place) -> None:
    """Write the backup, unless it is there."""
    if not (place.folder / BACKUP).exists():
        backups.backup(place.home, place.folder / BACKUP)


def _backed_up(place: Place) -> State:
    """Return what readers are told, and what is in the backup if there is one."""
    file = place.folder / BACKUP
    return [*told(place), zipfile.ZipFile(file).namelist() if file.exists() else None]


def _back_up_and_go_on(place: Place) -> None:
    _back_up(place)
    _sync(place)


def _restore(place: Place) -> None:
    restore.restore(place.home, place.folder / BACKUP, agreed=True)


def _contents(place: Place) -> State:
    """Return every row of every table, and every trigger and grant."""
    return [database_dump.contents(place.database), database_dump.schema(place.database)]


def _write_history(place: Place) -> None:
    lines = (
        models_dev("2026-03-01", "openrouter", "acme/a", cost={"input": 1, "output": 4}),
        models_dev("2026-04-01", "openrouter", "acme/a", "price", cost={"input": 2, "output": 8}),
        models_dev("2026-03-01", "openai", "gpt-5", cost={"input": 1, "output": 4}),
    )
    (place.folder / HISTORY).write_text("\n".join(lines))


def _import(place: Place) -> None:
    import_history.import_history(place.home, place.folder / HISTORY, dry_run=False)


def _imported(place: Place) -> State:
    return [*told(place), *place.database.run(IMPORTED)]


OPERATIONS = {
    "sync": Operation(_sync),
    "state a price": Operation(_state_a_price),
    "correct a model": Operation(_correct_a_model),
    "flush": Operation(_flush),
    "migrate": Operation(_migrate, _undo, _schema, SENTENCES, stepwise=True, long=True),
    "back up": Operation(_back_up, state=_backed_up, fails=SENTENCES, long=True),
    "restore": Operation(_restore, _back_up_and_go_on, _contents, SENTENCES, long=True),
    "import": Operation(_import, _write_history, _imported, SENTENCES, long=True),
}


def attempt(operation: Operation, place: Place) -> None:
    """Do it; a failure that was raised on purpose has been told to whoever asked."""
    try:
        operation.do(place)
    except operation.fails:
        return


def unfinished(database: Database) -> int:
    """Return how many runs claim to be at work."""
    return int(database.run(UNFINISHED)[0][0])
