"""Choice of providers for a sync: those named, or all that have their key."""

from local.errors import LocalError
from local.home import Home
from pricebook.providers import registry
from pricebook.sync.registration import sync_slugs
from pricebook.validation import nearest


def chosen(home: Home, slug: str | None) -> list[str]:
    """Return the named provider, or all that can be asked."""
    names = sync_slugs()
    if slug is None:
        return reachable(home)
    if slug in names:
        return [slug]
    raise LocalError(nearest("provider", slug, names))


def reachable(home: Home) -> list[str]:
    """Return the providers that need no key or have one, and say which key the others want."""
    environment = home.environment
    none = environment.get("PRICEBOOK_KEYS") == "none"
    upstream = environment.get("PRICEBOOK_UPSTREAM") and not none
    wanting = {
        slug: provider.key
        for slug, provider in registry().items()
        if provider.key and not upstream and (none or not environment.get(provider.key))
    }
    for slug, key in wanting.items():
        print(f"{slug:<20} skipped  set {key} to synchronise it", flush=True)
    return [slug for slug in sync_slugs() if slug not in wanting]
