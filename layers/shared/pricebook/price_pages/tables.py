"""Tables of a Markdown page, each with the headings and the lines that stand above it.

Only pipe tables: pages that vendors serve as Markdown are MDX, whose tags and tabs a Markdown
parser takes for HTML, with the tables inside them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pricebook.errors import Unreadable

MAX_CELLS = 200_000
"""Bound of the cells of a page."""
HEADING = re.compile(r"\s*(#{1,6})\s+(.+?)\s*#*\s*$")
RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*")
FENCE = re.compile(r"\s*(```|~~~)")
PIPE = re.compile(r"(?<!\\)\|")


@dataclass(slots=True)
class Section:
    """Heading, and the lines of text under it that were read so far."""

    level: int
    title: str
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Table:
    """Table as it is written.

    Attributes:
        sections: the headings that it stands under, outermost first.
        above: the lines between the table before it and this one, titles included.
        columns: the cells of its head.
        rows: the cells of each row; one that is too short or too long stays so.
    """

    sections: tuple[Section, ...]
    above: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def place(self) -> str:
        """Where it stands, for a finding: the headings, or the last line above it."""
        titles = [section.title for section in self.sections] or list(self.above[-1:])
        return " > ".join(titles)


@dataclass(slots=True)
class Outline:
    """Headings and lines of a page up to some place."""

    sections: list[Section] = field(default_factory=list)
    above: list[str] = field(default_factory=list)

    def heading(self, level: int, title: str) -> None:
        """Begin a section, which ends those of its level and below."""
        self.sections = [s for s in self.sections if s.level < level] + [Section(level, title)]
        self.above.append(title)

    def text(self, line: str) -> None:
        """Add a line of text to the sections that are open."""
        if line:
            self.above.append(line)
            for section in self.sections:
                section.lines.append(line)

    def table(self, columns: list[str], rows: list[list[str]]) -> Table:
        """Return a table that stands here."""
        # the lines under a heading go on growing: each table keeps what stood above it
        open_ones = tuple(Section(s.level, s.title, list(s.lines)) for s in self.sections)
        above, self.above = tuple(self.above), []
        return Table(open_ones, above, tuple(columns), tuple(tuple(row) for row in rows))


def markdown_tables(text: str) -> Iterator[Table]:
    """Yield the pipe tables of a page, those in blocks of code left out.

    Raises:
        Unreadable: it has more than 200,000 cells.
    """
    outline, lines, cells = Outline(), text.splitlines(), 0
    place, fenced = 0, False
    while place < len(lines):
        line, rest = lines[place], lines[place + 1 : place + 2]
        place += 1
        if FENCE.match(line):
            fenced = not fenced
        elif fenced:
            continue
        elif heading := HEADING.fullmatch(line):
            outline.heading(len(heading[1]), heading[2])
        elif "|" in line and rest and "|" in rest[0] and RULE.fullmatch(rest[0]):
            rows = _rows(lines, place + 1)
            place += 1 + len(rows)
            cells += len(rows) * len(_cells(line))
            _bound(cells)
            yield outline.table(_cells(line), rows)
        else:
            outline.text(line.strip())


def _bound(cells: int) -> None:
    if cells > MAX_CELLS:
        raise Unreadable(f"a page has more than {MAX_CELLS} cells of tables")


def _rows(lines: list[str], start: int) -> list[list[str]]:
    rows = []
    for line in lines[start:]:
        if "|" not in line:
            break
        rows.append(_cells(line))
    return rows


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [cell.strip() for cell in PIPE.split(inner)]
