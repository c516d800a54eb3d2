"""World: a seller's true history and what happens meanwhile, step by step, out of one seed."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from random import Random
from typing import Any

from tests.simulation.ledger import Ledger
from tests.simulation.oracle import Card, Oracle

MODELS = [f"acme/m{number}" for number in range(8)]
MIN_LISTED = 6
"""A list that shrinks by more is held, which is another test's promise."""
FACTORS = [Decimal(factor) for factor in ("0.5", "0.8", "0.9", "1.1", "1.25", "2")]
KEPT_ANSWERS = 6
"""How many answers about the past are asked again after each step."""


@dataclass(frozen=True, slots=True)
class PastAnswer:
    """An answer that must stay as it is."""

    at: datetime
    known_at: datetime
    prices: list[list[Any]]


class World:
    """One simulation."""

    def __init__(self, ledger: Ledger, random: Random) -> None:
        self._ledger = ledger
        self._random = random
        self._oracle = Oracle()
        self._listing: dict[str, Card] = {name: self._card() for name in MODELS}
        self._former: dict[str, Card] = {}
        self._past: list[PastAnswer] = []
        self.happened: Counter[str] = Counter()

    def step(self) -> None:
        """Let one thing happen, and compare all that is answered afterwards."""
        name = self._random.choice(STEPS)
        self.happened[name] += 1
        candidates = getattr(self, f"_{name}")()
        self._compare(name, candidates)
        self._remember()

    def _run(self) -> list[Oracle]:
        self._ledger.run(self._listing)
        return [self._heard()]

    def _reprice(self) -> list[Oracle]:
        for name in self._random.sample(sorted(self._listing), 2):
            self._former[name] = self._listing[name]
            prompt, completion = self._listing[name]
            self._listing[name] = self._near(prompt), self._near(completion)
        return self._run()

    def _revert(self) -> list[Oracle]:
        for name in sorted(self._former.keys() & self._listing.keys())[:2]:
            self._listing[name] = self._former[name]
        return self._run()

    def _leave(self) -> list[Oracle]:
        if len(self._listing) > MIN_LISTED:
            del self._listing[self._random.choice(sorted(self._listing))]
        return self._run()

    def _come(self) -> list[Oracle]:
        for name in sorted(set(MODELS) - self._listing.keys())[:1]:
            known = self._oracle.offers.get(name)
            self._listing[name] = known.card if known else self._card()
        return self._run()

    def _outage(self) -> list[Oracle]:
        self._ledger.outage()
        return [self._oracle]

    def _dry_run(self) -> list[Oracle]:
        self._ledger.run(self._listing, dry=True)
        return [self._oracle]

    def _malformed(self) -> list[Oracle]:
        self._ledger.run(self._listing, malformed=True)
        return [self._heard(complete=False)]

    def _killed(self) -> list[Oracle]:
        self._ledger.killed(self._listing)
        return [self._oracle, self._heard()]

    def _state(self) -> list[Oracle]:
        active = sorted(name for name, offer in self._oracle.offers.items() if offer.active)
        if not active:
            return [self._oracle]
        name = self._random.choice(active)
        return self._say(name, self._near(self._oracle.offers[name].card[0]))

    def _withdraw(self) -> list[Oracle]:
        stated = [name for name, offer in self._oracle.offers.items() if offer.manual is not None]
        if not stated:
            return [self._oracle]
        return self._say(self._random.choice(sorted(stated)), None)

    def _wait(self) -> list[Oracle]:
        self._ledger.wait(self._random.choice([1, 5, 9]))
        return [self._oracle]

    def _say(self, name: str, amount: Decimal | None) -> list[Oracle]:
        self._ledger.state(name, amount)
        oracle = self._oracle.copy()
        oracle.state(name, amount)
        return [oracle]

    def _heard(self, *, complete: bool = True) -> Oracle:
        oracle = self._oracle.copy()
        oracle.hear(self._listing, self._ledger.now(), complete=complete)
        return oracle

    def _compare(self, name: str, candidates: list[Oracle]) -> None:
        answers = self._ledger.answers()
        fitting = [oracle for oracle in candidates if oracle.answers() == answers]
        expected = [oracle.answers() for oracle in candidates]
        assert fitting, f"after {name}: {answers}, expected one of {expected}"
        self._oracle = fitting[-1]
        assert self._ledger.defects()[0] == 0, f"after {name} two beliefs hold at once"
        for past in self._past:
            again = self._ledger.past(past.at, past.known_at)
            assert past.prices == again, f"after {name} the answer about {past.at} is another"

    def _remember(self) -> None:
        now = self._ledger.now()
        at = now if not self._past else self._random.choice([now, self._past[-1].at])
        self._past.append(PastAnswer(at, now, self._ledger.past(at, now)))
        if len(self._past) > KEPT_ANSWERS:
            self._past.remove(self._random.choice(self._past))

    def _card(self) -> Card:
        prompt = Decimal(self._random.randint(1, 40)) / 4
        return prompt, prompt * 4

    def _near(self, amount: Decimal) -> Decimal:
        return (amount * self._random.choice(FACTORS)).quantize(Decimal("0.0001"))


STEPS = (
    *("run", "reprice", "reprice", "revert", "leave", "come", "outage", "dry_run", "malformed"),
    *("killed", "killed", "state", "withdraw", "wait", "wait"),
)
"""What may happen; the more often it stands here, the more often it does."""
