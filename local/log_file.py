"""Log file of a function: written by the machine alone, rotated, in the way of no answer."""

from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

MAX_LOG_BYTES = 20 * 1024 * 1024
"""A longer file moves aside; the one before it is forgotten."""


class LogFile:
    """File that takes lines; what cannot be written, on a full disk for one, is lost.

    Args:
        path: where it lies; its folder is made.
        max_bytes: how long it may become.
    """

    def __init__(self, path: Path, max_bytes: int = MAX_LOG_BYTES) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._max_bytes = max_bytes
        self._file: BinaryIO | None = None
        self._size = 0
        self._torn = False
        self.write(b"")

    def write(self, text: bytes) -> None:
        """Add text; a failure stays without consequence, and ends the line that it tore."""
        whole = b"\n" + text if self._torn else text
        written = 0
        with suppress(OSError):
            written = self._append(whole)
        self._torn = written < len(whole)

    def _append(self, text: bytes) -> int:
        """Write what there is room for, and return how many bytes that was."""
        written = self._opened().write(text)
        self._size += written
        if self._size > self._max_bytes:
            self._move_aside()
        return written

    def _move_aside(self) -> None:
        self.close()
        with suppress(OSError):
            self._path.replace(self._path.with_suffix(".log.1"))

    def close(self) -> None:
        """Let go of the file; the next text opens it again."""
        file, self._file = self._file, None
        if file is not None:
            with suppress(OSError):
                file.close()

    def _opened(self) -> BinaryIO:
        if self._file is None:
            self._file = self._path.open("ab", buffering=0)
            self._size = self._file.tell()
        return self._file
