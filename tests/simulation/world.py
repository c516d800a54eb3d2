"""World: sellers side by side, and what happens to all of them, step by step, out of one seed."""

from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal
from operator import itemgetter
from random import Random
from typing import Any

from tests.simulation.events import contradictions
from tests.simulation.ledger import Ledger
from tests.simulation.oracle import LISTS, NOTHING, Card, Listing, Offer, Oracle
from tests.simulation.past import Past, difference
from tests.simulation.sellers import FACTORS, Seller

REJECT_CEILING = 0.2
"""Above this share of items that cannot be read a list is not complete."""
ASKED = 0.25
"""In this share of steps an earlier answer is asked again, and another is kept."""
MEASURED = 25
"""After so many steps Postgres counts its rows anew."""
COMING = [5, 8]
"""In so many hours an announced price begins: never within seconds of a step."""
QUOTED = 20
"""How many models are quoted at the end."""

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
        self._past = Past(ledger, random)
        self._listed: Listing = {}
        self._doubted: set[str] = set()
        self._written: dict[str, Card] = {}
        self._steps = 0
        self.happened: Counter[str] = Counter()
        self._sellers = [Seller(seed, self.happened) for seed in seeds]

    def step(self) -> None:
        """Let one thing happen, and compare what is answered afterwards.

        First comes a run: until a seller is read, what price lists state counts as sold.
        """
        name = self._random.choices(list(STEPS), list(STEPS.values()))[0] if self._steps else "run"
        self.happened[name] += 1
        self._steps += 1
        follow: Follow = getattr(self, f"_{name}")()
        self._compare(name, [after for oracle in self._oracles for after in follow(oracle)])
        if self._steps % MEASURED == 1:
            self._ledger.measure()
        if self._random.random() < ASKED:
            self._past.ask_one()
            self._past.keep(self._confirmed())

    def end(self) -> None:
        """Ask again all that was kept."""
        self._past.ask_all()
        wrong = self._ledger.contradictions()
        assert not wrong, f"two beliefs hold at once of {wrong[:3]}"
        cards = self._ledger.answers().cards
        priced = {name: card for name, card in cards.items() if None not in card}
        fed = difference(self._ledger.fed(), priced, priced)
        assert not fed, f"the feed differs: {fed}"
        some = self._random.sample(sorted(priced), min(QUOTED, len(priced)))
        quoted = difference(self._ledger.quoted(some), priced, some)
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
        doubted = self._doubted
        heard = self._heard(listing)
        # nobody knows whether it was heard: no price is confirmed by it, and no doubt ended
        self._listed, self._doubted = {}, self._doubted | doubted
        return lambda oracle: [oracle, *heard(oracle)]

    def _list(self) -> Follow:
        source, entries = self._stated()
        self._ledger.read(source, entries)
        return lambda oracle: [oracle.read(source, entries)]

    def _killed_list(self) -> Follow:
        source, entries = self._stated()
        self._ledger.killed(lambda: self._ledger.read(source, entries))
        return lambda oracle: [oracle, oracle.read(source, entries)]

    def _stated(self) -> tuple[str, dict[str, tuple[Decimal, Decimal]]]:
        """Return a price list, and what it states now."""
        source = self._random.choice(LISTS)
        entries = {n: card for seller in self._sellers for n, card in seller.entries().items()}
        return source, entries

    def _state(self) -> Follow:
        return self._say(self._sold(), self._random.choice(FACTORS))

    def _announce(self) -> Follow:
        return self._say(self._sold(), self._random.choice(FACTORS), self._random.choice(COMING))

    def _withdraw(self) -> Follow:
        now = self._ledger.now()
        return self._say([n for n, o in self._offers() if o.stated(now) is not None], None)

    def _cancel(self) -> Follow:
        now = self._ledger.now()
        return self._say([name for name, offer in self._offers() if offer.announced(now)], None)

    def _pin(self) -> Follow:
        return self._name(self._sold(), f"Acme {self._steps}")

    def _unpin(self) -> Follow:
        first = self._oracles[0]
        return self._name(sorted(first.names().keys() - first.freed), None)

    def _wait(self) -> Follow:
        self._ledger.wait(self._random.choice([3, 10]))
        return _unchanged

    def _say(self, names: list[str], factor: Decimal | None, in_hours: int = 0) -> Follow:
        """Have an operator speak of what one of these costs, if there is one."""
        if not names:
            return _unchanged
        name = self._random.choice(names)
        charged = self._oracles[0].answers(self._ledger.now()).get(name, NOTHING)[0] or Decimal(1)
        amount = None if factor is None else charged * factor
        since = self._ledger.state(name, amount, in_hours=in_hours)
        return lambda oracle: [oracle.state(name, amount, since)]

    def _name(self, names: list[str], pinned: str | None) -> Follow:
        if not names:
            return _unchanged
        name = self._random.choice(names)
        self._ledger.pin(name, pinned)
        return lambda oracle: [oracle.pin(name, pinned)]

    def _offers(self) -> list[tuple[str, Offer]]:
        return sorted(self._oracles[0].offers.items(), key=itemgetter(0))

    def _sold(self) -> list[str]:
        return [name for name, offer in self._offers() if offer.active]

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
        self._doubted = self._doubted - listing.keys() | {n for n, it in listing.items() if not it}
        return lambda oracle: [oracle.hear(listing, now, complete=complete)]

    def _compare(self, name: str, candidates: list[Oracle]) -> None:
        answers, now = self._ledger.answers(), self._ledger.now()
        fitting = [oracle for oracle in candidates if oracle.answers(now) == answers.cards]
        wrong = difference(answers.cards, candidates[-1].answers(now))
        assert fitting, f"after {name}: {wrong}"
        names = self._undoubted(answers.names)
        fitting = [oracle for oracle in fitting if self._undoubted(oracle.names()) == names]
        assert fitting, f"after {name} models are named otherwise: {answers.names}"
        untold = contradictions(self._written, answers.written, self._ledger.told())
        assert not untold, f"after {name}: {untold[:3]}"
        self._oracles = [o for n, o in enumerate(fitting) if o not in fitting[:n]]
        self._written = answers.written

    def _undoubted(self, names: Mapping[str, str]) -> dict[str, str]:
        """Leave out what was listed with a mistake, of which a slip alone tells its name."""
        return {model: name for model, name in names.items() if model not in self._doubted}

    def _confirmed(self) -> dict[str, Card]:
        """Return what models cost beyond doubt: every oracle that is left says so."""
        now = self._ledger.now()
        first, *others = (oracle.confirmed(self._listed, now) for oracle in self._oracles)
        return {n: card for n, card in first.items() if all(o.get(n) == card for o in others)}


def _unchanged(oracle: Oracle) -> list[Oracle]:
    return [oracle]


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
    "announce": 2,
    "cancel": 1,
    "pin": 1,
    "unpin": 1,
    "wait": 3,
}
"""What may happen, and how often."""
