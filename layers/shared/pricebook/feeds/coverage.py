"""How much of what we know each feed's format can say, counted for /v1/status."""

import json

from pricebook.feeds import (
    genai_prices,
    langfuse,
    litellm,
    models_dev,
    openrouter,
    portkey,
)
from pricebook.storage.writer import writer

FEEDS = {
    "genai-prices": genai_prices.SPELLINGS,
    "langfuse": langfuse.SPELLINGS,
    "litellm": litellm.SPELLINGS,
    "models.dev": models_dev.SPELLINGS,
    "openrouter": openrouter.SPELLINGS,
    "portkey": portkey.SPELLINGS,
}
SELLERS = {"litellm": sorted(litellm.routes())}
"""Whose prices a format can say, where that is not everybody's."""


def measure() -> None:
    """Count again, if any answer has changed since the last time."""
    told = {
        feed: {"spellings": [said.row() for said in spellings], "sellers": SELLERS.get(feed)}
        for feed, spellings in FEEDS.items()
    }
    writer().run("feeds.coverage.measure", feeds=json.dumps(told))
