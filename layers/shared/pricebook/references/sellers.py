"""Sellers that the reference lists know, by the names that each list has for them."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "sellers.json"
"""Written by `python -m bench.sellers`; facts only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seller:
    """Who sells, and how the lists call it.

    Args:
        slug: our name.
        kind: aggregator, cloud, host or lab.
        base_url: where an OpenAI-compatible client reaches it.
        key: the variable in which its key is expected.
        names: what each list calls it.
        prefixes: what LiteLLM writes before its ids.
        unpriced_in: the lists whose prices of it are not believed: euros called dollars, or
            prices of another seller.
    """

    slug: str
    name: str = ""
    kind: str = "host"
    website: str = ""
    base_url: str | None = None
    key: str | None = None
    names: Mapping[str, Collection[str]] = field(default_factory=dict)
    prefixes: Collection[str] = ()
    unpriced_in: Collection[str] = ()


@cache
def sellers() -> dict[str, Seller]:
    """Return the file by slug; our providers are not in it, for their modules say all of this."""
    rows = [Seller(**row) for row in json.loads(FILE.read_text())]
    return {seller.slug: seller for seller in rows}


@dataclass(frozen=True, slots=True)
class Known:
    """What a reading may build on.

    Args:
        sellers: every seller whose offers are wanted.
        ids: the ids that are known of each seller, by slug; rules of a list only meet known ids.
    """

    sellers: Collection[Seller]
    ids: Mapping[str, Collection[str]] = field(default_factory=dict)
    _named: dict[str, dict[str, list[Seller]]] = field(default_factory=dict, init=False, repr=False)

    def named(self, reference: str) -> Mapping[str, list[Seller]]:
        """Return the sellers by the name that a list has for them; one may mean two doors."""
        # an import of history asks for each of ten thousand changes
        if reference not in self._named:
            self._named[reference] = self._by_name(reference)
        return self._named[reference]

    def _by_name(self, reference: str) -> dict[str, list[Seller]]:
        sellers: dict[str, list[Seller]] = {}
        for seller in self.sellers:
            for name in seller.names.get(reference, ()):
                sellers.setdefault(name, []).append(seller)
        return sellers
