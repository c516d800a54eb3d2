"""Fail the n-th call: one call of a program to Postgres, Valkey or the network fails, once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

import httpx
import pytest
from pg8000.exceptions import DatabaseError, InterfaceError
from redis.exceptions import ConnectionError as ValkeyGone

from pricebook.storage import valkey
from pricebook.storage.postgres import Database

type Kind = Literal["error", "lost before", "lost after"]
KINDS: tuple[Kind, ...] = ("error", "lost before", "lost after")
"""Refused by the store; the connection is gone before the call; it is gone before its answer."""
REFUSAL = {"S": "ERROR", "C": "XX000", "M": "a fault of the test"}

type Execute = Callable[..., Any]


@dataclass(slots=True)
class Fault:
    """The call that fails, and all calls that were made, in their order.

    Attributes:
        number: which call fails, from 1; 0 is none.
        kind: how it fails.
        calls: what was called.
    """

    number: int = 0
    kind: Kind = "error"
    calls: list[str] = field(default_factory=list)

    @property
    def met(self) -> bool:
        """Whether the program got as far as the call that fails."""
        return 0 < self.number <= len(self.calls)

    def strikes(self, call: str) -> bool:
        """Count a call, and tell whether it is the one."""
        self.calls.append(call)
        return len(self.calls) == self.number


@contextmanager
def injected(fault: Fault) -> Iterator[None]:
    """Have one call fail inside the block."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "_execute", _postgres(fault, Database._execute))
        patch.setattr(Database, "_end", _postgres(fault, Database._end))
        patch.setattr(valkey, "_command", _valkey(fault, valkey._command))
        patch.setattr(httpx.MockTransport, "handle_request", _network(fault))
        yield


def _postgres(fault: Fault, execute: Execute) -> Execute:
    def faulty(self: Database, sql: str, *params: Any) -> Any:
        if not fault.strikes(f"postgres {sql[:60]}"):
            return execute(self, sql, *params)
        if fault.kind == "error":
            if sql in {"COMMIT", "ROLLBACK"}:
                self.close()  # a server that refuses to commit has rolled back
            raise DatabaseError(REFUSAL)
        if fault.kind == "lost after":
            execute(self, sql, *params)
        self.close()
        raise InterfaceError("the connection is gone")

    return faulty


def _valkey(fault: Fault, run: Execute) -> Execute:
    def faulty(command: Execute) -> Any:
        if not fault.strikes("valkey"):
            return run(command)
        if fault.kind == "lost after":
            run(command)

        def gone(_client: object) -> None:
            raise ValkeyGone

        return run(gone)

    return faulty


def _network(fault: Fault) -> Execute:
    answer = httpx.MockTransport.handle_request

    def faulty(self: httpx.MockTransport, request: httpx.Request) -> httpx.Response:
        if not fault.strikes(f"network {request.url.host}"):
            return answer(self, request)
        if fault.kind == "error":
            return httpx.Response(500, stream=httpx.ByteStream(b"{"))
        raise httpx.ReadError("the connection is gone", request=request)

    return faulty
