"""Versioned migrations: numbered pairs of SQL files, and what stands in them."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

FOLDER = Path(__file__).parent
FILE = re.compile(r"^(?P<version>\d{4})_(?P<name>\w+)\.up\.sql$")
DIRECTIVE = re.compile(r"^-- (apply|drop): (\w+)$", re.MULTILINE)
"""A line that applies a definition where a table needs it, or drops one that is in the way."""

type Step = tuple[Literal["run", "apply", "drop"], str]


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered pair of files."""

    version: int
    name: str
    up: Path

    @property
    def down(self) -> Path:
        """The file that undoes it."""
        return self.up.with_name(self.up.name.replace(".up.sql", ".down.sql"))

    @property
    def checksum(self) -> str:
        """The SHA-256 of the file, which tells whether it is still the one that was applied."""
        return hashlib.sha256(self.up.read_bytes()).hexdigest()

    @property
    def label(self) -> str:
        """`0101_roles`."""
        return f"{self.version:04}_{self.name}"

    @property
    def steps(self) -> list[Step]:
        """SQL to run, and between it the names of definitions to apply or to drop, in order."""
        sql, *rest = DIRECTIVE.split(self.up.read_text(encoding="utf-8"))
        steps: list[Step] = [("run", sql)]
        for verb, name, following in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
            steps += [("apply" if verb == "apply" else "drop", name), ("run", following)]
        return steps

    @property
    def drops(self) -> bool:
        """Whether it drops a definition, which its readers must not miss."""
        return any(verb == "drop" for verb, _ in self.steps)


def migrations(folder: Path = FOLDER) -> list[Migration]:
    """Return every migration of a folder in order."""
    matches = [(FILE.match(path.name), path) for path in sorted(folder.glob("*.up.sql"))]
    return [Migration(int(m["version"]), m["name"], path) for m, path in matches if m]
