"""Creators: by what stands before a name, else by the name itself."""

import re

import pytest

from pricebook.identity.creators import CREATORS, FAMILIES, SPELLINGS, creator


@pytest.mark.parametrize(
    ("vendor", "name", "house", "maker"),
    [
        ("meta", "llama-3-8b", None, "meta-llama"),
        ("kavish218", "llama-3.2-1b", None, "kavish218"),
        ("unsloth", "llama-3.2-1b", None, "meta-llama"),
        ("", "rocket", "acme", "acme"),
        ("", "gpt-4o", None, "openai"),
        ("", "gpt-4o-search-preview-reasoning", None, None),
        ("", "rocket", None, None),
        ("chutesai", "rocket", None, None),
    ],
)
def test_a_creator_is_found(vendor: str, name: str, house: str | None, maker: str | None) -> None:
    """A vendor says it; a mirror does not; a house sells its own; a name gives some away."""
    assert maker == creator(vendor, name, house)


def test_a_spelling_is_of_one_creator() -> None:
    """Two creators of one spelling would mix their models."""
    spellings = [word for words in SPELLINGS.values() for word in words.split()]

    assert len(spellings) == len(set(spellings)) == len(CREATORS)
    assert all(re.compile(pattern) for pattern in FAMILIES.values())
