"""The feed of changes, read with a real feed reader."""

import re
from typing import Any

import feedparser
import pytest

from tests.support.clients import CatalogClient, Response
from tests.support.fakes.provider_transport import item, items
from tests.support.sync_and_query import run

MODEL = "openrouter/acme/a"
FIRST = "acme/z"
"""What the provider lists from the start, so that its first run is over."""


@pytest.fixture
def known(client: CatalogClient) -> CatalogClient:
    """Give the API after the provider's first run."""
    run(item("acme/a"), item(FIRST))
    return client


def feed(answer: Response) -> Any:
    """Read an Atom feed as a feed reader does, which must find no fault."""
    read = feedparser.parse(answer.body, response_headers=dict(answer.headers))
    assert not read.bozo, read.get("bozo_exception")
    return read


def test_a_feed_reader_accepts_the_feed(known: CatalogClient) -> None:
    """It finds a title, an author, ids, days, and addresses that lead back to us."""
    run(item("acme/a", prompt="0.000003"), item(FIRST), item("acme/b"))

    answer = known.get("/v1/changes.atom", provider="openrouter")
    read = feed(answer)
    host = "id.execute-api.us-east-1.amazonaws.com"
    addresses = {link.rel: link.href for link in read.feed.links}

    assert "application/atom+xml; charset=utf-8" == answer.headers["content-type"]
    assert ("atom10", "utf-8") == (read.version, read.encoding)
    assert f"tag:{host},2026:pricebook:changes:openrouter" == read.feed.id
    assert f"https://{host}/v1/changes.atom?provider=openrouter&page_size=50" == addresses["self"]
    assert "Pricebook" == read.feed.author
    entry = next(
        entry for entry in read.entries if entry.title.startswith("acme/a at openrouter: ")
    )
    assert re.fullmatch(rf"tag:{re.escape(host)},2026:pricebook:price:\d+", entry.id)
    assert f"https://{host}/v1/models/{MODEL}" == entry.link
    assert "input_tokens 1 USD per 1M → 3 USD per 1M" == entry.summary
    assert {"price", "openrouter"} == {tag.term for tag in entry.tags}
    assert read.feed.updated_parsed == max(entry.updated_parsed for entry in read.entries)


def test_a_feed_survives_what_providers_write(known: CatalogClient) -> None:
    """Markup and control characters in an id or a name are text, and the link still leads there."""
    odd = 'acme/<b>&"x"\x01 ü?#%2F'
    run(item("acme/a"), item(FIRST), item(odd) | {"name": 'A & B <i>"\x02\x1f\ufffe'})

    (entry,) = feed(known.get("/v1/changes.atom")).entries
    address = entry.link.removeprefix("https://id.execute-api.us-east-1.amazonaws.com")

    assert 'openrouter/acme/<b>&"x" ü?#%2F is new' == entry.title
    assert entry.link.isascii()
    assert address.endswith("/v1/models/openrouter/acme/%3Cb%3E%26%22x%22%01%20%C3%BC%3F%23%252F")


def test_an_empty_feed_is_a_feed(known: CatalogClient) -> None:
    """A reader can subscribe before anything happened."""
    read = feed(known.get("/v1/changes.atom"))

    assert [] == read.entries
    assert read.feed.updated_parsed


def test_a_long_feed_links_its_next_page(known: CatalogClient) -> None:
    """The feed names its next page, as RFC 5005 has it."""
    run(item("acme/a"), item(FIRST), *items(3))

    first = feed(known.get("/v1/changes.atom", page_size=2))
    onward = next(link.href for link in first.feed.links if link.rel == "next")
    cursor = onward.partition("cursor=")[2]
    second = feed(known.get("/v1/changes.atom", page_size=2, cursor=cursor))

    assert (2, 1) == (len(first.entries), len(second.entries))
    assert not {entry.id for entry in first.entries} & {entry.id for entry in second.entries}
