"""World: sellers side by side, and what happens to all of them, step by step, out of one seed."""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from random import Random
from typing import Any

from tests.simulation.ledger import Ledger
from tests.simulation.oracle import Card, Listing, Oracle
from tests.simulation.sellers import FACTORS, Seller

REJECT_CEILING = 0.2
"""Above this share of items that cannot be read a list is not complete."""
REMEMBERED = 0.25
"""In this share of steps an answer is kept that is asked again later."""
MEASURED = 25
"""After so many steps Postgres counts its rows anew."""
QUOTED = 20
"""How many models are quoted at the end."""
KEPT_ANSWERS = 6
"""How many answers about the past are asked again."""


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
    """One simulation of many sellers, of which each is a seed.

    A killed run may have counted a miss that no answer shows yet, so several oracles may be right.

    Args:
        ledger: the system that is tried.
        seeds: the sellers; the first one is also the seed of what happens to all.
    """

    def __init__(self, ledger: Ledger, random: Random, seeds: range) -> None:
        self._ledger = ledger
        self._random = random
        self._oracles = [Oracle()]
        self._past: list[PastAnswer] = []
        self._listed: Listing = {}
        self._steps = 0
        self.happened: Counter[str] = Counter()
        self._sellers = [Seller(seed, self.happened) for seed in seeds]

    def step(self) -> None:
        """Let one thing happen, and compare what is answered afterwards."""
        name = self._random.choices(list(STEPS), list(STEPS.values()))[0]
        self.happened[name] += 1 if name in SINGLE else len(self._sellers)
        self._steps += 1
        follow: Follow = getattr(self, f"_{name}")()
        self._compare(name, [after for oracle in self._oracles for after in follow(oracle)])
        if self._steps % MEASURED == 1:
            self._ledger.measure()
        if self._random.random() < REMEMBERED:
            self._ask_again(self._random.sample(self._past, min(1, len(self._past))))
            self._remember()

    def end(self) -> None:
        """Ask again all that was kept."""
        self._ask_again(self._past)
        wrong = self._ledger.contradictions()
        assert not wrong, f"two beliefs hold at once of {wrong[:3]}"
        answers = self._ledger.answers()
        priced = {name: card for name, card in answers.items() if None not in card}
        fed = _difference(self._ledger.fed(), priced, priced)
        assert not fed, f"the feed differs: {fed}"
        some = self._random.sample(sorted(priced), min(QUOTED, len(priced)))
        quoted = _difference(self._ledger.quoted(some), priced, some)
        assert not quoted, f"quotes differ: {quoted}"

    def _run(self) -> Follow:
        items, listing = self._published(self._sellers)
        self._ledger.run(items)
        return self._heard(listing)

    def _outage(self) -> Follow:
        self._ledger.outage()
        return _unchanged

    def _dry_run(self) -> Follow:
        self._ledger.run(self._published(self._sellers)[0], dry=True)
        return _unchanged

    def _malformed(self) -> Follow:
        items, listing = self._published(self._sellers)
        count = round(len(items) * self._random.choice([0.1, 0.5]))
        self._ledger.run([*items, *[{"id": None}] * count])
        return self._heard(listing, complete=count / (count + len(items)) <= REJECT_CEILING)

    def _truncated(self) -> Follow:
        few = self._random.sample(self._sellers, len(self._sellers) // 3)
        items, listing = self._published(few)
        self._ledger.run(items)
        return self._heard(listing)

    def _killed(self) -> Follow:
        items, listing = self._published(self._sellers)
        self._ledger.killed(lambda: self._ledger.run(items))
        heard = self._heard(listing)
        return lambda oracle: [oracle, *heard(oracle)]

    def _list(self) -> Follow:
        entries = self._stated()
        self._ledger.read(entries)
        return lambda oracle: [oracle.read(entries)]

    def _killed_list(self) -> Follow:
        entries = self._stated()
        self._ledger.killed(lambda: self._ledger.read(entries))
        return lambda oracle: [oracle, oracle.read(entries)]

    def _stated(self) -> dict[str, tuple[Decimal, Decimal]]:
        """Return what a price list states now."""
        return {n: card for seller in self._sellers for n, card in seller.entries().items()}

    def _state(self) -> Follow:
        active = sorted(name for name, offer in self._oracles[0].offers.items() if offer.active)
        if not active:
            return _unchanged
        name = self._random.choice(active)
        charged = self._oracles[0].answers()[name][0] or Decimal(1)
        return self._say(name, charged * self._random.choice(FACTORS))

    def _withdraw(self) -> Follow:
        offers = self._oracles[0].offers.items()
        stated = sorted(name for name, offer in offers if offer.manual is not None)
        return self._say(self._random.choice(stated), None) if stated else _unchanged

    def _wait(self) -> Follow:
        self._ledger.wait(self._random.choice([3, 10]))
        return _unchanged

    def _say(self, name: str, amount: Decimal | None) -> Follow:
        self._ledger.state(name, amount)
        return lambda oracle: [oracle.state(name, amount)]

    def _published(self, sellers: list[Seller]) -> tuple[list[Any], Listing]:
        """Return what sellers publish now, and what is to be believed of that."""
        known = self._confirmed()
        items: list[Any] = []
        listing: dict[str, Card | None] = {}
        for seller in sellers:
            published, believed = seller.live(known)
            items += published
            listing |= believed
        return items, listing

    def _heard(self, listing: Listing, *, complete: bool = True) -> Follow:
        now = self._ledger.now()
        self._listed = listing
        return lambda oracle: [oracle.hear(listing, now, complete=complete)]

    def _compare(self, name: str, candidates: list[Oracle]) -> None:
        answers = self._ledger.answers()
        fitting = [oracle for oracle in candidates if oracle.answers() == answers]
        assert fitting, f"after {name}: {_difference(answers, candidates[-1].answers())}"
        self._oracles = [o for n, o in enumerate(fitting) if o not in fitting[:n]]

    def _ask_again(self, answers: list[PastAnswer]) -> None:
        for past in answers:
            wrong = _difference(self._ledger.charged(past.at), past.charged, past.charged)
            assert not wrong, f"what was charged at {past.at} is told otherwise: {wrong}"
            again = self._ledger.past(past.at, past.known_at)
            assert past.prices == again, f"the answer about {past.at} is another"

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
        first, *others = (oracle.confirmed(self._listed) for oracle in self._oracles)
        return {n: card for n, card in first.items() if all(o.get(n) == card for o in others)}


def _unchanged(oracle: Oracle) -> list[Oracle]:
    return [oracle]


def _difference(
    answers: dict[str, Card], expected: dict[str, Card], names: Collection[str] = ()
) -> list[tuple[str, Card | None, Card | None]]:
    """Return up to three models of which something else is answered than expected."""
    both = names or {**answers, **expected}
    wrong = [n for n in both if answers.get(n) != expected.get(n)]
    return [(n, answers.get(n), expected.get(n)) for n in sorted(wrong)[:3]]


STEPS = {
    "run": 9,
    "malformed": 1,
    "outage": 1,
    "dry_run": 1,
    "truncated": 1,
    "killed": 3,
    "list": 2,
    "killed_list": 1,
    "state": 2,
    "withdraw": 1,
    "wait": 2,
}
"""What may happen to all, and how often."""
SINGLE = {"state", "withdraw"}
"""What happens to one seller alone."""
