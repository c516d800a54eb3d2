"""Names of our providers in other programs."""

from pricebook.providers import registry


def names_in(source: str, *left_out: str) -> dict[str, str]:
    """Return what a list or a feed calls each provider that it knows, by our slug.

    Args:
        source: the list or the feed.
        left_out: slugs that are not wanted.
    """
    named = {p.slug: p.names[source] for p in registry().values() if source in p.names}
    return {slug: names[0] for slug, names in named.items() if slug not in left_out}
