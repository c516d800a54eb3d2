"""Answer: one quote with what belongs to it, from which its JSON is made."""

from dataclasses import dataclass
from decimal import Decimal

from pricebook.pricing.calculate import Quote
from pricebook.quote.cliff import Cliff
from pricebook.quote.exchange import Converted
from pricebook.quote.offer import Offer
from pricebook.quote.request import QuoteRequest


@dataclass(frozen=True, slots=True)
class Answer:
    """One quote.

    Attributes:
        request: what was asked.
        offer: whose prices.
        quote: what it costs.
        cliff: where one more token of prompt reprices everything.
        converted: the total in the currency that was asked for.
    """

    request: QuoteRequest
    offer: Offer
    quote: Quote
    cliff: Cliff | None
    converted: Converted | None

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not known; a quote is complete when there is nothing."""
        return (*self.quote.missing, *(self.converted.missing if self.converted else ()))

    @property
    def comparable(self) -> tuple[str | None, Decimal | None]:
        """The currency and the total by which sellers are compared."""
        if self.converted:
            return self.converted.currency, self.converted.total
        return self.quote.currency, self.quote.total
