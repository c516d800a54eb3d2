"""Tables of pages: where they stand, and what is none."""

import pytest

from pricebook.errors import Unreadable
from pricebook.price_pages import tables
from pricebook.price_pages.html_tables import html_tables
from pricebook.price_pages.tables import markdown_tables

PAGE = """
# Prices

## Ant

Per day.

| Model | Price |
| :-- | --: |
| a\\|b | $1 |
| c | |

Flex

| Model |
|---|
| d |

```
| Model |
|---|
| in code |
```

## Bee

a | b, which is no table
"""


def test_a_table_knows_its_place() -> None:
    """Headings and lines above it, cells without their pipes, and nothing out of code."""
    first, second = markdown_tables(PAGE)

    assert (("Model", "Price"), (("a\\|b", "$1"), ("c", ""))) == (first.columns, first.rows)
    assert ("Prices > Ant", ("Prices", "Ant", "Per day.")) == (first.place, first.above)
    assert (("Flex",), (("d",),)) == (second.above, second.rows)
    assert ["Per day."] == first.sections[-1].lines


def test_cells_reach_over_rows_and_columns() -> None:
    """In HTML a cell over several places stands in each of them."""
    (table,) = html_tables(
        "<h1>P</h1><table><tr><th colspan=2>M</th><th>a</th></tr>"
        "<tr><td rowspan=2>in</td><td>day</td><td>$1<sup>2</sup></td></tr>"
        "<tr><td>night</td><td>$2</td></tr></table><script>x = '<table>'</script>"
    )

    assert ("M", "M", "a") == table.columns
    assert (("in", "day", "$1<sup>2</sup>"), ("in", "night", "$2")) == table.rows
    assert "P" == table.place


def test_a_page_of_endless_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page has a bound, in either language."""
    monkeypatch.setattr(tables, "MAX_CELLS", 3)
    with pytest.raises(Unreadable, match="more than"):
        list(markdown_tables("|a|b|\n|-|-|\n|1|2|\n|3|4|\n"))
    with pytest.raises(Unreadable, match="more than"):
        list(html_tables("<table><tr>" + "<td colspan=50 rowspan=50>x</td>" * 100))
