"""Provider: its declaration, and how its answer becomes listings."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Required, TypedDict

from pricebook.adapters.charges import Rule
from pricebook.adapters.fields import Item, Reader, find
from pricebook.adapters.limits import MAX_CONDITION_CHARACTERS, require_id, shortened
from pricebook.adapters.listing import Listing
from pricebook.adapters.offers import separate, single_offer
from pricebook.adapters.origin import origin
from pricebook.adapters.pagination import NextPage, last_page
from pricebook.adapters.requests import Access, Decode, FetchExtra, Probe, bearer
from pricebook.adapters.stated_units import agreed
from pricebook.adapters.unread import prices_in_prose, unread
from pricebook.aws.iam import Sign
from pricebook.errors import Category, Malformed, Unreadable
from pricebook.identity.canonical import Rewrites, Seller, canonical_id
from pricebook.pricing.price import Price

PROVIDER_KINDS = ("aggregator", "cloud", "host", "lab")
OPENAI_COMPATIBLE = "@ai-sdk/openai-compatible"
"""The client of every API that is like OpenAI's; it has to be told where that is."""
SAMPLE_CHARACTERS = 200
"""Length of the sample of a strange value, for whoever looks into it."""


class Fields(TypedDict, total=False):
    """Readers by the field of a listing that they give; a field without one is unknown."""

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
    """Value of an answer that was not believed, or not understood."""

    category: Category
    field: str
    sample: str
    provider_model_id: str | None = None


@dataclass(slots=True)
class Mapped:
    """Answer in our words: what is sold, what was rejected, what nobody reads yet."""

    listings: list[Listing] = field(default_factory=list)
    rejects: list[Problem] = field(default_factory=list)
    unread: Counter[str] = field(default_factory=Counter)
    cut: Counter[str] = field(default_factory=Counter)


def public(_item: Item) -> bool:
    """Say of no item that it is private: most lists are the same for everybody."""
    return False


def no_host(_prefix: str) -> None:
    """No host: most sellers do not write in an id where they buy the model."""


@dataclass(frozen=True, kw_only=True)
class Provider:
    """Seller of models: who it is, where its list is, and how to read it.

    Args:
        slug: its name in ids and addresses.
        name: as people write it.
        kind: `lab` sells models that it makes, `host` runs the models of others, `cloud` does so
            beside other services, `aggregator` passes requests on to other sellers.
        website: where people begin.
        docs_url: the page with the prices, or with what there is of them.
        api: what the paths of its own API begin with; `...` stands for what is the customer's.
        sdk: the npm package of the AI SDK that speaks to it.
        env: the variables that its clients read, where that is more than `key`.
        names: what reference lists and feeds call it, by their names. Of several names the first
            is for its own way of asking; a list without one is not read for this provider.
        other_names: what lists call further doors of it; feeds do not join those with ours.
        unpriced_in: the lists whose prices of it are not believed.
        creator: who makes its models, where all are of one creator and ids need not name it.
        sells_own: creators who sell what they make here: a gateway without prices charges these.
        beyond: pattern of ids that it sells and its own list leaves out: other lists add them.
        spellings: what turns its ids into `creator/name`, beyond what `identity` knows of all.
        id_prefixes: what gateways write before an id to say that they buy it here.
        host_of: for a gateway that does so, `host_named` of the registry.
        url: the list with the prices.
        fields: where the facts lie.
        key: the variable that holds the key, for a list that is not public.
        account: the variable that holds our account's id, which `url` calls ACCOUNT.
        records: dotted path of the list inside the body; None where the body is the list.
        private: what tells items that our account alone sees: nobody else is told of them.
        gather: joins items that only together say what is sold.
        offers: what one item sells, where that is more than one thing.
        prices: where the prices lie, each with its unit.
        price_object: dotted path of the object whose every value must be read by a rule.
        unpriced: keys anywhere in an item, and dotted paths, that are known to hold no other price.
        authorise: the headers that carry the key.
        key_hosts: further origins of the vendor that may see the key, such as another name of its.
        sign: signs a request, where no key does.
        access: what tells whether the key's list is the whole one; without a key nobody asks.
        probe: what tells of single items whether anybody serves them; no answer says nothing.
        fetch: joins what lies at several addresses, where one list does not say everything.
        decode: from an address and its bytes to what they say, for a list that is no JSON.
        next_page: the address of the next page of the list.
        pages: how many pages the list may have, where that is more than for most.
        without_price: what a model without any price costs here: `included` in a plan, `trial` by
            credits, `points` that are no money; where nothing is said nobody has published it.
        interval: how often the list is read, as Postgres writes an interval.
        ended: the day on which the service ended: its list is not asked any more.
        successor: what its seller offers in place of it, for people.
    """

    slug: str
    name: str
    kind: str
    website: str
    docs_url: str
    api: str
    url: str
    fields: Fields
    sdk: str = OPENAI_COMPATIBLE
    env: tuple[str, ...] = ()
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    other_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unpriced_in: tuple[str, ...] = ()
    creator: str | None = None
    sells_own: tuple[str, ...] = ()
    beyond: str | None = None
    spellings: Rewrites = ()
    id_prefixes: tuple[str, ...] = ()
    host_of: Callable[[str], Seller | None] = no_host
    key: str | None = None
    account: str | None = None
    records: str | None = "data"
    private: Callable[[Item], bool] = public
    gather: Callable[[Iterable[Any]], Iterable[Any]] = separate
    offers: Callable[[Item], Iterable[Item]] = single_offer
    prices: tuple[Rule, ...] = ()
    price_object: str | None = "pricing"
    unpriced: frozenset[str] = frozenset()
    authorise: Callable[[str], dict[str, str]] = bearer
    key_hosts: tuple[str, ...] = ()
    sign: Sign | None = None
    access: Access | None = None
    probe: Probe | None = None
    fetch: Callable[[FetchExtra], Iterable[Any]] | None = None
    decode: Decode | None = None
    next_page: NextPage = last_page
    pages: int | None = None
    without_price: str | None = None
    interval: str = "6 hours"
    ended: date | None = None
    successor: str | None = None

    def host(self, prefix: str) -> Seller | None:
        """Return where a gateway buys a model whose id begins so."""
        return self.host_of(prefix)

    def headers(self, key: str | None, url: str) -> dict[str, str]:
        """Return what authorises a request; another host than the provider's never sees the key."""
        known = {origin(own) for own in (self.url, *self.key_hosts)}
        return self.authorise(key) if key and origin(url) in known else {}

    def items(self, body: Any) -> list[Any]:  # noqa: ANN401 - decoded JSON
        """Return the list inside one body."""
        # Some vendors send the bare list where they document an envelope.
        envelope = self.records if isinstance(body, dict) else None
        items = find(body, envelope) if envelope else body
        if not isinstance(items, list):
            where = self.records or "the body"
            raise Unreadable(f"{self.url}: {where} is {_sample(items)}, expected a list")
        return items

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
        if self.private(item):
            return
        offers = list(self.offers(item))
        if not offers:
            mapped.rejects.append(Problem("validation", "offers", _sample(item)))
        yield from offers

    def _map(self, offer: Item, mapped: Mapped) -> None:
        identifier: str | None = None
        try:
            identifier = self.fields["provider_model_id"](offer)
            listing, agreeing, prose = self._listing(identifier, offer, mapped)
        except Malformed as error:
            reject = Problem("validation", error.field, _sample(error.sample), identifier)
            mapped.rejects.append(reject)
            return
        mapped.listings.append(listing)
        known = self.unpriced | agreeing
        paths = unread(offer, self.prices, listing.prices, self.price_object, known)
        mapped.unread.update(paths | prose)

    def _listing(
        self, identifier: str, offer: Item, mapped: Mapped
    ) -> tuple[Listing, set[str], set[str]]:
        """Return what an item lists, and where it states its currency, and prices in prose."""
        require_id(identifier)
        facts: dict[str, Any] = {name: read(offer) for name, read in self.fields.items()}  # type: ignore[operator]  # every value of Fields is a reader
        facts["provider_model_id"] = identifier
        facts["name"] = facts.get("name") or identifier
        facts["canonical_id"] = canonical_id(self, identifier)
        facts, cut = shortened(facts)
        prices = self._prices(offer)
        agreeing = agreed(offer, self.prices, prices, self.price_object)
        prose = prices_in_prose(offer, prices, self.price_object)
        listing = Listing(**facts, prices=prices, prices_incomplete=bool(prose))
        mapped.cut.update(cut)
        return listing, agreeing, prose

    def _prices(self, offer: Item) -> tuple[Price, ...]:
        if self.price_object is not None:
            published = find(offer, self.price_object)
            if published is not None and not isinstance(published, dict):
                raise Malformed(self.price_object, published, "an object")
        prices = (price for rule in self.prices for price in rule.prices(offer))
        # The ledger holds one price per meter and conditions, and the later word wins.
        return tuple({(p.meter, _canonical(p.conditions)): p for p in prices}.values())


def _canonical(conditions: Mapping[str, object]) -> str:
    text = json.dumps(conditions, sort_keys=True)
    if len(text) > MAX_CONDITION_CHARACTERS:
        raise Malformed("conditions", text, f"at most {MAX_CONDITION_CHARACTERS} characters")
    return text


def _sample(value: object) -> str:
    return repr(value)[:SAMPLE_CHARACTERS]
