"""Price pages: the pages on which vendors state their own prices, read table by table.

The registry: every module of this folder that declares one `page`. A page is first-hand and needs
no key; it is prose all the same, so a word that no rule knows is reported and nothing is guessed.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from pricebook.price_pages.reading import Reading
from pricebook.references import ListedOffer

SOURCE = "page"
"""The source of prices that a page states."""

type ReadPage = Callable[[str, date, Collection[str]], Reading]


def whole(_text: str) -> Iterable[str]:
    """No further addresses: most pages are one."""
    return ()


@dataclass(frozen=True, kw_only=True)
class PricePage:
    """Page of one seller.

    Args:
        provider: the seller's slug.
        url: where the page lies.
        read: returns what it states, from its text, the day, and the ids that are known of the
            seller, which only a page without ids needs.
        parts: returns the addresses of what the page consists of besides, from its text.
    """

    provider: str
    url: str
    read: ReadPage
    parts: Callable[[str], Iterable[str]] = whole

    def offers(self, reading: Reading) -> Iterator[ListedOffer]:
        """Yield what was read as the statements of offers; a model without any price is none."""
        for model_id, card in reading.cards.items():
            if card:
                name = reading.names[model_id]
                yield ListedOffer(self.provider, model_id, tuple(card.values()), {}, name)


@cache
def price_pages() -> dict[str, PricePage]:
    """Return every page by its seller, in alphabetical order."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    pages = [module.page for module in modules if hasattr(module, "page")]
    return {page.provider: page for page in sorted(pages, key=lambda page: page.provider)}
