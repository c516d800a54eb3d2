"""Extended query protocol: parse, bind and execute in one message to the server, with one Sync.

pg8000 itself sends a Sync after each step and waits for its answer. That is three round trips, and
after each a pooler in transaction mode (RDS Proxy, PgBouncer) may continue on another connection,
which knows nothing of the statement. Here are the only uses of pg8000's internals.
"""

from typing import Any

from pg8000.converters import array_out, make_params
from pg8000.core import NULL_BYTE, SYNC_MSG, Context, _flush, _write
from pg8000.native import Connection


@array_out.register  # type: ignore[untyped-decorator]  # pg8000 declares no types
def _quoted(text: str) -> str:
    """Write a text of a list, always in quotes: without them `null` of any case means no text."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def execute(connection: Connection, statement: str, values: tuple[Any, ...]) -> list[list[Any]]:
    """Run one statement with parameters and return its rows.

    Args:
        connection: an open one, in or outside a transaction.
        statement: SQL with $1, $2.
        values: the parameters, in that order.

    Raises:
        DatabaseError: the server refused the statement.
        InterfaceError: the connection is gone.
    """
    context = Context(statement)
    connection.send_PARSE(NULL_BYTE, statement)
    connection.send_BIND(NULL_BYTE, make_params(connection.py_types, values))
    connection.send_DESCRIBE_STATEMENT(NULL_BYTE)
    connection.send_EXECUTE()
    _write(connection._sock, SYNC_MSG)  # noqa: SLF001 - pg8000 has no public way to send
    _flush(connection._sock)  # noqa: SLF001 - the same
    connection.handle_messages(context)
    return context.rows or []


def limit(connection: Connection, seconds: float | None) -> None:
    """Have a connection wait for each answer of the server so many seconds; None is for ever."""
    connection._usock.settimeout(seconds)  # noqa: SLF001 - pg8000 takes a time-out only when it opens
