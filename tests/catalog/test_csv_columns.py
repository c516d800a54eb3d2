"""Columns of CSV."""

from pricebook.catalog.csv_columns import COLUMNS, PRICE_COLUMNS, columns
from pricebook.pricing.conditions import CONDITIONS


def test_columns_are_those_of_the_fields() -> None:
    """In their order; a price takes a column for each of its kinds."""
    assert ["name", "id"] == columns(["name", "id"], None)
    assert "pricing.prompt" == columns(["pricing"], None)[0]
    assert len(COLUMNS) - 1 < len(columns(None, None))


def test_a_line_per_price_has_a_column_per_condition() -> None:
    """Whatever fields are asked for."""
    assert list(PRICE_COLUMNS) == columns(["id"], "long")
    assert {f"conditions.{name}" for name in CONDITIONS} <= set(PRICE_COLUMNS)
