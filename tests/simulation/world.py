"""World: a seller's true history and what happens meanwhile, step by step, out of one seed."""

from collections import Counter
from collections.abc import Callable
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
REJECT_CEILING = 0.2
"""Above this share of items that cannot be read a list is not complete."""
FACTORS = [Decimal(factor) for factor in ("0.5", "0.8", "0.9", "1.1", "1.25", "2")]
KEPT_ANSWERS = 6
"""How many answers about the past are asked again after each step."""


@dataclass(frozen=True, slots=True)
class PastAnswer:
    """An answer that must stay as it is."""

    at: datetime
    known_at: datetime
    prices: list[list[Any]]
    charged: dict[str, Card]


type Follow = Callable[[Oracle], list[Oracle]]
"""What an oracle may say after a step: a run that was killed was kept, or it was not."""


class World:
    """One simulation.

    A killed run may have counted a miss that no answer shows yet, so several oracles may be right.
    """

    def __init__(self, ledger: Ledger, random: Random) -> None:
        self._ledger = ledger
        self._random = random
        self._oracles = [Oracle()]
        self._listing: dict[str, Card] = {name: self._card() for name in MODELS}
        self._former: dict[str, Card] = {}
        self._past: list[PastAnswer] = []
        self.happened: Counter[str] = Counter()

    def step(self) -> None:
        """Let one thing happen, and compare all that is answered afterwards."""
        name = self._random.choice(STEPS)
        self.happened[name] += 1
        follow: Follow = getattr(self, f"_{name}")()
        self._compare(name, [after for oracle in self._oracles for after in follow(oracle)])
        self._remember()

    def _run(self) -> Follow:
        self._ledger.run(self._listing)
        return self._heard()

    def _reprice(self) -> Follow:
        for name in self._random.sample(sorted(self._listing), 2):
            self._former[name] = self._listing[name]
            prompt, completion = self._listing[name]
            self._listing[name] = self._near(prompt), self._near(completion)
        return self._run()

    def _revert(self) -> Follow:
        for name in sorted(self._former.keys() & self._listing.keys())[:2]:
            self._listing[name] = self._former[name]
        return self._run()

    def _leave(self) -> Follow:
        if len(self._listing) > MIN_LISTED:
            del self._listing[self._random.choice(sorted(self._listing))]
        return self._run()

    def _come(self) -> Follow:
        for name in sorted(set(MODELS) - self._listing.keys())[:1]:
            known = self._oracles[0].offers.get(name)
            self._listing[name] = known.card if known else self._card()
        return self._run()

    def _outage(self) -> Follow:
        self._ledger.outage()
        return _unchanged

    def _dry_run(self) -> Follow:
        self._ledger.run(self._listing, dry=True)
        return _unchanged

    def _malformed(self) -> Follow:
        count = self._random.choice([1, 3])
        self._ledger.run(self._listing, malformed=count)
        return self._heard(complete=count / (count + len(self._listing)) <= REJECT_CEILING)

    def _killed(self) -> Follow:
        self._ledger.killed(self._listing)
        heard = self._heard()
        return lambda oracle: [oracle, *heard(oracle)]

    def _state(self) -> Follow:
        active = sorted(name for name, offer in self._oracles[0].offers.items() if offer.active)
        if not active:
            return _unchanged
        name = self._random.choice(active)
        return self._say(name, self._near(self._oracles[0].offers[name].card[0]))

    def _withdraw(self) -> Follow:
        stated = [
            name for name, offer in self._oracles[0].offers.items() if offer.manual is not None
        ]
        if not stated:
            return _unchanged
        return self._say(self._random.choice(sorted(stated)), None)

    def _wait(self) -> Follow:
        self._ledger.wait(self._random.choice([1, 5, 9]))
        return _unchanged

    def _say(self, name: str, amount: Decimal | None) -> Follow:
        self._ledger.state(name, amount)

        def follow(oracle: Oracle) -> list[Oracle]:
            after = oracle.copy()
            after.state(name, amount)
            return [after]

        return follow

    def _heard(self, *, complete: bool = True) -> Follow:
        listing, now = dict(self._listing), self._ledger.now()

        def follow(oracle: Oracle) -> list[Oracle]:
            after = oracle.copy()
            after.hear(listing, now, complete=complete)
            return [after]

        return follow

    def _compare(self, name: str, candidates: list[Oracle]) -> None:
        answers = self._ledger.answers()
        fitting = [oracle for oracle in candidates if oracle.answers() == answers]
        expected = [oracle.answers() for oracle in candidates]
        assert fitting, f"after {name}: {answers}, expected one of {expected}"
        self._oracles = [o for n, o in enumerate(fitting) if o not in fitting[:n]]
        assert self._ledger.defects()[0] == 0, f"after {name} two beliefs hold at once"
        for past in self._past:
            charged = self._ledger.charged(past.at)
            wrong = {n: (charged.get(n), c) for n, c in past.charged.items() if charged.get(n) != c}
            assert not wrong, f"after {name}: what was charged at {past.at} is told otherwise"
            again = self._ledger.past(past.at, past.known_at)
            assert past.prices == again, f"after {name} the answer about {past.at} is another"

    def _remember(self) -> None:
        now = self._ledger.now()
        earlier = self._random.choice(self._past or [None])
        at, charged = now, self._confirmed()
        if earlier and self._random.random() < 1 / 3:
            at, charged = earlier.at, earlier.charged
        self._past.append(PastAnswer(at, now, self._ledger.past(at, now), charged))
        if len(self._past) > KEPT_ANSWERS:
            self._past.remove(self._random.choice(self._past))

    def _confirmed(self) -> dict[str, Card]:
        """Return what models cost beyond doubt: every oracle that is left says so."""
        first, *others = (oracle.confirmed() for oracle in self._oracles)
        return {n: card for n, card in first.items() if all(o.get(n) == card for o in others)}

    def _card(self) -> Card:
        prompt = Decimal(self._random.randint(1, 40)) / 4
        return prompt, prompt * 4

    def _near(self, amount: Decimal) -> Decimal:
        return (amount * self._random.choice(FACTORS)).quantize(Decimal("0.0001"))


def _unchanged(oracle: Oracle) -> list[Oracle]:
    return [oracle]


STEPS = (
    *("run", "reprice", "reprice", "revert", "leave", "come", "outage", "dry_run", "malformed"),
    *("killed", "killed", "state", "withdraw", "wait", "wait"),
)
"""What may happen; the more often it stands here, the more often it does."""
