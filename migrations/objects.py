"""Views and functions of a database: how a definition replaces or drops one."""

from collections.abc import Iterable

from pg8000.exceptions import DatabaseError
from pg8000.native import Connection

from migrations.errors import MigrationError, message, state
from migrations.repeatable import Definition, Definitions

OTHER_SHAPE = {"42P13", "42P16"}
"""SQLSTATEs of a function or view that cannot be replaced by one of another shape."""
IN_USE = "2BP01"
"""SQLSTATE of what cannot be dropped because something else uses it."""
OBJECTS = """
SELECT 'VIEW', oid::regclass::text FROM pg_class
WHERE relkind = 'v' AND relnamespace = to_regnamespace('public') AND relname = :name
UNION ALL
SELECT 'FUNCTION', oid::regprocedure::text FROM pg_proc
WHERE pronamespace = to_regnamespace('public') AND proname = :name
"""
FORBID = "REVOKE ALL ON {0} {1} FROM pricebook_reader, pricebook_writer"
GRANTED = {"VIEW": "TABLE", "FUNCTION": "FUNCTION"}
"""What GRANT calls a kind of object."""


def replace(connection: Connection, definition: Definition, known: Definitions) -> None:
    """Make a view or function in place, so that no reader misses it meanwhile.

    Where Postgres cannot, because the new one has another shape, the old one is dropped with all
    that depends on it; the caller applies those again later in the same transaction.

    Args:
        connection: a connection inside a transaction.
        definition: what to make.
        known: all definitions, of which some may depend on it.

    Raises:
        MigrationError: its text fails, or makes something else.
    """
    connection.run("SAVEPOINT definition")
    try:
        if not _made(connection, definition):
            connection.run("ROLLBACK TO SAVEPOINT definition")
            drop(connection, definition.name, known)
            if not _made(connection, definition):
                raise MigrationError(
                    f"definitions/{definition.name}.sql must make one view or function of its name."
                )
    except DatabaseError as error:
        raise MigrationError(
            f"definitions/{definition.name}.sql failed and was rolled back: {message(error)}"
        ) from error
    connection.run("RELEASE SAVEPOINT definition")


def drop(connection: Connection, name: str, known: Definitions) -> None:
    """Drop a view or function, and before it the definitions that depend on it.

    A trigger's function stays: that it names something keeps nothing from being dropped.
    """
    dependents = [d.name for d in known.with_dependents([name]) if d.name != name]
    drop_unused(connection, reversed(dependents))
    _drop(connection, name)


def drop_unused(connection: Connection, names: Iterable[str]) -> list[str]:
    """Drop what nothing else uses, in as many passes as it takes; return the names of the rest."""
    waiting = list(names)
    while kept := [name for name in waiting if not _dropped(connection, name)]:
        if len(kept) == len(waiting):
            break
        waiting = kept
    return kept


def _made(connection: Connection, definition: Definition) -> bool:
    """Run a definition; say whether what it makes is now the only one of its name."""
    for kind, identity in connection.run(OBJECTS, name=definition.name):
        connection.run(FORBID.format(GRANTED[kind], identity))  # its file says what is granted
    try:
        connection.run(definition.text)
    except DatabaseError as error:
        if state(error) in OTHER_SHAPE:
            return False
        raise
    return len(connection.run(OBJECTS, name=definition.name)) == 1


def _dropped(connection: Connection, name: str) -> bool:
    connection.run("SAVEPOINT dropping")
    try:
        _drop(connection, name)
    except DatabaseError as error:
        if state(error) != IN_USE:
            raise
        connection.run("ROLLBACK TO SAVEPOINT dropping")
        return False
    connection.run("RELEASE SAVEPOINT dropping")
    return True


def _drop(connection: Connection, name: str) -> None:
    for kind, identity in connection.run(OBJECTS, name=name):
        connection.run(f"DROP {kind} {identity}")
