"""Ledger under simulation: runs, operators and faults on a real Postgres, and what it answers."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import httpx
import pytest

from pricebook.errors import GuardRefused
from pricebook.storage.postgres import Database
from pricebook.sync import provider_run, reference_run
from pricebook.sync.fetch import Fetcher
from tests.faults.laboratory import forget
from tests.faults.nth_call import KINDS, Fault, injected
from tests.faults.operations import FAILURES
from tests.simulation.events import Event
from tests.simulation.lists import BODIES
from tests.simulation.names import HOST, ROUTER, address
from tests.simulation.oracle import Card
from tests.support.admin_client import AdminClient
from tests.support.fakes.provider_transport import answering, raw
from tests.support.passing_time import pass_time

MILLION = 1_000_000
CALLS = 115
"""A run makes about so many calls, of which one fails."""
ANSWERS = """
SELECT m.provider_model_id, nullif(m.name, m.provider_model_id), m.input_price, m.output_price,
  CASE WHEN CAST(d.served AS text) <> CAST(m.document AS text)
    THEN coalesce(d.served -> 'pricing', '{}') END
FROM models m
CROSS JOIN LATERAL (SELECT dated(m.id, m.document, (SELECT due_ids())) AS served OFFSET 0) d
WHERE m.is_active
"""
"""What documents say, whose prices Postgres keeps beside them, and where readers hear otherwise."""
TOLD = """
SELECT e.id, m.provider_model_id, e.kind, e.details -> 'prices', e.at
FROM model_events e JOIN models m ON m.id = e.model_id
WHERE e.id > :last ORDER BY e.id
"""
PAST = """
SELECT count(*), md5(string_agg(concat_ws(
  ' ', m.provider_model_id, p.meter, p.source, p.amount, p.state, p.currency, p.conditions
), '; ' ORDER BY p.model_id, p.meter, p.source, p.conditions))
FROM prices_at(CAST(:at AS timestamptz), CAST(:known_at AS timestamptz)) p
JOIN models m ON m.id = p.model_id
"""
CHARGED = """
SELECT m.provider_model_id, p.meter, p.amount * 1000000
FROM prices_at(CAST(:at AS timestamptz)) p
JOIN models m ON m.id = p.model_id
WHERE p.conditions = '{}'
"""
KEPT = "SELECT count(*) FROM model_prices WHERE amount = :amount"
FILLED = """
SELECT string_agg(format('%s', oid::regclass), ', ') FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0
"""
OVERLAPS = """
SELECT m.model_id FROM model_prices a JOIN model_prices b
  ON a.id < b.id AND (a.model_id, a.source, a.meter, a.conditions)
    = (b.model_id, b.source, b.meter, b.conditions)
  AND a.valid && b.valid AND a.recorded && b.recorded
JOIN models m ON m.id = a.model_id
"""


@dataclass(frozen=True, slots=True)
class Answers:
    """What is said of models that are sold, by their sellers' ids.

    Attributes:
        cards: what they cost now.
        written: what their documents say, which know nothing of what began since.
        names: those that are not their ids.
    """

    cards: dict[str, Card]
    written: dict[str, Card]
    names: dict[str, str]


class Ledger:
    """The system that is tried: it only ever sees what providers and operators send."""

    def __init__(self, database: Database, patch: pytest.MonkeyPatch, random: Random) -> None:
        self._database = database
        self._admin = AdminClient(patch)
        self._random = random
        self.passed = timedelta()
        self._last = 0

    def now(self) -> datetime:
        """Return the time of the simulation."""
        return datetime.now(UTC) + self.passed  # Postgres and we have one clock

    def wait(self, hours: int) -> None:
        """Let time pass."""
        pass_time(self._database, f"{hours} hours")
        self.passed += timedelta(hours=hours)

    def run(self, items: list[Any], *, dry: bool = False) -> None:
        """Synchronise with a list of these items, in any order."""
        self._sync(answering(*self._shuffled(items)), dry_run=dry)

    def run_host(self, items: list[Any]) -> None:
        """Synchronise the host with a list of these items, in any order."""
        body = json.dumps(self._shuffled(items)).encode()
        provider_run.run(HOST, triggered_by="cli", fetcher=raw(body))

    def _shuffled(self, items: list[Any]) -> list[Any]:
        return self._random.sample(items, len(items))

    def outage(self) -> None:
        """Synchronise with a list that is an error, or half an answer."""
        body = self._random.choice([b"", b'{"data": [', b"<html>", b'{"data": []}'])
        with self._failing():
            self._sync(raw(body, self._random.choice([200, 404, 500, 503])))

    @staticmethod
    def read(source: str, entries: Mapping[str, tuple[Decimal, Decimal]]) -> None:
        """Synchronise with a price list that states this."""
        body = json.dumps(BODIES[source](entries))
        with suppress(GuardRefused):
            reference_run.run(source, triggered_by="cli", fetcher=raw(body.encode()))

    def killed(self, sync: Callable[[], None]) -> None:
        """Synchronise, and have one call fail at any place."""
        fault = Fault(self._random.randint(1, CALLS), self._random.choice(KINDS))
        with injected(fault), self._failing():
            sync()
        forget()

    def state(self, name: str, amount: Decimal | None, *, in_hours: int = 0) -> datetime:
        """Have an operator state a price or withdraw it, and return from when that holds."""
        path = f"/v1/admin/prices/{address(name)}"
        since = self.now() + timedelta(hours=in_hours)
        if amount is None:
            self._demand("DELETE", path, meter="input_tokens", reason="over")
            return since
        price = {"meter": "input_tokens", "amount": f"{amount:f}", "reason": "the invoice"}
        later = {"valid_from": (since - self.passed).isoformat()} if in_hours else {}
        self._demand("PUT", path, price | later, force="true")
        return since

    def pin(self, name: str, pinned: str | None) -> None:
        """Have an operator name a model, or leave its name to the seller again."""
        change = {"pins": {"name": pinned}} if pinned else {"unpin": ["name"]}
        self._demand("PATCH", f"/v1/admin/models/{address(name)}", change)

    def answers(self) -> Answers:
        """Return what is said of each model that is sold."""
        rows = self._database.run(ANSWERS)
        written = {name: (prompt, completion) for name, _, prompt, completion, _ in rows}
        served = {name: _card(pricing) for name, *_, pricing in rows if pricing is not None}
        pinned = {name: pinned for name, pinned, *_ in rows if pinned is not None}
        return Answers(written | served, written, pinned)

    def told(self) -> list[Event]:
        """Return what happened since this was asked last."""
        rows = self._database.run(TOLD, last=self._last)
        self._last = max([self._last, *(row[0] for row in rows)])
        return [Event(name, kind, moves or [], at) for _, name, kind, moves, at in rows]

    def past(self, at: datetime, known_at: datetime) -> tuple[int, str]:
        """Return the number and a digest of all prices at a moment, as known at another."""
        shifted = {"at": at - self.passed, "known_at": known_at - self.passed}
        ((count, digest),) = self._database.run(PAST, **shifted)
        return count, digest

    def charged(self, at: datetime) -> dict[str, Card]:
        """Return what each model cost at a moment, as it is known now."""
        found: dict[str, dict[str, Decimal]] = {}
        for name, meter, amount in self._database.run(CHARGED, at=at - self.passed):
            found.setdefault(name, {})[meter] = amount
        return {
            name: (prices.get("input_tokens"), prices.get("output_tokens"))
            for name, prices in found.items()
        }

    def measure(self) -> None:
        """Have Postgres count rows that change, as it does by itself once a minute."""
        ((tables,),) = self._database.run(FILLED)
        self._database.run(f"ANALYZE {tables}")

    def contradictions(self) -> list[str]:
        """Return models of which two beliefs hold at once."""
        return [name for (name,) in self._database.run(OVERLAPS)]

    def kept(self, amount: Decimal) -> int:
        """Return how many prices of a million tokens that were ever believed are this one."""
        ((count,),) = self._database.run(KEPT, amount=amount / MILLION)
        return int(count)

    def _demand(self, verb: str, path: str, body: object = None, **query: Any) -> None:
        answer = self._admin.ask(verb, path, body, **query)
        assert answer.status == 200, answer.body

    @staticmethod
    def _sync(fetcher: Fetcher, *, dry_run: bool = False) -> None:
        provider_run.run(ROUTER, triggered_by="cli", fetcher=fetcher, dry_run=dry_run)

    @contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except (*FAILURES, httpx.HTTPError):
            return


def _card(pricing: Mapping[str, str]) -> Card:
    prompt, completion = (pricing.get(side) for side in ("prompt", "completion"))
    return _amount(prompt), _amount(completion)


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
