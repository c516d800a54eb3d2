"""One transaction in which the statements of a run meet rows that a test made."""

import json
from datetime import datetime, timedelta
from typing import Any

from pg8000.native import identifier

from pricebook.storage.postgres import Database

SELLERS = """
INSERT INTO providers (slug, name, kind, website, docs_url)
SELECT slug, slug, 'host', 'w', 'd' FROM unnest('{ours,one,two,three}'::text[]) AS slug
"""
CANONICAL = "INSERT INTO canonical_models (id, name) VALUES (:name, :name) ON CONFLICT DO NOTHING"
WAITING = "SELECT r.id FROM price_reviews r WHERE r.decision IS NULL ORDER BY r.id"
DECISION = """
SELECT decision, decided_by, decided_at, applied_at, replaced_at, note FROM price_reviews
WHERE id = :review
"""
TOUCHED = "SELECT m.name, t.reason FROM touched t JOIN models m USING (id) ORDER BY 1"
LONG = "[2020-01-01,)"
BATCH = {"service_tier": "batch"}

type Row = list[Any]


class StagedRun:
    """A run of the seller `ours` inside its transaction, which is undone in the end."""

    def __init__(self, database: Database) -> None:
        self.database = database
        ((self.now,),) = database.run("SELECT now()")
        database.run(SELLERS)
        database.run("sync.models.stage_models", provider="ours", listings="[]")
        database.run("sync.models.stage_changes")
        database.run("sync.prices.stage_published")

    def put(self, table: str, **row: Any) -> int:
        """Write a row; columns that are not named have their defaults. Return its id, or 0."""
        columns = ", ".join(map(identifier, row))
        name = identifier(table)
        ((number,),) = self.database.run(
            f"INSERT INTO {name} AS t ({columns})"  # noqa: S608 - names of the schema
            f" SELECT {columns} FROM jsonb_populate_record(NULL::{name}, CAST(:row AS jsonb))"
            " RETURNING to_jsonb(t) -> 'id'",
            row=json.dumps(row, default=str),
        )
        return number or 0

    def ago(self, **time: float) -> datetime:
        """Return the moment that lies so far back."""
        moment: datetime = self.now - timedelta(**time)
        return moment

    def model(self, name: str, provider: str = "ours", **said: Any) -> int:
        """Let a seller offer a model; an offer of ours is in the answer of the run."""
        canonical = f"acme/{said.pop('same_as', name)}".replace(" ", "-")
        self.database.run(CANONICAL, name=canonical)
        before = {"was_active": said.pop("was_active", True)}
        offer = {"provider": provider, "provider_model_id": name, "name": name}
        number = self.put("models", **offer, canonical_id=canonical, **said)
        if provider == "ours":
            given = {"is_active": True, "canonical_id": canonical} | before
            self.put("incoming", id=number, **offer, **given | said)
        return number

    def price(self, model: int, amount: str | None = None, **said: Any) -> int:
        """Let a price be believed: of the seller's own list, for ever, if nothing else is said."""
        told = {"source": "database", "valid": LONG, "recorded": LONG}
        return self.put("model_prices", model_id=model, **told | _figure(amount) | said)

    def states(self, model: int, amount: str | None = None, **said: Any) -> None:
        """Let the answer state a price."""
        self.put("published", model_id=model, **_figure(amount) | said)

    def review(self, model: int, amount: str | None = None, **said: Any) -> int:
        """Let a price be under review, decided already if that is said."""
        told: dict[str, Any] = {"source": "database", "reason": "jump", "sample": "s"}
        told |= _new_figure(amount) | said
        if "decision" in told:
            told = {"decided_by": "ann", "decided_at": self.ago(hours=1)} | told
        if told.pop("undone", False):
            told |= {"undone_by": "ann", "undone_at": self.now}
        return self.put("price_reviews", model_id=model, **told)

    def run_review(self, **said: Any) -> int:
        """Let a run of ours be under review, decided already if that is said."""
        told = {"provider": "ours", "reason": "one factor", "sample": "s", "prices": 1} | said
        if "decision" in told:
            told = {"decided_by": "ann", "decided_at": self.ago(hours=1)} | told
        if told.pop("undone", False):
            told |= {"undone_by": "ann", "undone_at": self.now}
        return self.put("run_reviews", **told)

    def hold(self, model: int, amount: str | None, **said: Any) -> None:
        """Let a guard hold a price."""
        told = {"name": "a", "reason": "jump", "sample": "new"}
        self.put("held", model_id=model, **told | _new_figure(amount) | said)

    def change(self, model: int, amount: str | None, **said: Any) -> None:
        """Let a price change that no guard holds."""
        self.put("price_changes", model_id=model, **_new_figure(amount) | said)

    def waiting(self) -> list[int]:
        """Return the reviews that nothing has become of."""
        return [number for (number,) in self.rows(WAITING)]

    def decision(self, review: int) -> Row:
        """Return a review's decision, by whom and when, when it was applied and replaced, why."""
        (row,) = self.rows(DECISION, review=review)
        return row

    def touched(self) -> dict[str, str]:
        """Return which models the run touched, and why."""
        return dict(self.rows(TOUCHED))

    def stage_prices(self, *, complete: bool = True) -> None:
        """Stage what the answer changes of what is believed."""
        self.database.run("sync.prices.stage_prices", source="database", complete=complete)

    def rows(self, sql: str, **params: Any) -> list[Row]:
        """Return what a query finds."""
        return self.database.run(sql, **params)

    def statement(self, name: str, **params: Any) -> list[Row]:
        """Run a statement of `sync` by its subject and name."""
        return self.database.run(f"sync.{name}", **params)


def _figure(amount: str | None) -> dict[str, Any]:
    """Return the figure of an input token, in dollars; without an amount it is free."""
    state = "free" if amount is None else "known"
    currency = None if amount is None else "USD"
    figure = {"meter": "input_tokens", "conditions": {}, "published": ""}
    return figure | {"state": state, "amount": amount, "currency": currency}


def _new_figure(amount: str | None) -> dict[str, Any]:
    """Return the same of a figure that is proposed."""
    told = _figure(amount)
    return told | {f"new_{key}": told.pop(key) for key in ("state", "amount", "currency")}
