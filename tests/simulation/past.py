"""Past: answers about moments, and as of moments, that must stay as they are for ever."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from tests.simulation.ledger import Ledger
from tests.simulation.oracle import Card

KEPT = 6
"""How many answers are asked again."""
AHEAD = timedelta(hours=6)
"""So far in the future an answer about what is announced lies."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that must stay as it is.

    Attributes:
        at: the moment that it is about.
        known_at: when it was known so.
        prices: how many there were then, and a digest of them all.
        charged: what was charged then beyond doubt, whatever is learned later.
    """

    at: datetime
    known_at: datetime
    prices: tuple[int, str]
    charged: Mapping[str, Card]


class Past:
    """Some earlier answers of a ledger."""

    def __init__(self, ledger: Ledger, random: Random) -> None:
        self._ledger = ledger
        self._random = random
        self._answers: list[Answer] = []

    def ask_one(self) -> None:
        """Ask again one that was kept, if there is any."""
        for answer in self._random.sample(self._answers, min(1, len(self._answers))):
            self._ask(answer)

    def ask_all(self) -> None:
        """Ask again all that were kept."""
        for answer in self._answers:
            self._ask(answer)

    def keep(self, charged: Mapping[str, Card]) -> None:
        """Keep an answer about now, about a moment of another answer, or about one to come."""
        now = self._ledger.now()
        earlier = self._random.choice([*self._answers, None])
        kind = self._random.randrange(3)
        at = now + AHEAD if kind == 0 else now
        charged = {} if kind == 0 else charged
        if earlier and kind == 1:
            at, charged = earlier.at, earlier.charged
        self._answers.append(Answer(at, now, self._ledger.past(at, now), charged))
        if len(self._answers) > KEPT:
            self._answers.remove(self._random.choice(self._answers))

    def _ask(self, answer: Answer) -> None:
        if answer.charged:
            told = self._ledger.charged(answer.at)
            wrong = difference(told, answer.charged, answer.charged)
            assert not wrong, f"what was charged at {answer.at} is told otherwise: {wrong}"
        again = self._ledger.past(answer.at, answer.known_at)
        assert answer.prices == again, (
            f"the answer about {answer.at} is another: {again} for {answer.prices}"
        )


def difference(
    answers: Mapping[str, Card], expected: Mapping[str, Card], names: Collection[str] = ()
) -> list[tuple[str, Card | None, Card | None]]:
    """Return up to three models of which something else is answered than expected."""
    both = names or {**answers, **expected}
    wrong = [n for n in both if answers.get(n) != expected.get(n)]
    return [(n, answers.get(n), expected.get(n)) for n in sorted(wrong)[:3]]
