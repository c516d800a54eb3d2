"""Price pages: what a small page in each vendor's shape becomes.

The bodies and the snapshots lie beside this file: `SNAPSHOTS=write` and a run of these tests write
a snapshot again, and the diff is the review.
"""

import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pricebook.price_pages import price_pages
from pricebook.price_pages.reading import Reading
from pricebook.pricing.meters import METERS

HERE = Path(__file__).parent
BODIES = {path.stem: path for path in (HERE / "bodies").iterdir()}
TODAY = date(2026, 11, 29)
KNOWN = {
    "anthropic": ["claude-ant-9-1-20261001", "claude-ant-9-1", "claude-3-5-haiku-20241022"],
    "ollama-cloud": ["fly:7b", "bee:31b", "wasp-1"],
}


def table(reading: Reading) -> str:
    """Return prices per quoted quantity, a line each, and then what was not understood."""
    lines = []
    for model_id, card in reading.cards.items():
        for price in card.values():
            amount = (price.amount or Decimal()) * METERS[price.meter].per
            words = ", ".join(f"{key} {value}" for key, value in sorted(price.conditions.items()))
            lines.append(f"{model_id} | {price.meter} | {amount.normalize():f} | {words}")
    unread = [f"unread {count}: {place}" for place, count in reading.unread.items()]
    return "\n".join([*sorted(lines), *sorted(unread)]) + "\n"


def test_every_page_has_a_body() -> None:
    """A vendor without a body would be read by nobody before its page is."""
    assert price_pages().keys() == BODIES.keys()


@pytest.mark.parametrize("provider", sorted(BODIES))
def test_a_page_becomes_these_prices(provider: str) -> None:
    """Each price with its meter and conditions, and every amount that no rule understands."""
    text = BODIES[provider].read_text()
    stated = table(price_pages()[provider].read(text, TODAY, KNOWN.get(provider, [])))
    snapshot = HERE / "snapshots" / f"{provider}.txt"
    if os.environ.get("SNAPSHOTS") == "write":
        snapshot.write_text(stated)

    assert snapshot.read_text() == stated


@pytest.mark.parametrize("provider", sorted(BODIES))
@pytest.mark.parametrize(
    "text", ["", "{}", "<html><body>Just a moment</body></html>", "| a |\n|-|"]
)
def test_another_page_states_nothing(provider: str, text: str) -> None:
    """An empty page, a wall against robots or a table of nothing is no price and no error."""
    assert {} == price_pages()[provider].read(text, TODAY, []).cards


def test_a_price_changes_on_its_day() -> None:
    """Of two prices with days, the one that holds that day is stated."""
    text = BODIES["google"].read_text()
    days = (date(2026, 12, 31), date(2027, 1, 1))
    cards = [price_pages()["google"].read(text, day, []).cards["ant-9-flash"] for day in days]

    assert ["0.75", "1.50"] == [
        f"{(card['input_tokens', '[]'].amount or 0) * 1_000_000:.2f}" for card in cards
    ]
