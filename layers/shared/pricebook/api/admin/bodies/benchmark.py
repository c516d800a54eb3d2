"""Benchmarks as operators send them, in JSON or CSV, and all that is wrong with them, by row."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from io import StringIO
from typing import Annotated

from pydantic import BeforeValidator, Field

from pricebook import validation
from pricebook.api.admin.bodies.body import Line, Sent, read, unprocessable
from pricebook.api.admin.bodies.model import Id
from pricebook.api.admin.bodies.pins import Address
from pricebook.errors import UnprocessableRequest
from pricebook.timestamps import Moment

COLUMNS = ("model_id", "benchmark_name", "score", "source_url", "measured_at")
MOST = 10_000
"""How many benchmarks one request may hold."""
NAMED = 20
"""How many wrong rows an error names."""
NUMBER = re.compile(r"-?\d{1,40}(\.\d{1,40})?([eE][+-]?\d{1,2})?", re.ASCII)


def _number(told: object) -> object:
    if isinstance(told, bool) or (isinstance(told, str) and not NUMBER.fullmatch(told)):
        raise ValueError("expected a number such as 88.7")
    return told


class Benchmark(Sent):
    """How a model scored, in the benchmark's own unit; the score is exact."""

    model_id: Id
    benchmark_name: Line
    score: Annotated[Decimal, BeforeValidator(_number), Field(max_digits=40, decimal_places=20)]
    source_url: Address
    measured_at: Moment | None = None

    def row(self) -> dict[str, object]:
        """Return it as the statement takes it."""
        return self.model_dump(mode="json") | {"score": format(self.score, "f")}


@dataclass(slots=True)
class Sheet:
    """The rows of one request, each under the name by which its sender finds it."""

    rows: dict[str, Benchmark] = field(default_factory=dict)
    wrong: dict[str, UnprocessableRequest] = field(default_factory=dict)

    def add(self, place: str, told: object) -> None:
        """Take a row; one that is wrong is kept apart, so that all of them can be told at once."""
        try:
            self.rows[place] = read(Benchmark, told)
        except UnprocessableRequest as refused:
            self.wrong[place] = refused

    def refuse(self, place: str, parameter: str, reason: str) -> None:
        """Take a row for a wrong one."""
        self.wrong[place] = unprocessable(validation.bad(parameter, reason))

    def require_right(self) -> None:
        """Refuse it all where anything is wrong.

        Raises:
            UnprocessableRequest: names the first rows that are.
        """
        if not self.wrong:
            return
        named = list(self.wrong.items())[:NAMED]
        problems = [{"place": place, **why.details, "message": str(why)} for place, why in named]
        (place, first), *_ = named
        raise UnprocessableRequest(
            f"{len(self.wrong)} rows cannot be stored, so none is. The first is {place}: {first}",
            code="bad_rows",
            details={"count": len(self.wrong), "rows": problems},
        )


def from_json(told: object) -> Sheet:
    """Read one benchmark, or a list of them."""
    sheet = Sheet()
    for number, row in enumerate(told if isinstance(told, list) else [told], 1):
        sheet.add(f"item {number}", row)
    return _checked(sheet)


def from_csv(text: str) -> Sheet:
    """Read a table as RFC 4180 has it, with the names of its columns in the first line.

    Raises:
        UnprocessableRequest: it has no such line, or is no table at all.
    """
    lines = _lines(text.removeprefix("\ufeff"))
    place, header = next(lines, ("line 1", []))
    _require_columns(place, header)
    sheet = Sheet()
    for place, cells in lines:
        if len(cells) == len(header):
            row = zip(header, cells, strict=True)
            sheet.add(place, {name: cell for name, cell in row if cell})
        else:
            sheet.refuse(place, "it", f"it has {len(cells)} cells, and line 1 has {len(header)}")
    return _checked(sheet)


def _checked(sheet: Sheet) -> Sheet:
    """Refuse too many and none, and what is told twice."""
    count = len(sheet.rows) + len(sheet.wrong)
    if not 0 < count <= MOST:
        raise unprocessable(
            validation.bad("body", f"expected 1 to {MOST} benchmarks, there are {count}")
        )
    first: dict[tuple[str, str], str] = {}
    for place, row in sheet.rows.items():
        earlier = first.setdefault((row.model_id, row.benchmark_name), place)
        if earlier != place:
            sheet.refuse(place, "benchmark_name", f"{earlier} tells the same of this model")
    return sheet


def _lines(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield every row that is not empty, and the line in which it begins."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    while True:
        place = f"line {reader.line_num + 1}"
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise unprocessable(validation.bad(place, f"it is no CSV: {error}")) from None
        if cells is None:
            return
        if cells:
            yield place, cells


def _require_columns(place: str, header: list[str]) -> None:
    for name in header:
        if name not in COLUMNS:
            raise unprocessable(validation.unknown(name, COLUMNS, f" {place} names the columns."))
    if missing := [name for name in COLUMNS[:-1] if name not in header]:
        raise unprocessable(validation.bad(place, f"expected the column {missing[0]}"))
    if len(set(header)) < len(header):
        raise unprocessable(validation.bad(place, "it names a column twice"))
