"""Ledger under simulation: runs, operators and faults on a real Postgres, and what it answers."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import httpx

from pricebook.storage.postgres import Database
from pricebook.sync import provider_run
from pricebook.sync.fetch import Fetcher
from tests.faults.laboratory import forget
from tests.faults.nth_call import KINDS, Fault, injected
from tests.faults.operations import FAILURES
from tests.simulation.oracle import Card
from tests.support.admin_client import AdminClient
from tests.support.fakes.provider_transport import answering, item, raw
from tests.support.passing_time import pass_time

PREFIX = "openrouter/"
MILLION = 1_000_000
CALLS = 110
"""A run makes about so many calls, of which one fails."""
ANSWERS = """
SELECT provider_model_id, is_active, document -> 'pricing' ->> 'prompt',
  document -> 'pricing' ->> 'completion'
FROM models WHERE is_active
"""
PAST = """
SELECT p.model_id, p.source, p.meter, p.conditions::text, p.state, p.amount::text
FROM prices_at(CAST(:at AS timestamptz), CAST(:known_at AS timestamptz)) p ORDER BY 1, 2, 3, 4
"""
CHARGED = """
SELECT m.provider_model_id, p.meter, p.amount * 1000000
FROM prices_at(CAST(:at AS timestamptz)) p
JOIN models m ON m.id = p.model_id
WHERE p.conditions = '{}'
"""
OVERLAPS = """
SELECT count(*) FROM model_prices a JOIN model_prices b
  ON a.id < b.id AND (a.model_id, a.source, a.meter, a.conditions)
    = (b.model_id, b.source, b.meter, b.conditions)
  AND a.valid && b.valid AND a.recorded && b.recorded
"""
OPEN_RUNS = "SELECT count(*) FROM sync_runs WHERE status = 'running'"


class Ledger:
    """The system that is tried: it only ever sees what a provider and an operator send."""

    def __init__(self, database: Database, admin: AdminClient, random: Random) -> None:
        self._database = database
        self._admin = admin
        self._random = random
        self.passed = timedelta()

    def now(self) -> datetime:
        """Return the time of the simulation."""
        ((moment,),) = self._database.run("SELECT clock_timestamp()")
        return moment + self.passed  # type: ignore[no-any-return]  # a timestamptz

    def wait(self, hours: int) -> None:
        """Let time pass."""
        pass_time(self._database, f"{hours} hours")
        self.passed += timedelta(hours=hours)

    def run(self, listing: dict[str, Card], *, malformed: int = 0, dry: bool = False) -> None:
        """Synchronise with a seller that lists this, in any order."""
        listed = [_item(name, card) for name, card in listing.items()]
        listed += [{"id": None}] * malformed
        self._random.shuffle(listed)
        self._sync(answering(*listed), dry_run=dry)

    def outage(self) -> None:
        """Synchronise with a seller that answers an error, or half an answer."""
        body = self._random.choice([b"", b'{"data": [', b"<html>", b'{"data": []}'])
        with self._failing():
            self._sync(raw(body, self._random.choice([200, 404, 500, 503])))

    def killed(self, listing: dict[str, Card]) -> None:
        """Synchronise, and have one call fail at any place."""
        fault = Fault(self._random.randint(1, CALLS), self._random.choice(KINDS))
        with injected(fault), self._failing():
            self.run(listing)
        forget()

    def state(self, name: str, amount: Decimal | None) -> None:
        """Have an operator state a price, or withdraw it."""
        path = f"/v1/admin/prices/{PREFIX}{name}"
        if amount is None:
            answer = self._admin.ask("DELETE", path, meter="input_tokens", reason="over")
        else:
            price = {"meter": "input_tokens", "amount": f"{amount:f}", "reason": "the invoice"}
            answer = self._admin.ask("PUT", path, price, force="true")
        assert answer.status == 200, answer.body

    def answers(self) -> dict[str, tuple[bool, Card]]:
        """Return of each model whether it is sold, and what it costs."""
        return {
            name: (active, (Decimal(prompt), Decimal(completion)))
            for name, active, prompt, completion in self._database.run(ANSWERS)
        }

    def past(self, at: datetime, known_at: datetime) -> list[list[Any]]:
        """Return every price at a moment, as it was known at another."""
        shifted = {"at": at - self.passed, "known_at": known_at - self.passed}
        return self._database.run(PAST, **shifted)

    def charged(self, at: datetime) -> dict[str, Card]:
        """Return what each model cost at a moment, as it is known now."""
        found: dict[str, dict[str, Decimal]] = {}
        for name, meter, amount in self._database.run(CHARGED, at=at - self.passed):
            found.setdefault(name, {})[meter] = amount
        return {
            name: (prices["input_tokens"], prices["output_tokens"])
            for name, prices in found.items()
            if prices.keys() >= {"input_tokens", "output_tokens"}
        }

    def defects(self) -> tuple[int, int]:
        """Return how many beliefs contradict each other, and how many runs never ended."""
        return (
            int(self._database.run(OVERLAPS)[0][0]),
            int(self._database.run(OPEN_RUNS)[0][0]),
        )

    @staticmethod
    def _sync(fetcher: Fetcher, *, dry_run: bool = False) -> None:
        provider_run.run("openrouter", triggered_by="cli", fetcher=fetcher, dry_run=dry_run)

    @contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except (*FAILURES, httpx.HTTPError):
            return


def _item(name: str, card: Card) -> Any:
    return item(name, *(f"{amount / MILLION:f}" for amount in card))
