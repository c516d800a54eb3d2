"""The words of an adapter, and the table of them in CONTRIBUTING."""

import inspect
import re
from collections import Counter
from dataclasses import fields
from types import ModuleType

import pytest

from pricebook.adapters import (
    charges,
    conditions,
    joins,
    offers,
    pagination,
    requests,
    reshape,
)
from pricebook.adapters import fields as readers
from pricebook.adapters.charges import Charge
from pricebook.adapters.conditions import PriceVariants
from pricebook.adapters.provider import Provider
from tests.support.paths import ROOT

MODULES = (readers, charges, conditions, requests, pagination, offers, joins, reshape)
OF_A_RULE = {"ConditionReader"}
"""What a word returns, which no adapter names."""
FOR_PEOPLE = {"slug", "name", "website", "docs_url", "path", "meter", "unit", "rules"}
"""Arguments that the example shows and that need no words."""


def first_cells() -> list[str]:
    """Return what stands in backticks in the first column of CONTRIBUTING's tables of words."""
    text = (ROOT / "CONTRIBUTING.md").read_text()
    section = text[text.index("### The words of an adapter") : text.index("## Style, by example")]
    cells = re.findall(r"^\| (`.*?) \|", section, re.MULTILINE)
    return [code for cell in cells for code in re.findall(r"`([^`]+)`", cell)]


def public(module: ModuleType) -> set[str]:
    """Return the functions and classes that a module defines for others."""
    return {
        name
        for name, value in vars(module).items()
        if (inspect.isfunction(value) or inspect.isclass(value))
        and value.__module__ == module.__name__
        and not name.startswith("_")
    }


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_word_is_in_the_table_once(module: ModuleType) -> None:
    """Whoever writes an adapter finds all words in one place, and none that is gone."""
    cells = Counter(re.split(r"\(", code)[0] for code in first_cells())
    mentioned = (ROOT / "CONTRIBUTING.md").read_text()

    assert {} == {
        word: cells[word]
        for word in public(module) - OF_A_RULE
        if cells[word] != 1 and not (cells[word] == 0 and f"(`{word}`)" in mentioned)
    }


@pytest.mark.parametrize("declaration", [Provider, Charge, PriceVariants])
def test_every_argument_is_in_the_tables(declaration: type) -> None:
    """No argument of a declaration has to be looked for in its code."""
    text = (ROOT / "CONTRIBUTING.md").read_text()
    arguments = {field.name for field in fields(declaration)}

    assert set() == {a for a in arguments if f"{a}=" not in text} - FOR_PEOPLE
