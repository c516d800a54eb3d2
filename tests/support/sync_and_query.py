"""What a test asks the database, and how it synchronises."""

from typing import Any

from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from pricebook.sync import provider_run
from pricebook.sync.run_record import Run
from tests.support.fakes.provider_transport import answering

SLUG = "openrouter"


def run(*listed: Any, **options: Any) -> Run:
    """Synchronise with a provider that lists these items."""
    return provider_run.run(SLUG, triggered_by="cli", fetcher=answering(*listed), **options)


def pass_a_cadence() -> None:
    """Let the time pass until the provider is due again."""
    writer().run(
        "UPDATE sync_runs r SET started_at = r.started_at - p.sync_interval"
        " FROM providers p WHERE p.slug = r.provider"
    )


def rows(database: Database, sql: str) -> list[list[Any]]:
    """Return what an operator would see."""
    return database.run(sql)


def versions(database: Database) -> list[list[Any]]:
    """Return the physical version of every row that a quiet run must not touch."""
    return rows(
        database,
        "SELECT 'm', id, ctid::text, xmin::text, xmax::text FROM models UNION ALL"
        " SELECT 'p', id, ctid::text, xmin::text, xmax::text FROM model_prices ORDER BY 1, 2",
    )


def prices(database: Database, model: str = "openrouter/acme/a") -> dict[str, str | None]:
    """Return the current base prices of a model, by meter."""
    found = database.run(
        "SELECT c.meter, coalesce(c.amount::text, c.state) FROM current_prices c"
        " JOIN models m ON m.id = c.model_id WHERE m.model_id = :model AND c.conditions = '{}'",
        model=model,
    )
    return dict(found)


def last_run(database: Database) -> dict[str, Any]:
    """Return the newest run's row."""
    (found,) = rows(database, "SELECT to_jsonb(r) FROM sync_runs r ORDER BY id DESC LIMIT 1")
    return dict(found[0])
