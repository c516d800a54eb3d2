"""Repeatable definitions: views and functions, one file each, applied again when they change.

`definitions/<name>.sql` is the only text of the view or function `<name>`. The order follows from
what depends on what, which is read from the text: a definition needs every other one, and every
table, whose name stands in its code. Its fingerprint covers its own text, the fingerprints of what
it needs and the columns of those tables, so that a change of any of them applies it again.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from migrations.errors import MigrationError

NOISE = re.compile(r"--[^\n]*|'(?:[^']|'')*'")
"""Comments and literals, in which a name means nothing."""
WORD = re.compile(r"[a-z_][a-z0-9_]*")


@dataclass(frozen=True)
class Definition:
    """One view or function."""

    name: str
    text: str

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of its code, but for its own name."""
        return frozenset(WORD.findall(NOISE.sub(" ", self.text))) - {self.name}


@dataclass(frozen=True)
class Definitions:
    """All definitions of a folder, those that others need first."""

    ordered: tuple[Definition, ...]

    @cached_property
    def named(self) -> Mapping[str, Definition]:
        """Each definition by its name, in the same order."""
        return {definition.name: definition for definition in self.ordered}

    def needs(self, name: str) -> list[str]:
        """Return the definitions that one names, in alphabetical order."""
        return sorted(self.named[name].words & self.named.keys())

    def with_dependents(self, names: Iterable[str]) -> list[Definition]:
        """Return these definitions, and all that need one of them, in order."""
        reached = set(names)
        for definition in self.ordered:
            if not reached.isdisjoint(self.needs(definition.name)):
                reached.add(definition.name)
        return [definition for definition in self.ordered if definition.name in reached]

    def fingerprints(self, columns: Mapping[str, str]) -> dict[str, str]:
        """Return what each definition is made of, as a SHA-256.

        Args:
            columns: the columns of each table, as one text.
        """
        made: dict[str, str] = {}
        for definition in self.ordered:
            tables = [columns[name] for name in sorted(definition.words & columns.keys())]
            ground = [made[name] for name in self.needs(definition.name)]
            parts = "\0".join([definition.text, *ground, *tables])
            made[definition.name] = hashlib.sha256(parts.encode()).hexdigest()
        return made


def load(folder: Path) -> Definitions:
    """Read every definition beside the migrations of a folder, and put them in order."""
    paths = sorted((folder / "definitions").glob("*.sql"))
    read = {path.stem: Definition(path.stem, path.read_text(encoding="utf-8")) for path in paths}
    needs = {name: sorted(read[name].words & read.keys()) for name in read}
    try:
        order = list(TopologicalSorter(needs).static_order())
    except CycleError as error:
        raise MigrationError(
            f"These definitions need one another: {', '.join(error.args[1])}. Where a name only"
            " looks like another definition's, give the column or alias another name."
        ) from error
    return Definitions(tuple(read[name] for name in order))
