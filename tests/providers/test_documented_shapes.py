"""Answers composed from what documents say of each list, synchronised for real.

A file has answers by a part of their address, the prices that the ledger must then hold, held
against the documents, and words that the run must tell. It is a second body beside the one of the
snapshot, with the values that documents allow and lists seldom have.
"""

import json
from pathlib import Path

import pytest

from pricebook.storage.postgres import Database
from tests.support.documented_answers import synchronise

CASES = Path(__file__).parent / "documented"
NAMES = sorted(path.stem for path in CASES.iterdir())


@pytest.mark.parametrize("slug", NAMES)
def test_every_price_is_right_or_told(
    slug: str, environment: pytest.MonkeyPatch, owner_database: Database
) -> None:
    """What a list may say by its documents is in the ledger, and what is not was told."""
    case = json.loads((CASES / f"{slug}.json").read_text())
    cards, told = synchronise(slug, case["answers"], owner_database, environment)

    assert case["prices"] == cards
    assert [] == [word for word in case["told"] if word not in told]
