"""Ledger under simulation: runs, operators and faults on a real Postgres, and what it answers."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import httpx
import pytest

from pricebook.storage.postgres import Database
from pricebook.sync import provider_run, reference_run
from pricebook.sync.fetch import Fetcher
from tests.faults.laboratory import forget
from tests.faults.nth_call import KINDS, Fault, injected
from tests.faults.operations import FAILURES
from tests.simulation.oracle import Card
from tests.support.admin_client import AdminClient
from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import answering, raw
from tests.support.passing_time import pass_time

MILLION = 1_000_000
PREFIX = "openrouter/"
FEED = "/feeds/openrouter/api/v1/models"
CALLS = 115
"""A run makes about so many calls, of which one fails."""
ANSWERS = """
SELECT provider_model_id, document -> 'pricing' ->> 'prompt', document -> 'pricing' ->> 'completion'
FROM models WHERE is_active
"""
PAST = """
SELECT m.provider_model_id, p.meter, p.source, p.amount
FROM prices_at(CAST(:at AS timestamptz), CAST(:known_at AS timestamptz)) p
JOIN models m ON m.id = p.model_id ORDER BY 1, 2, 3, 4
"""
CHARGED = """
SELECT m.provider_model_id, p.meter, p.amount * 1000000
FROM prices_at(CAST(:at AS timestamptz)) p
JOIN models m ON m.id = p.model_id
WHERE p.conditions = '{}'
"""
OVERLAPS = """
SELECT m.model_id FROM model_prices a JOIN model_prices b
  ON a.id < b.id AND (a.model_id, a.source, a.meter, a.conditions)
    = (b.model_id, b.source, b.meter, b.conditions)
  AND a.valid && b.valid AND a.recorded && b.recorded
JOIN models m ON m.id = a.model_id
"""


class Ledger:
    """The system that is tried: it only ever sees what providers and operators send."""

    def __init__(self, database: Database, patch: pytest.MonkeyPatch, random: Random) -> None:
        self._database = database
        self._admin = AdminClient(patch)
        self._client = CatalogClient(patch)
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

    def run(self, items: list[Any], *, dry: bool = False) -> None:
        """Synchronise with a list of these items, in any order."""
        listed = list(items)
        self._random.shuffle(listed)
        self._sync(answering(*listed), dry_run=dry)

    def outage(self) -> None:
        """Synchronise with a list that is an error, or half an answer."""
        body = self._random.choice([b"", b'{"data": [', b"<html>", b'{"data": []}'])
        with self._failing():
            self._sync(raw(body, self._random.choice([200, 404, 500, 503])))

    @staticmethod
    def read(entries: Mapping[str, tuple[Decimal, Decimal]]) -> None:
        """Synchronise with a price list that states this."""
        models = {
            name: {
                "id": name,
                "cost": dict(zip(("input", "output"), map(float, stated), strict=True)),
            }
            for name, stated in entries.items()
        }
        body = json.dumps({"openrouter": {"id": "openrouter", "models": models}})
        reference_run.run("models-dev", triggered_by="cli", fetcher=raw(body.encode()))

    def killed(self, sync: Callable[[], None]) -> None:
        """Synchronise, and have one call fail at any place."""
        fault = Fault(self._random.randint(1, CALLS), self._random.choice(KINDS))
        with injected(fault), self._failing():
            sync()
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

    def answers(self) -> dict[str, Card]:
        """Return what each model costs that is sold."""
        return {
            name: (_amount(prompt), _amount(completion))
            for name, prompt, completion in self._database.run(ANSWERS)
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
            name: (prices.get("input_tokens"), prices.get("output_tokens"))
            for name, prices in found.items()
        }

    def measure(self) -> None:
        """Have Postgres count its rows, as it does by itself once a minute."""
        self._database.run("ANALYZE")

    def contradictions(self) -> list[str]:
        """Return models of which two beliefs hold at once."""
        return [name for (name,) in self._database.run(OVERLAPS)]

    def fed(self) -> dict[str, Card]:
        """Return what a feed says that each model costs."""
        told = self._client.get(FEED).json()["data"]
        return {
            model["id"]: (
                _million(model["pricing"].get("prompt")),
                _million(model["pricing"].get("completion")),
            )
            for model in told
        }

    def quoted(self, names: Collection[str]) -> dict[str, Card]:
        """Return what quotes say that a million tokens of models cost."""
        return {name: (self._quote(name, "input"), self._quote(name, "output")) for name in names}

    def _quote(self, name: str, side: str) -> Decimal | None:
        usage = {f"{side}_tokens": MILLION}
        answer = self._client.post("/v1/quote", {"model": f"{PREFIX}{name}", "usage": usage})
        total = answer.json()["data"].get("total")
        return _amount(total)

    @staticmethod
    def _sync(fetcher: Fetcher, *, dry_run: bool = False) -> None:
        provider_run.run("openrouter", triggered_by="cli", fetcher=fetcher, dry_run=dry_run)

    @contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except (*FAILURES, httpx.HTTPError):
            return


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _million(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text) * MILLION
