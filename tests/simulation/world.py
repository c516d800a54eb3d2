"""World: sellers side by side, and what happens to all of them, step by step, out of one seed."""

from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal
from operator import itemgetter
from random import Random

from tests.simulation.events import contradictions
from tests.simulation.ledger import Ledger
from tests.simulation.lists import Entries
from tests.simulation.market import Market, Published
from tests.simulation.names import HOST, LISTED, ONLY_LISTED, ROUTER, UNPRICED
from tests.simulation.oracle import LISTS, NOTHING, Card, Listing, Offer, Oracle
from tests.simulation.past import Past, difference
from tests.simulation.readers import Readers
from tests.simulation.sellers import FACTORS, SECRET
from tests.simulation.steps import STEPS

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
        readers: those who read it.
        seeds: the sellers; the first one is also the seed of what happens to all.
    """

    def __init__(self, ledger: Ledger, readers: Readers, random: Random, seeds: range) -> None:
        self._ledger = ledger
        self._readers = readers
        self._random = random
        self._oracles = [Oracle()]
        self._past = Past(ledger, random)
        self._host = Oracle()
        self._listed: Listing = {}
        self._doubted: set[str] = set()
        self._read_before: set[str] = set()
        self._opening: set[str] = set()
        self._written: dict[str, Card] = {}
        self._steps = 0
        self.happened: Counter[str] = Counter()
        self._market = Market(seeds, self.happened)

    def step(self) -> None:
        """Let one thing happen, and compare what is answered afterwards.

        First comes a run: until a seller is read, what price lists state counts as sold.
        """
        name = self._random.choices(list(STEPS), list(STEPS.values()))[0] if self._steps else "run"
        self.happened[name] += 1
        self._steps += 1
        self._opening = set()
        follow: Follow = getattr(self, f"_{name}")()
        self._compare(name, [after for oracle in self._oracles for after in follow(oracle)])
        if self._steps % MEASURED == 1:
            self._ledger.measure()
        if self._random.random() < ASKED:
            self._past.ask_one()
            self._past.keep(self._confirmed())

    def end(self) -> None:
        """Ask again all that was kept, and compare all that programs fetch."""
        for source in LISTS:
            follow = self._read(source, self._market.entries(source))
            self._compare("list", [after for oracle in self._oracles for after in follow(oracle)])
        self._past.ask_all()
        wrong = self._ledger.contradictions()
        assert not wrong, f"two beliefs hold at once of {wrong[:3]}"
        cards = self._ledger.answers().cards
        priced = {name: card for name, card in cards.items() if None not in card}
        some = self._random.sample(sorted(priced), min(QUOTED, len(priced)))
        differing = self._readers.contradictions(priced, some)
        assert not differing, f"not as the documents: {differing}"
        told = self._readers.telling(str(SECRET).removeprefix("0."))
        assert not told, f"a private price stands in {told}"
        assert not self._ledger.kept(SECRET), "a private price is kept"

    def _run(self) -> Follow:
        self._begin(ROUTER, ROUTER)
        items, listing = self._published()
        self._ledger.run(items)
        return self._heard(listing)

    def _begin(self, source: str, seller: str, *, killed: bool = False) -> None:
        """Note that a source is read; what its first run finds of a seller is no news."""
        if source not in self._read_before:
            self._opening = {seller}
        if not killed:
            self._read_before.add(source)

    def _outage(self) -> Follow:
        self._ledger.outage()
        return _unchanged

    def _dry_run(self) -> Follow:
        self._ledger.run(self._published()[0], dry=True)
        return _unchanged

    def _malformed(self) -> Follow:
        items, listing = self._published()
        count = round(len(items) * self._random.choice([0.1, 0.5]))
        self._ledger.run([*items, *[{"id": None}] * count])
        return self._heard(listing, complete=count / (count + len(items)) <= REJECT_CEILING)

    def _truncated(self) -> Follow:
        items, listing = self._market.a_third(self._confirmed(), self._random)
        self._ledger.run(items)
        return self._heard(listing)

    def _killed(self) -> Follow:
        items, listing = self._published()
        self._ledger.killed(lambda: self._ledger.run(items))
        doubted = self._doubted
        heard = self._heard(listing)
        # nobody knows whether it was heard: no price is confirmed by it, and no doubt ended
        self._listed, self._doubted = {}, self._doubted | doubted
        return lambda oracle: [oracle, *heard(oracle)]

    def _run_host(self) -> Follow:
        """Have the host publish, which also lists what its account alone sees."""
        items, listing = self._market.hosted()
        self._begin(HOST, HOST)
        self._ledger.run_host(items)
        self._host = self._host.hear(listing, self._ledger.now())
        return _unchanged

    def _list(self) -> Follow:
        source = self._random.choice(LISTS)
        return self._read(source, self._market.entries(source))

    def _killed_list(self) -> Follow:
        source = self._random.choice(LISTS)
        entries = self._market.entries(source)
        self._begin(source, LISTED, killed=True)
        self._ledger.killed(lambda: self._ledger.read(source, entries))
        return lambda oracle: [oracle, oracle.read(source, entries)]

    def _shrunk_list(self) -> Follow:
        """Have a price list lose a seller overnight."""
        source = self._random.choice(LISTS)
        lost = self._random.choice([ONLY_LISTED, UNPRICED])
        entries = {n: card for n, card in self._market.entries(source).items() if n[-1] != lost}
        return self._read(source, entries)

    def _read(self, source: str, entries: Entries) -> Follow:
        self._begin(source, LISTED)
        self._ledger.read(source, entries)
        return lambda oracle: [oracle.read(source, entries)]

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

    def _published(self) -> Published:
        return self._market.published(self._confirmed())

    def _heard(self, listing: Listing, *, complete: bool = True) -> Follow:
        now = self._ledger.now()
        self._listed = listing
        self._doubted = self._doubted - listing.keys() | {n for n, it in listing.items() if not it}
        return lambda oracle: [oracle.hear(listing, now, complete=complete)]

    def _compare(self, name: str, candidates: list[Oracle]) -> None:
        answers, now = self._ledger.answers(), self._ledger.now()
        host = self._host.answers(now)
        expected = [oracle.answers(now) | host for oracle in candidates]
        fitting = [o for o, e in zip(candidates, expected, strict=True) if e == answers.cards]
        assert fitting, f"after {name}: {difference(answers.cards, expected[-1])}"
        names = self._undoubted(answers.names)
        fitting = [oracle for oracle in fitting if self._undoubted(oracle.names()) == names]
        assert fitting, f"after {name} models are named otherwise: {answers.names}"
        untold = contradictions(self._written, answers.written, self._ledger.told(), self._opening)
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
