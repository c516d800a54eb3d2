"""Choice of providers for a sync: those named, or all that have their key."""

from local.errors import LocalError
from local.home import Home
from local.terminal import tell
from pricebook.providers import registry
from pricebook.sync.registration import end_of_service, sync_slugs
from pricebook.validation import nearest


def chosen(home: Home, slug: str | None) -> list[str]:
    """Return the named provider, or all that can be asked."""
    names = sync_slugs()
    if slug is None:
        slugs, wanting = reachable(home)
        for name, key in wanting.items():
            tell(f"{name:<20} skipped  set {key} to synchronise it")
        return slugs
    if slug in names:
        return [slug]
    if ended := end_of_service(slug):
        raise LocalError(ended)
    raise LocalError(nearest("provider", slug, names))


def reachable(home: Home) -> tuple[list[str], dict[str, str]]:
    """Return the providers that need no key or have one, and which key each of the others wants."""
    environment = home.environment
    none = environment.get("PRICEBOOK_KEYS") == "none"
    upstream = environment.get("PRICEBOOK_UPSTREAM") and not none
    wanting = {
        slug: provider.key
        for slug, provider in registry().items()
        if slug in sync_slugs()
        and provider.key
        and not upstream
        and (none or not environment.get(provider.key))
    }
    return [slug for slug in sync_slugs() if slug not in wanting], wanting
