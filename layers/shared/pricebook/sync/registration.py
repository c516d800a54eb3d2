"""Registration: which providers and reference lists this code can synchronise."""

import json
from functools import cache as once

from pricebook import settings
from pricebook.adapters.provider import OPENAI_COMPATIBLE, Provider
from pricebook.aws import iam
from pricebook.providers import registry
from pricebook.references import Reference, references
from pricebook.references.sellers import Seller
from pricebook.storage.postgres import Database
from pricebook.sync.listed_sellers import listed_sellers

PRICE_PAGES = "price-pages"
"""The slug of the runs that read vendors' price pages."""
PAGES_URL = "https://developers.openai.com/api/docs/pricing"
"""One of the pages, where a row of the table needs an address."""


@once
def reference_lists() -> dict[str, Reference]:
    """Return every reference list by the slug of its runs."""
    return {name.replace(".", "-"): reference for name, reference in references().items()}


def sync_slugs() -> list[str]:
    """Return the slugs of everything that can be synchronised."""
    open_ones = [slug for slug, provider in registry().items() if not provider.ended]
    return [*open_ones, *reference_lists(), PRICE_PAGES]


def end_of_service(slug: str) -> str | None:
    """Return a sentence about a service that has ended; None where it has not, or is unknown."""
    provider = registry().get(slug)
    if provider is None or provider.ended is None:
        return None
    instead = f" Its seller offers instead: {provider.successor}." if provider.successor else ""
    return f"{provider.name} ended on {provider.ended}, so that there is no list to read.{instead}"


def register(database: Database) -> None:
    """Write the providers and lists that this code knows; an operator's settings stay."""
    rows = [provider_row(provider) for provider in registry().values()]
    rows += [_list_row(slug, reference) for slug, reference in reference_lists().items()]
    rows.append(_pages_row())
    rows += [_seller_row(s) for s in listed_sellers().values() if s.slug not in registry()]
    database.run("sync.registration.register", providers=json.dumps(rows))
    database.run("sync.registration.register_scopes")


def provider_row(provider: Provider) -> dict[str, object]:
    """Return a provider as the columns of `providers`."""
    return {
        "slug": provider.slug,
        "name": provider.name,
        "kind": provider.kind,
        "website": provider.website,
        "docs_url": provider.docs_url,
        "key_name": provider.key,
        "sync_interval": provider.interval,
        "api": provider.api,
        "sdk": provider.sdk,
        "env": provider.env,
        "names": feed_names(provider) | _unbelieved(provider) | {"gateways": provider.id_prefixes},
        "makes": provider.sells_own,
        "ended_on": provider.ended.isoformat() if provider.ended else None,
        "successor": provider.successor,
        "without_price": provider.without_price,
    }


def feed_names(provider: Provider) -> dict[str, tuple[str, ...]]:
    """Return the names that feeds have for it: not those of lists whose prices of it are wrong."""
    return {k: v for k, v in provider.names.items() if k not in provider.unpriced_in}


def _unbelieved(provider: Provider) -> dict[str, tuple[str, ...]]:
    """Return the names under which lists have wrong prices of it, which no feed may pass on."""
    return {f"wrong in {k}": v for k, v in provider.names.items() if k in provider.unpriced_in}


def _list_row(slug: str, reference: Reference) -> dict[str, object]:
    return _source_row(slug, reference.name, reference.docs_url)


def _pages_row() -> dict[str, object]:
    return _source_row(PRICE_PAGES, "Price pages", PAGES_URL)


def _source_row(slug: str, name: str, website: str) -> dict[str, object]:
    return {
        "slug": slug,
        "name": name,
        "kind": "reference",
        "website": website,
        "docs_url": website,
        "sync_interval": "1 day",
        "env": [],
        "names": {},
        "makes": [],
    }


def _seller_row(seller: Seller) -> dict[str, object]:
    """Return the row of a seller that only lists know: it has no run of its own."""
    return {
        "slug": seller.slug,
        "name": seller.name,
        "kind": seller.kind,
        "website": seller.website,
        "docs_url": seller.website,
        "key_name": seller.key,
        "sync_interval": "1 day",
        "api": seller.base_url,
        "sdk": OPENAI_COMPATIBLE if seller.base_url else None,
        "env": [],
        "names": {name: list(names) for name, names in seller.names.items()},
        "makes": [],
    }


def missing_variable(provider: Provider) -> str | None:
    """Return the variable that a provider needs and that is not set, or None where all are."""
    if provider.sign and not iam.possible():
        return "AWS_ACCESS_KEY_ID"
    names = [name for name in (provider.key, provider.account) if name]
    return next((name for name in names if not settings.provider_key(name)), None)
