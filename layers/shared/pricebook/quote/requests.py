"""Requests: one calculation for so many requests of the same usage."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from pricebook.pricing.calculate import PRECISION, REQUEST_METER, Bounds, Line, Quote, calculate
from pricebook.pricing.matching import Call
from pricebook.pricing.meters import Count
from pricebook.pricing.rate_card import RateCard

ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Requests:
    """So many requests of the same kind; thresholds compare the sizes of one of them.

    Attributes:
        call: when, and under which conditions.
        number: how many there were.
        summed: whether what was used is a sum over requests of unknown sizes.
    """

    call: Call
    number: Decimal = ONE
    summed: bool = False

    def price(self, card: RateCard, counts: Sequence[Count]) -> Quote:
        """Return what all of them cost."""
        quote = calculate(card, _costing(card, counts), self.call, summed=self.summed)
        if self.number == ONE:
            return quote
        with localcontext(prec=PRECISION):
            return replace(
                quote,
                lines=tuple(self._line(line) for line in quote.lines),
                total=self._times(quote.total),
                bounds=self._bounds(quote.bounds),
            )

    def _line(self, line: Line) -> Line:
        return replace(
            line,
            count=replace(line.count, quantity=line.count.quantity * self.number),
            amount=self._times(line.amount),
            bounds=self._bounds(line.bounds),
        )

    def _times(self, amount: Decimal | None) -> Decimal | None:
        return None if amount is None else amount * self.number

    def _bounds(self, bounds: Bounds | None) -> Bounds | None:
        return bounds and (bounds[0] * self.number, bounds[1] * self.number)


def _costing(card: RateCard, counts: Sequence[Count]) -> Sequence[Count]:
    """Return the counts without requests that are charged by what they used, and by no fee."""
    others = [count for count in counts if count.meter != REQUEST_METER]
    fees = any(price.meter == REQUEST_METER for price in card.prices)
    return counts if fees or not others else others
