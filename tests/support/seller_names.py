"""Names of our providers in other programs."""

from pricebook.providers import registry
from pricebook.sync.registration import feed_names


def names_in(source: str, *left_out: str) -> dict[str, str]:
    """Return what a feed calls each provider that it knows, by our slug.

    Args:
        source: the feed, or the list that it is joined with.
        left_out: slugs that are not wanted.
    """
    rows = {slug: feed_names(p) for slug, p in registry().items() if slug not in left_out}
    return {slug: names[source][0] for slug, names in rows.items() if source in names}
