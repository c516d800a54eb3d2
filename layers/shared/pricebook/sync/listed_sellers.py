"""Sellers whose offers the reference lists state: our providers, and those only lists know."""

from dataclasses import dataclass
from functools import cache

from pricebook.adapters.provider import Provider
from pricebook.identity.canonical import ANY_HOST, Rewrites
from pricebook.identity.canonical import Seller as Spelling
from pricebook.identity.creators import CREATORS
from pricebook.providers import host_named, registry
from pricebook.references.sellers import Seller, sellers


@cache
def listed_sellers() -> dict[str, Seller]:
    """Return every seller by slug, with all the names that the lists have for it."""
    return sellers() | {slug: _seller(provider) for slug, provider in registry().items()}


@cache
def open_sellers() -> dict[str, Seller]:
    """Return the sellers whose service goes on: what lists still state of others is not sold."""
    ended = {slug for slug, provider in registry().items() if provider.ended}
    return {slug: seller for slug, seller in listed_sellers().items() if slug not in ended}


def _seller(provider: Provider) -> Seller:
    lists = [*provider.names, *provider.other_names]
    return Seller(
        slug=provider.slug,
        name=provider.name,
        kind=provider.kind,
        website=provider.website,
        key=provider.key,
        names={
            name: (*provider.names.get(name, ()), *provider.other_names.get(name, ()))
            for name in lists
        },
        unpriced_in=provider.unpriced_in,
    )


SPELLINGS: dict[str, Rewrites] = {
    "clarifai": ((r"^([\w-]+)/[\w-]+/models/", r"\1/"),),
    "crossmodel": ((r"^gemini/", "google/"),),
    "databricks": ((r"^databricks-(?!dbrx)", ""),),
    "ofox": ((r"^(bailian|volcengine)/", ""),),
    "opencode-zen": ((r"-free$", ""),),
    "pinstripes": ((r"^ps/", ""),),
    "snowflake-cortex": ((r"^openai-", ""),),
    "synthetic": ((r"^hf:", ""),),
}
"""What sellers that only lists know write before ids, where it is no creator and no host."""


@dataclass(frozen=True, slots=True)
class ListedSpelling:
    """How a seller that only lists know spells ids: as most do."""

    creator: str | None
    spellings: Rewrites = ()

    def host(self, prefix: str) -> Spelling | None:
        """Return where a gateway buys a model whose id begins so."""
        return host_named(prefix) or (ANY_HOST if prefix in _hosts() else None)


@cache
def _hosts() -> set[str]:
    """Return what gateways call those who sell the models of others."""
    sold = [s for s in listed_sellers().values() if s.kind != "lab"]
    names = {name for s in sold for name in (s.slug, *s.names.get("models.dev", ()))}
    return names - CREATORS.keys()


@cache
def seller_spelling(slug: str) -> Spelling:
    """Return how a seller spells the ids of models."""
    if provider := registry().get(slug):
        return provider
    lab = listed_sellers()[slug].kind == "lab"
    creator = CREATORS.get(slug.removesuffix("-cn")) if lab else None
    return ListedSpelling(creator, SPELLINGS.get(slug, ()))
