"""Copies: the last answer to each question, in a folder, for the time when nothing answers."""

import json
import os
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path


def default_folder() -> Path:
    """Return where copies lie: in XDG_CACHE_HOME, or in ~/.cache."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "pricebook"


@dataclass(frozen=True, slots=True)
class Copy:
    """An answer that came earlier.

    Attributes:
        text: the body.
        etag: what tells whether it has changed since.
        fetched_at: when it came, RFC 3339.
    """

    text: str
    etag: str | None
    fetched_at: str


class Copies:
    """A folder of copies; one that cannot be written keeps none."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def find(self, question: str) -> Copy | None:
        """Return the last answer to a question, if there is one that can be read."""
        with suppress(OSError, ValueError, TypeError):
            if self._folder:
                return Copy(**json.loads(self._path(self._folder, question).read_text()))
        return None

    def keep(self, question: str, copy: Copy) -> None:
        """Keep an answer in the place of the one before."""
        with suppress(OSError):
            if self._folder:
                self._folder.mkdir(parents=True, exist_ok=True)
                with tempfile.NamedTemporaryFile("w", dir=self._folder, delete=False) as file:
                    file.write(json.dumps(asdict(copy)))
                Path(file.name).replace(self._path(self._folder, question))

    @staticmethod
    def _path(folder: Path, question: str) -> Path:
        return folder / f"{sha256(question.encode()).hexdigest()}.json"
