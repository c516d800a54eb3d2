"""An independent reading of price pages, straight from their text."""

from datetime import date
from pathlib import Path

import pytest

from pricebook.price_pages import price_pages
from tests.support.oracles.prices.base_rows import row
from tests.support.oracles.prices.pages import READINGS, second_reading

BODIES = {path.stem: path for path in (Path(__file__).parent / "bodies").iterdir()}
TODAY = date(2026, 11, 29)


def test_every_page_is_read_twice() -> None:
    """A page of which only one reading is right would be believed by nobody else."""
    assert price_pages().keys() == READINGS.keys()


@pytest.mark.parametrize("provider", sorted(READINGS))
def test_both_readings_agree(provider: str) -> None:
    """Every price of a page is what a second, simpler reading finds, and there is no other."""
    text = BODIES[provider].read_text()
    cards = price_pages()[provider].read(text, TODAY, []).cards
    stated = {
        model_id: sorted(row(p.meter, p.amount, when=p.conditions) for p in card.values())
        for model_id, card in cards.items()
        if card
    }

    assert stated == second_reading(provider, text)
