"""Fail the n-th call: one call of a program to Postgres, Valkey, the network or the disk, once."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal, NoReturn

import httpx
import pytest
from pg8000.exceptions import InterfaceError
from pg8000.native import Connection
from redis.exceptions import ConnectionError as ValkeyGone
from redis.exceptions import TimeoutError as ValkeyLate

from pricebook.storage import extended_query, valkey

type Kind = Literal["error", "lost before", "lost after", "timed out"]
KINDS: tuple[Kind, ...] = ("error", "lost before", "lost after", "timed out")
"""Refused; the connection is gone before the call, or before its answer; nobody waits for it."""
DONE: tuple[Kind, ...] = ("lost after", "timed out")
"""What was asked is done all the same."""
REFUSED = "DO $$ BEGIN RAISE EXCEPTION 'a fault of the test' USING ERRCODE = 'XX000'; END $$"
ENDS = {"COMMIT", "ROLLBACK"}

type Execute = Callable[..., Any]


@dataclass(slots=True)
class Fault:
    """The call that fails, and all calls that were made, in their order.

    Attributes:
        number: which call fails, from 1; 0 is none.
        kind: how it fails.
        calls: what was called.
        committed: what is done after each commit, by calls that do not count.
        counting: whether calls count.
    """

    number: int = 0
    kind: Kind = "error"
    calls: list[str] = field(default_factory=list)
    committed: Callable[[], None] | None = None
    counting: bool = True

    def strikes(self, call: str) -> bool:
        """Count a call, and tell whether it is the one."""
        if self.counting:
            self.calls.append(call)
        return self.counting and len(self.calls) == self.number

    def done(self, sql: str) -> None:
        """Hear of a statement that succeeded."""
        if sql == "COMMIT" and self.committed and self.counting:
            self.counting = False
            self.committed()
            self.counting = True


@contextmanager
def injected(fault: Fault) -> Iterator[None]:
    """Have one call to Postgres, Valkey or the network fail inside the block."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Connection, "run", _postgres(fault, Connection.run))
        patch.setattr(extended_query, "execute", _postgres(fault, extended_query.execute))
        patch.setattr(valkey, "command", _valkey(fault, valkey.command))
        patch.setattr(httpx.MockTransport, "handle_request", _network(fault))
        yield


def _postgres(fault: Fault, run: Execute) -> Execute:
    def faulty(connection: Connection, sql: str, *values: Any, **params: Any) -> Any:
        if fault.strikes(f"postgres {sql[:60]}"):
            if fault.kind in DONE:
                run(connection, sql, *values, **params)
            _break(connection, sql, fault.kind)
        rows = run(connection, sql, *values, **params)
        fault.done(sql)
        return rows

    return faulty


def _break(connection: Connection, sql: str, kind: Kind) -> NoReturn:
    """Leave a connection as a server or a network leaves it that fails in this way."""
    if kind == "timed out":
        raise TimeoutError("timed out")
    if kind == "error":
        try:
            connection.execute_simple(REFUSED)
        finally:
            if sql in ENDS:  # a server that refuses to commit has rolled back
                connection.execute_simple("ROLLBACK")
    connection._usock.shutdown(socket.SHUT_RDWR)
    raise InterfaceError("the connection is gone")


def _valkey(fault: Fault, run: Execute) -> Execute:
    def faulty(command: Execute) -> Any:
        if not fault.strikes("valkey"):
            return run(command)
        if fault.kind in DONE:
            run(command)

        def gone(_client: object) -> None:
            raise ValkeyLate if fault.kind == "timed out" else ValkeyGone

        return run(gone)

    return faulty


def _network(fault: Fault) -> Execute:
    answer = httpx.MockTransport.handle_request

    def faulty(self: httpx.MockTransport, request: httpx.Request) -> httpx.Response:
        if not fault.strikes(f"network {request.url.host}"):
            return answer(self, request)
        if fault.kind == "error":
            return httpx.Response(500, stream=httpx.ByteStream(b"{"))
        if fault.kind == "timed out":
            raise httpx.ReadTimeout("timed out", request=request)
        raise httpx.ReadError("the connection is gone", request=request)

    return faulty
