"""Coverage: how much of what we know each feed's format can express, counted for /v1/status."""

import json
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from pricebook import feeds
from pricebook.feeds import Feed
from pricebook.storage.writer import writer


@cache
def priced_feeds() -> dict[str, Feed]:
    """Return every feed with prices by name: the modules of this folder that declare a `feed`."""
    modules = (import_module(f"{feeds.__name__}.{m.name}") for m in iter_modules(feeds.__path__))
    declared = (getattr(module, "feed", None) for module in modules)
    return {feed.name: feed for feed in declared if feed}


def measure() -> None:
    """Count again, if any answer has changed since the last time."""
    formats = {
        name: {
            "price_keys": [price_key.row() for price_key in feed.price_keys],
            "named_only": feed.named_only,
            "left_out": feed.left_out,
        }
        for name, feed in priced_feeds().items()
    }
    writer().run("feeds.coverage.measure", feeds=json.dumps(formats))
