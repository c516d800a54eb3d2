"""Prices in other currencies, announced prices, and the rates that a test enters."""

from datetime import date
from decimal import Decimal
from typing import Any

from pricebook.ledger.documents import refreshing
from pricebook.ledger.exchange_rates import ExchangeRate, write
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from tests.support.models_dev_sync import document
from tests.support.passing_time import utc_day
from tests.support.sync_and_query import rows

REFRESH = """
UPDATE models m SET document = d.document, updated_at = now()
FROM model_documents d WHERE d.id = m.id
"""
MODEL = "openrouter/acme/a"
BELIEVE = """
SELECT believe(
  id, 'database', :meter, CAST(:conditions AS jsonb),
  tstzrange(now() + CAST(:begins AS interval), now() + CAST(:ends AS interval)),
  'known', CAST(:amount AS numeric), :currency, '', NULL, now() + CAST(:told AS interval)
) FROM models
"""


def believe(
    database: Database, amount: str, currency: str = "CNY", meter: str = "input_tokens", **when: str
) -> None:
    """Let the seller say what it charges, from now on, or told and beginning so long from now."""
    told: dict[str, Any] = {"begins": "0", "ends": None, "told": "0", "conditions": "{}"} | when
    database.run(BELIEVE, meter=meter, amount=amount, currency=currency, **told)
    database.run(REFRESH)


def age(database: Database) -> None:
    """Make the document two hours old, from a time when a million tokens cost a dollar."""
    database.run(
        "UPDATE models SET updated_at = now() - interval '2 hours',"
        " document = jsonb_set(document::jsonb, '{pricing}', '{\"prompt\": \"1\"}')"
    )


def rate(usd: str = "0.1403", valid_from: date | None = None, **more: Any) -> ExchangeRate:
    """Return what a unit of yuan is worth, from today on or from another day."""
    facts = {"currency": "CNY", "entered_by": "ann"} | more
    return ExchangeRate(usd=Decimal(usd), valid_from=valid_from or utc_day(), **facts)


def enter(entered: ExchangeRate, *, dry_run: bool = False) -> int:
    """Store a rate as an operator does, and return how many documents it changed."""
    database = writer()
    with refreshing(database, keep=not dry_run) as refreshed:
        database.run("admin.audit.attribute", actor=entered.entered_by, request_id="seed")
        write(database, entered)
    return refreshed.models


def shown(database: Database) -> tuple[Any, Any]:
    """Return the dollars of the model's document, and the rate that they were made with."""
    found = document(database, MODEL)
    return found["pricing"], found.get("exchange")


def generations(database: Database) -> list[list[Any]]:
    """Return the numbers that tell readers that something changed."""
    return rows(database, "SELECT scope, generation FROM generations ORDER BY scope")
