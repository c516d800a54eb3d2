"""Views over the ledger for tools that read the database: prices of today, and their history."""

from decimal import Decimal
from typing import Any

from pricebook.storage.postgres import Database
from tests.support.seeds import offers
from tests.support.seeds.awkward_prices import BATCH, Row

CHAT = "acme/chat"
TOKENS = (
    "SELECT price_per_input_token, price_per_output_token, pricing_source FROM model_pricing"
    " WHERE model_id = :model"
)
HISTORY = (
    "SELECT meter, previous_amount, amount, state, changed_by FROM model_pricing_history"
    " WHERE model_id = :model ORDER BY changed_at, meter"
)
FOR_READERS = (
    "SELECT count(*) FROM model_pricing",
    "SELECT count(*) FROM model_pricing_history",
    "SELECT count(*) FROM prices_at(now(), now())",
    "SELECT count(*) FROM allowed_models('pro')",
    "SELECT can_use_model('pro', 'acme/chat')::int",
)


def _tokens(database: Database, *rows: Row) -> list[list[Any]]:
    offers.sell(database, CHAT, rows)
    return database.run(TOKENS, model=CHAT)


def test_prices_are_per_unit_and_without_conditions(owner_database: Database) -> None:
    """Amounts are of one token, in dollars; what depends on something is no price of the model."""
    rows = Row("input_tokens", "2.5"), Row("input_tokens", "1.25", BATCH)
    euros = Row("output_tokens", "10", currency="EUR")

    assert [[Decimal("0.0000025"), None, "manual"]] == _tokens(owner_database, *rows, euros)


def test_free_is_zero_and_not_unknown(owner_database: Database) -> None:
    """A model that costs nothing has a row that says so; without a figure there is no amount."""
    free = Row("input_tokens", None, state="free"), Row("output_tokens", None, state="dynamic")

    assert [[Decimal(0), None, "manual"]] == _tokens(owner_database, *free)


def test_history_has_the_price_before(owner_database: Database) -> None:
    """Each price stands beside the one that it replaced, and says whose word it is."""
    offers.sell(owner_database, CHAT, [Row("input_tokens", "2.5")])
    offers.price(owner_database, CHAT, [Row("input_tokens", "2")], start="2026-01-01")

    assert [
        ["input_tokens", None, Decimal("0.0000025"), "known", "manual"],
        ["input_tokens", Decimal("0.0000025"), Decimal("0.000002"), "known", "manual"],
    ] == owner_database.run(HISTORY, model=CHAT)


def test_a_reader_may_ask_all_of_them(owner_database: Database) -> None:
    """What the guide names for tools is open to the login that may write nothing."""
    offers.sell(owner_database, CHAT, [Row("input_tokens", "2.5")])
    owner_database.run("SET ROLE pricebook_reader")

    assert [[[1]]] * 5 == [owner_database.run(statement) for statement in FOR_READERS]
