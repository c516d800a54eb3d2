"""Tables of an HTML page, in the shape of those of a Markdown page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from pricebook.errors import Unreadable
from pricebook.price_pages.tables import MAX_CELLS, Outline, Table

HEADING = re.compile(r"h([1-6])")
LINES = {"p", "li", "div", "br", "section", "summary"}
KEPT = {"sup", "del", "s"}
"""Tags that change what a figure says: they stay in the text of a cell."""
SILENT = {"script", "style", "svg"}
MAX_SPAN = 50


@dataclass(slots=True)
class Cell:
    """Cell of a row, and over how many columns and rows it reaches."""

    text: str = ""
    columns: int = 1
    rows: int = 1


@dataclass(slots=True)
class Grid:
    """Rows of cells, in which a cell that reaches over others stands in each of their places."""

    rows: list[list[Cell]] = field(default_factory=list)

    def filled(self) -> list[list[str]]:
        """Return the text of each place."""
        filled: list[list[str]] = []
        hanging: dict[int, Cell] = {}
        for row in self.rows:
            texts: list[str] = []
            cells = iter(row)
            while True:
                cell = hanging.pop(len(texts), None) or next(cells, None)
                if cell is None:
                    break
                for _ in range(cell.columns):
                    if cell.rows > 1:
                        below = Cell(cell.text, 1, cell.rows - 1)
                        hanging[len(texts)] = below
                    texts.append(cell.text.strip())
            filled.append(texts)
        return filled


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.outline = Outline()
        self.tables: list[Table] = []
        self._grid: Grid | None = None
        self._cell: Cell | None = None
        self._line = ""
        self._level = 0
        self._silent = 0
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in SILENT
        if tag == "table":
            self._break()
            self._grid = Grid()
        elif tag == "tr" and self._grid:
            self._grid.rows.append([])
        elif tag in {"td", "th"} and self._grid and self._grid.rows:
            self._open_cell(dict(attrs))
        elif heading := HEADING.fullmatch(tag):
            self._break()
            self._level = int(heading[1])
        elif self._cell is not None and tag in KEPT | {"br"}:
            self._cell.text += f"<{tag}>"
        elif tag in LINES:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT and self._silent > 0
        if tag == "table" and self._grid:
            head, *rows = self._grid.filled() or [[]]
            self.tables.append(self.outline.table(head, rows))
            self._grid = self._cell = None
        elif tag in {"td", "th"}:
            self._cell = None
        elif self._cell is not None and tag in KEPT:
            self._cell.text += f"</{tag}>"
        elif HEADING.fullmatch(tag) or tag in LINES:
            self._break()

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._cell is not None:
            self._cell.text += data
        else:
            self._line += data

    def _open_cell(self, attrs: dict[str, str | None]) -> None:
        columns, rows = (_span(attrs.get(name)) for name in ("colspan", "rowspan"))
        self._cell = Cell("", columns, rows)
        self._cells += columns * rows
        if self._cells > MAX_CELLS:
            raise Unreadable(f"a page has more than {MAX_CELLS} cells of tables")
        if self._grid:
            self._grid.rows[-1].append(self._cell)

    def _break(self) -> None:
        line, self._line = " ".join(self._line.split()), ""
        if line and self._level:
            self.outline.heading(self._level, line)
        elif self._cell is None:
            self.outline.text(line)
        self._level = 0


def html_tables(text: str) -> Iterator[Table]:
    """Yield the tables of a page; a cell over several columns or rows is in each of them.

    Raises:
        Unreadable: it has more than 200,000 cells.
    """
    reader = _Reader()
    reader.feed(text)
    reader.close()
    yield from reader.tables


def _span(value: str | None) -> int:
    digits = (value or "").strip("{}")  # as JSX writes it
    return min(int(digits), MAX_SPAN) if digits.isdecimal() and int(digits) else 1
