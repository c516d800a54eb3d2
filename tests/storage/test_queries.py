"""Named statements: an address leads to its SQL."""

import pytest

from pricebook.storage import queries


def test_an_address_leads_to_its_statement() -> None:
    """The text between one name and the next is the statement."""
    assert "SELECT slug FROM providers" in " ".join(queries.text("catalog.lookup.slugs").split())
    assert queries.load("catalog", "lookup")["slugs"] == queries.text("catalog.lookup.slugs")


def test_sql_stays_as_it_is() -> None:
    """What is no address is taken for SQL."""
    assert "SELECT 1" == queries.text("SELECT 1")


@pytest.mark.parametrize("address", ["catalog.lookup.nothing", "catalog.nothing.slugs"])
def test_a_wrong_address_is_a_defect(address: str) -> None:
    """It is never sent to Postgres as SQL."""
    with pytest.raises((KeyError, FileNotFoundError)):
        queries.text(address)
