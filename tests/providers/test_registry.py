"""What the registry tells the rest of the program of its providers."""

import re
from collections import Counter

import pytest

from pricebook.adapters.provider import OPENAI_COMPATIBLE
from pricebook.providers import homes, host_named, registry
from pricebook.references import references

FEEDS = {"portkey"}
"""What names providers and is no reference list."""


@pytest.mark.parametrize("slug", registry())
def test_an_api_can_be_called(slug: str) -> None:
    """A program that reads a feed gets an address, and where it needs one a package."""
    provider = registry()[slug]

    assert re.fullmatch(r"https://[a-z0-9.-]+(/[\w./${}-]*)?", provider.api)
    assert not provider.api.endswith("/")
    assert provider.sdk == OPENAI_COMPATIBLE or re.fullmatch(r"@[\w-]+/[\w-]+", provider.sdk)


def test_whoever_names_a_provider_exists() -> None:
    """A name is for a reference list or for a feed, so that a slip in its name is noticed."""
    providers = registry().values()
    sources = {s for p in providers for s in (*p.names, *p.other_names, *p.unpriced_in)}

    assert sources <= {*references(), *FEEDS}


@pytest.mark.parametrize("source", [*references(), *FEEDS])
def test_a_name_is_one_providers(source: str) -> None:
    """A list that calls two providers the same would give one the prices of the other."""
    names = [name for p in registry().values() for name in p.names.get(source, ())]

    assert [] == [name for name, times in Counter(names).items() if times > 1]


def test_a_prefix_is_one_providers() -> None:
    """A gateway's id is of one host."""
    prefixes = [prefix for provider in registry().values() for prefix in provider.id_prefixes]

    assert len(prefixes) == len(set(prefixes))
    assert registry()["xai"] is host_named("grok")
    assert host_named("acme") is None


def test_every_creator_sells_in_one_place() -> None:
    """A gateway without prices charges what the creator charges, and so knows one place of it."""
    creators = [creator for provider in registry().values() for creator in provider.sells_own]

    assert len(creators) == len(set(creators))
    assert "alibaba-cloud" == homes()["qwen"]
    assert {p.creator for p in registry().values() if p.creator} <= homes().keys()
