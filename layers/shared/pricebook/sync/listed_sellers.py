"""Sellers whose offers the reference lists state: our providers, and those only lists know."""

from functools import cache

from pricebook.adapters.provider import Provider
from pricebook.providers import registry
from pricebook.references.sellers import Seller, sellers


@cache
def listed_sellers() -> dict[str, Seller]:
    """Return every seller by slug, with all the names that the lists have for it."""
    known = sellers()
    own = {slug: _merged(provider, known.get(slug)) for slug, provider in registry().items()}
    return known | own


def _merged(provider: Provider, more: Seller | None) -> Seller:
    more = more or Seller(slug=provider.slug)
    lists = {*provider.names, *more.names}
    return Seller(
        slug=provider.slug,
        name=provider.name,
        kind=provider.kind,
        website=provider.website,
        key=provider.key,
        names={n: (*provider.names.get(n, ()), *more.names.get(n, ())) for n in lists},
        prefixes=(*provider.names.get("litellm", ()), *more.prefixes),
        unpriced_in=more.unpriced_in,
    )
