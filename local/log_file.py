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
        self.write(b"")

    def write(self, text: bytes) -> None:
        """Add text; a failure stays without consequence."""
        with suppress(OSError):
            file = self._opened()
            self._size += file.write(text)
            if self._size > self._max_bytes:
                self.close()
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
