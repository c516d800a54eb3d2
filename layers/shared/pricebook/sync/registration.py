"""Registration: which providers and reference lists this code can synchronise."""

import json
from functools import cache as once

from pricebook import settings
from pricebook.adapters.provider import Provider
from pricebook.aws import iam
from pricebook.providers import registry
from pricebook.references import Reference, references
from pricebook.storage.postgres import Database


@once
def reference_lists() -> dict[str, Reference]:
    """Return every reference list by the slug of its runs."""
    return {name.replace(".", "-"): reference for name, reference in references().items()}


def sync_slugs() -> list[str]:
    """Return the slugs of everything that can be synchronised."""
    return [*registry(), *reference_lists()]


def register(database: Database) -> None:
    """Write the providers and lists that this code knows; an operator's settings stay."""
    rows = [
        {
            "slug": p.slug,
            "name": p.name,
            "kind": p.kind,
            "website": p.website,
            "docs_url": p.docs_url,
            "key_name": p.key,
            "sync_interval": p.interval,
        }
        for p in registry().values()
    ]
    rows += [
        {
            "slug": slug,
            "name": reference.name,
            "kind": "reference",
            "website": reference.docs_url,
            "docs_url": reference.docs_url,
            "key_name": None,
            "sync_interval": "1 day",
        }
        for slug, reference in reference_lists().items()
    ]
    database.run("sync.registration.register", providers=json.dumps(rows))
    database.run("sync.registration.register_scopes")


def missing_variable(provider: Provider) -> str | None:
    """Return the variable that a provider needs and that is not set, or None where all are."""
    if provider.sign and not iam.possible():
        return "AWS_ACCESS_KEY_ID"
    names = [name for name in (provider.key, provider.account) if name]
    return next((name for name in names if not settings.provider_key(name)), None)
