"""pandas, polars and DuckDB read the catalogue as CSV from its address."""

import sys
from collections.abc import Iterator, Mapping
from typing import Any

import duckdb
import fsspec
import pandas as pd
import polars as pl
from compared import CATALOGUE, URL, ended, same

CSV = f"{URL}/v1/models?format=csv&page_size=500"
PER = 1_000_000


def main() -> int:
    """Compare what each reads; return 1 where a figure differs."""
    return max(compared(name, dict(rows)) for name, rows in read())


def read() -> Iterator[tuple[str, Iterator[tuple[str, Mapping[str, Any]]]]]:
    """Yield each program and the rows that it read, by the ids of their models."""
    frame = pd.read_csv(CSV)
    known = frame.astype(object).where(frame.notna(), None)
    yield "pandas.read_csv", rows(known.to_dict("records"))
    yield "polars.read_csv", rows(pl.read_csv(CSV, infer_schema_length=None).to_dicts())
    with fsspec.open(CSV) as file:
        found = duckdb.read_csv(file, sample_size=-1)
        yield "DuckDB", rows(dict(zip(found.columns, row, strict=True)) for row in found.fetchall())


def rows(read: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield each row with its id."""
    return ((row["id"], row) for row in read)


def compared(name: str, rows: Mapping[str, Mapping[str, Any]]) -> int:
    """Compare the prices and contexts of all rows with the catalogue's."""
    wrong = [
        (model_id, row)
        for model_id, row in rows.items()
        if not same(row.get("context_length"), CATALOGUE[model_id]["context"])
        or not same(per_million(row, "prompt"), CATALOGUE[model_id]["prompt"])
        or not same(per_million(row, "completion"), CATALOGUE[model_id]["completion"])
    ]
    return ended(name, len(rows), wrong, 200)


def per_million(row: Mapping[str, Any], column: str) -> float | None:
    """Return a price of a row per token."""
    figure = row.get(f"pricing_{column}", row.get(column))
    return None if figure is None else float(figure) / PER


if __name__ == "__main__":
    sys.exit(main())
