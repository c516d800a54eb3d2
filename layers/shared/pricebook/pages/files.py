"""Built files of the pages: read once, compressed once, sent as API Gateway takes bytes."""

import gzip
import hashlib
from functools import lru_cache
from pathlib import Path

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
ROOT_FILES = {"/favicon.ico", "/llms.txt", "/robots.txt"}
"""All other files lie below /assets, with their content in the name."""
MAX_FILES = 64


def find(built: Path, path: str) -> Path | None:
    """Return the built file that a path names; None where the build made no such file.

    Args:
        built: the folder that the build fills.
        path: a decoded path of a request.
    """
    folder, _, name = path.rpartition("/")
    if not name.isprintable() or not (folder == "/assets" or path in ROOT_FILES):
        return None
    file = built / path.removeprefix("/")
    return file if file.suffix in TYPES and file.is_file() else None


def read(file: Path) -> "Packed":
    """Return a file, from memory as long as it does not change."""
    return _read(file, file.stat().st_mtime_ns)


class Packed:
    """Content with its compressed form and its validator."""

    def __init__(self, content: bytes) -> None:
        self.plain = content
        self.gzip = gzip.compress(content, 9, mtime=0)
        self.etag = f'W/"{hashlib.sha256(content).hexdigest()[:32]}"'


@lru_cache(MAX_FILES)
def _read(file: Path, _changed_ns: int) -> Packed:
    return Packed(file.read_bytes())
