"""Unix sockets: a folder short enough for them, and whether a server answers there."""

import hashlib
import os
import socket
import stat
import tempfile
from pathlib import Path

from local.errors import LocalError

MAX_FOLDER_BYTES = 88  # a socket's whole path has 103 bytes on macOS and 107 on Linux


def digest(path: Path) -> str:
    """Return a short name that stands for one folder."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def folder(preferred: Path, owner: int) -> Path:
    """Return the preferred folder, or a short private one where its path is too long."""
    if len(os.fsencode(preferred)) <= MAX_FOLDER_BYTES:
        return preferred
    short = Path(tempfile.gettempdir()) / f"pricebook-{owner}-{digest(preferred)}"
    if not short.exists():
        short.mkdir(mode=0o700)
        os.chown(short, owner, -1)
    _require_private(short, owner)
    return short


def ask(path: Path, question: bytes) -> bytes:
    """Send a question to a server's socket and return its first words, empty if nobody answers."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(2)
        try:
            connection.connect(str(path))
            connection.sendall(question)
            return connection.recv(64)
        except OSError:
            return b""


def _require_private(path: Path, owner: int) -> None:
    facts = path.lstat()
    if not stat.S_ISDIR(facts.st_mode) or facts.st_uid != owner or facts.st_mode & 0o077:
        raise LocalError(f"{path} should be a private folder of user {owner}: remove it and retry.")
