"""Benchmarks in JSON or CSV, with every error by its row."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from io import StringIO
from typing import Annotated

from pydantic import Field

from pricebook import validation
from pricebook.api.admin.bodies.model import Id
from pricebook.api.admin.bodies.pins import Url
from pricebook.api.body import Body, Line, read, unprocessable
from pricebook.api.decimals import EXACT
from pricebook.errors import UnprocessableRequest
from pricebook.timestamps import Moment

COLUMNS = ("model_id", "benchmark_name", "score", "source_url", "measured_at")
MAX_ROWS = 10_000
"""How many benchmarks one request may have."""
MAX_LISTED_ERRORS = 20
"""How many wrong rows an error lists."""


class Benchmark(Body):
    """Score of a model in a benchmark, in the benchmark's own unit; the score is exact."""

    model_id: Id
    benchmark_name: Line
    score: Annotated[Decimal, Field(max_digits=40, decimal_places=20), EXACT]
    source_url: Url
    measured_at: Moment | None = None

    def row(self) -> dict[str, object]:
        """Return the row as the statement takes it."""
        return self.model_dump(mode="json") | {"score": format(self.score, "f")}


@dataclass(slots=True)
class BenchmarkTable:
    """Rows of one request, valid and wrong, each under its place there, such as `line 3`."""

    rows: dict[str, Benchmark] = field(default_factory=dict)
    wrong: dict[str, UnprocessableRequest] = field(default_factory=dict)

    def add(self, place: str, value: object) -> None:
        """Add a row; a wrong one is kept apart, so that all errors can be listed at once."""
        try:
            self.rows[place] = read(Benchmark, value)
        except UnprocessableRequest as error:
            self.wrong[place] = error

    def refuse(self, place: str, parameter: str, reason: str) -> None:
        """Mark a row as wrong.

        Args:
            place: where it stands in the request.
            parameter: its wrong column.
            reason: what is wrong with it.
        """
        self.wrong[place] = unprocessable(validation.bad(parameter, reason))

    def require_valid(self) -> None:
        """Refuse the whole table where a row is wrong.

        Raises:
            UnprocessableRequest: lists the first wrong rows.
        """
        if not self.wrong:
            return
        listed = list(self.wrong.items())[:MAX_LISTED_ERRORS]
        problems = [{"place": place, **why.details, "message": str(why)} for place, why in listed]
        (place, first), *_ = listed
        raise UnprocessableRequest(
            f"{len(self.wrong)} rows are wrong, so none was stored. The first is {place}: {first}",
            code="bad_rows",
            details={"count": len(self.wrong), "rows": problems},
        )


def from_json(value: object) -> BenchmarkTable:
    """Read one benchmark, or a list of them."""
    table = BenchmarkTable()
    for number, row in enumerate(value if isinstance(value, list) else [value], 1):
        table.add(f"item {number}", row)
    return _checked(table)


def from_csv(text: str) -> BenchmarkTable:
    """Read CSV (RFC 4180) with the names of the columns in the first line.

    Raises:
        UnprocessableRequest: it has no such line, or is not CSV.
    """
    lines = _lines(text.removeprefix("\ufeff"))
    place, header = next(lines, ("line 1", []))
    _require_columns(place, header)
    table = BenchmarkTable()
    for place, cells in lines:
        if len(cells) == len(header):
            row = zip(header, cells, strict=True)
            table.add(place, {name: cell for name, cell in row if cell})
        else:
            table.refuse(place, "row", f"it has {len(cells)} cells, line 1 has {len(header)}")
    return _checked(table)


def _checked(table: BenchmarkTable) -> BenchmarkTable:
    """Refuse an empty or too long table, and mark rows that are there twice."""
    count = len(table.rows) + len(table.wrong)
    if not 0 < count <= MAX_ROWS:
        raise unprocessable(
            validation.bad("body", f"expected 1 to {MAX_ROWS} benchmarks, got {count}")
        )
    first: dict[tuple[str, str], str] = {}
    for place, row in table.rows.items():
        earlier = first.setdefault((row.model_id, row.benchmark_name), place)
        if earlier != place:
            table.refuse(place, "benchmark_name", f"{earlier} has the same model and benchmark")
    return table


def _lines(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield every row that is not empty, after the line in which it begins."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    while True:
        place = f"line {reader.line_num + 1}"
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise unprocessable(validation.bad(place, f"it is not CSV: {error}")) from None
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
        raise unprocessable(validation.bad(place, "it has a column twice"))
