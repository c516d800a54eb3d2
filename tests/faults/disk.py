"""Disk whose n-th call fails: a file that cannot be opened, read, written, closed or moved."""

import builtins
import errno
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import pytest

from tests.faults.nth_call import DONE, Fault

COUNTED = {"read", "readline", "write", "flush", "seek", "truncate", "close"}
ERRORS = {"error": errno.ENOSPC, "lost before": errno.EIO, "lost after": errno.EIO}
"""A full disk, and one that breaks."""


@contextmanager
def faulty_disk(fault: Fault, folder: Path) -> Iterator[None]:
    """Have one call to a file below a folder fail inside the block."""

    def watched(call: Callable[..., Any], name: str) -> Callable[..., Any]:
        def faulty(path: Any, *values: Any, **options: Any) -> Any:
            if isinstance(path, int) or not Path(path).is_relative_to(folder):
                return call(path, *values, **options)
            return _struck(fault, name, Path(path), lambda: call(path, *values, **options))

        return faulty

    def opened(*values: Any, **options: Any) -> Any:
        file = opening(*values, **options)
        return FaultyFile(file, fault) if file.name and _below(file, folder) else file

    opening = watched(io.open, "open")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(io, "open", opened)
        patch.setattr(builtins, "open", opened)
        for name in ("open", "rename", "replace", "mkdir"):
            patch.setattr(os, name, watched(getattr(os, name), name))
        yield


class FaultyFile:
    """An open file, whose calls count.

    Args:
        file: the file itself.
        fault: the call that fails.
    """

    def __init__(self, file: Any, fault: Fault) -> None:
        self._file = file
        self._fault = fault

    def __getattr__(self, name: str) -> Any:
        """Return what the file has; its calls to the disk count."""
        found = getattr(self._file, name)
        return self._counted(name, found) if name in COUNTED else found

    def __iter__(self) -> Iterator[Any]:
        """Yield its lines."""
        return iter(self._file)

    def __enter__(self) -> Self:
        """Give it to a block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def _counted(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        path = Path(self._file.name)
        return lambda *values, **options: _struck(
            self._fault, name, path, lambda: call(*values, **options)
        )


def _below(file: Any, folder: Path) -> bool:
    return not isinstance(file.name, int) and Path(file.name).is_relative_to(folder)


def _struck(fault: Fault, name: str, path: Path, call: Callable[[], Any]) -> Any:
    if not fault.strikes(f"disk {name} {path.name}"):
        return call()
    if fault.kind in DONE or name == "close":  # a file is closed, whatever its disk says
        _given_up(call())
    raise OSError(ERRORS.get(fault.kind, errno.ETIMEDOUT), "a fault of the test", str(path))


def _given_up(outcome: Any) -> None:
    """Close what was opened and is never given to whoever asked, as the system does."""
    if isinstance(outcome, io.IOBase):
        outcome.close()
