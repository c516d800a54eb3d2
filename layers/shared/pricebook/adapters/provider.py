"""The declaration of a provider, and how its answer becomes listings."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, Required, TypedDict

from pricebook.adapters.charges import Rule
from pricebook.adapters.fields import Item, Reader, find
from pricebook.adapters.listing import Listing
from pricebook.adapters.origin import origin
from pricebook.aws.iam import Sign
from pricebook.errors import Category, Malformed, Unreadable
from pricebook.identity.canonical import canonical_id
from pricebook.pricing.price import Price

KINDS = ("aggregator", "cloud", "host", "lab")
SAMPLE = 200
"""How many characters of a strange value are kept for whoever looks into it."""


class Ask(Protocol):
    """Asks a provider for one more thing than its list."""

    def __call__(self, url: str, body: object = None, *, optional: bool = False) -> Any:  # noqa: ANN401 - decoded JSON
        """Return the decoded answer to a GET or, with a body, to a POST of it.

        What is `optional` and not there (404) is None; the run is partial and says so.
        """


class Fields(TypedDict, total=False):
    """Which reader gives which field of a listing; a field without one is unknown."""

    provider_model_id: Required[Reader[str]]
    name: Reader[str | None]
    description: Reader[str | None]
    context_length: Reader[int | None]
    max_output_tokens: Reader[int | None]
    input_modalities: Reader[tuple[str, ...]]
    output_modalities: Reader[tuple[str, ...]]
    capabilities: Reader[tuple[str, ...]]
    supported_parameters: Reader[tuple[str, ...]]
    tokenizer: Reader[str | None]
    quantization: Reader[str | None]
    license: Reader[str | None]
    knowledge_cutoff: Reader[Any]
    listed_at: Reader[Any]
    release_date: Reader[Any]
    deprecation_date: Reader[Any]
    replacement: Reader[str | None]
    health_status: Reader[str | None]
    offered: Reader[bool]
    source_url: Reader[str | None]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in an answer that was not believed, or not understood."""

    category: Category
    field: str
    sample: str
    provider_model_id: str | None = None


@dataclass(slots=True)
class Mapped:
    """One answer in our words: what is sold, what was rejected, what nobody reads yet."""

    listings: list[Listing] = field(default_factory=list)
    rejects: list[Problem] = field(default_factory=list)
    unread: Counter[str] = field(default_factory=Counter)


def itself(item: Item) -> Iterable[Item]:
    """Most items are one offer."""
    return (item,)


def each_alone(items: Iterable[Any]) -> Iterable[Any]:
    """Most items say all of what they sell."""
    return items


def bearer(key: str) -> dict[str, str]:
    """What most vendors ask for."""
    return {"authorization": f"Bearer {key}"}


def key_in(header: str, prefix: str = "", **more: str) -> Callable[[str], dict[str, str]]:
    """A key in a header of the vendor's own, beside others that it wants."""
    return lambda key: {header: f"{prefix}{key}", **more}


def last_page(_body: object, _url: str) -> str | None:
    """Most lists are one page."""
    return None


def sellers(path: str) -> Callable[[Item], Iterable[Item]]:
    """One model, many sellers: each is an offer, found under `offer`, of what lies in `model`."""

    def offers(item: Item) -> Iterable[Item]:
        listed = find(item, path)
        listed = listed if isinstance(listed, list) else []
        return [{"model": item, "offer": seller} for seller in listed]

    return offers


@dataclass(frozen=True, kw_only=True)
class Provider:
    """Who sells, where its list is, and how to read it.

    Args:
        slug: its name in ids and addresses.
        kind: aggregator, cloud, host or lab.
        url: the list with the prices.
        key: the variable that holds the key, for a list that is not public.
        account: the variable that holds our account's id, which `url` calls ACCOUNT.
        records: dotted path of the list inside the body; None where the body is the list.
        gather: joins items that only together say what is sold.
        offers: what one item sells, where that is more than one thing.
        fields: where the facts lie.
        prices: where the prices lie, each with its unit.
        price_object: dotted path of the object whose every value must be read by a rule.
        unpriced: keys in that object that are known to hold no price.
        pages: how many pages the list may have, where that is more than for most.
    """

    slug: str
    name: str
    kind: str
    website: str
    docs_url: str
    url: str
    fields: Fields
    key: str | None = None
    account: str | None = None
    records: str | None = "data"
    gather: Callable[[Iterable[Any]], Iterable[Any]] = each_alone
    offers: Callable[[Item], Iterable[Item]] = itself
    prices: tuple[Rule, ...] = ()
    price_object: str | None = "pricing"
    unpriced: frozenset[str] = frozenset()
    authorise: Callable[[str], dict[str, str]] = bearer
    sign: Sign | None = None
    fetch: Callable[[Ask], Iterable[Any]] | None = None
    next_page: Callable[[Any, str], str | None] = last_page
    pages: int | None = None
    interval: str = "6 hours"

    def headers(self, key: str | None, url: str) -> dict[str, str]:
        """Return what authorises a request; another host than the provider's never sees the key."""
        return self.authorise(key) if key and origin(url) == origin(self.url) else {}

    def items(self, body: Any) -> list[Any]:  # noqa: ANN401 - decoded JSON
        """Return the list inside one body."""
        # Some vendors send the bare list where they document an envelope.
        envelope = self.records if isinstance(body, dict) else None
        found = find(body, envelope) if envelope else body
        if not isinstance(found, list):
            where = self.records or "the body"
            raise Unreadable(f"{self.url}: {where} is {_sample(found)}, expected a list")
        return found

    def map(self, items: Iterable[Any]) -> Mapped:
        """Turn items into listings; a malformed one is set aside and the rest goes on."""
        mapped = Mapped()
        for item in self.gather(items):
            for offer in self._offers(item, mapped):
                self._map(offer, mapped)
        return mapped

    def _offers(self, item: Any, mapped: Mapped) -> Iterator[Item]:  # noqa: ANN401 - decoded JSON
        if not isinstance(item, dict):
            mapped.rejects.append(Problem("validation", "item", _sample(item)))
            return
        offers = list(self.offers(item))
        if not offers:
            mapped.rejects.append(Problem("validation", "offers", _sample(item)))
        yield from offers

    def _map(self, offer: Item, mapped: Mapped) -> None:
        identifier: str | None = None
        try:
            identifier = self.fields["provider_model_id"](offer)
            mapped.listings.append(self._listing(identifier, offer))
        except Malformed as error:
            reject = Problem("validation", error.field, _sample(error.sample), identifier)
            mapped.rejects.append(reject)
            return
        mapped.unread.update(self._unread(offer))

    def _listing(self, identifier: str, offer: Item) -> Listing:
        facts: dict[str, Any] = {name: read(offer) for name, read in self.fields.items()}  # type: ignore[operator]  # every value of Fields is a reader
        facts["provider_model_id"] = identifier
        facts["name"] = facts.get("name") or identifier
        facts["canonical_id"] = canonical_id(self.slug, identifier)
        return Listing(**facts, prices=self._prices(offer))

    def _prices(self, offer: Item) -> tuple[Price, ...]:
        if self.price_object is not None:
            found = find(offer, self.price_object)
            if found is not None and not isinstance(found, dict):
                raise Malformed(self.price_object, found, "an object")
        said = (price for rule in self.prices for price in rule.prices(offer))
        # The ledger holds one price per meter and conditions, and the later word wins.
        return tuple({(p.meter, _canonical(p.conditions)): p for p in said}.values())

    def _unread(self, offer: Item) -> set[str]:
        if self.price_object is None:
            return set()
        read = {path for rule in self.prices if rule.understands(offer) for path in rule.reads}
        leaves = set(_leaves(find(offer, self.price_object), self.price_object))
        return {leaf for leaf in leaves - read if not self.unpriced.intersection(leaf.split("."))}


def _leaves(value: object, path: str) -> Iterator[str]:
    match value:
        case None:
            return
        case dict():
            for key, inner in value.items():
                # A key is the provider's text and ends in a report: escaped, it can be stored.
                yield from _leaves(inner, f"{path}.{ascii(key)[1:-1]}")
        case list():
            for inner in value:
                yield from _leaves(inner, path)
        case _:
            yield path


def _canonical(conditions: Mapping[str, object]) -> str:
    return json.dumps(conditions, sort_keys=True)


def _sample(value: object) -> str:
    return repr(value)[:SAMPLE]
