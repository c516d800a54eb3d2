"""Sellers whose offers the reference lists state: our providers, and those only lists know."""

from functools import cache

from pricebook.adapters.provider import Provider
from pricebook.providers import registry
from pricebook.references.sellers import Seller, sellers


@cache
def listed_sellers() -> dict[str, Seller]:
    """Return every seller by slug, with all the names that the lists have for it."""
    return sellers() | {slug: _seller(provider) for slug, provider in registry().items()}


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
