"""What lists stated when the release was made."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pricebook.pricing.price import Price, PriceState
from pricebook.references import ListedOffer, editions
from pricebook.sync.listed_sellers import open_sellers

DAY = date(2026, 8, 22)
PRICE = Price("input_tokens", PriceState.KNOWN, "0.5 USD per 1M tokens", Decimal("5E-7"), "USD")
FACTS = {"context_length": 8192}


def offer(provider: str, day: date | None = None) -> ListedOffer:
    """Return an offer of a seller."""
    return ListedOffer(provider, "acme/a", (PRICE,), FACTS, f"{provider}/acme/a", dated=day)


@pytest.fixture
def packed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Pack an edition of two sellers, the second as it was a month earlier."""
    monkeypatch.setattr(editions, "LINES", tmp_path / "lines")
    monkeypatch.setattr(editions, "DAYS", tmp_path / "days")
    older = offer("crusoe", date(2026, 7, 2))
    editions.pack({"models.dev": [offer("groq", DAY), older], "litellm": [older]})


@pytest.mark.usefixtures("packed")
def test_what_was_packed_is_read() -> None:
    """Amounts, conditions and facts as they were, and the day."""
    assert [offer("groq", DAY)] == editions.edition("models.dev", ["groq", "somebody"])
    assert {"models.dev": DAY, "litellm": date(2026, 7, 2)} == editions.days()


@pytest.mark.usefixtures("packed")
@pytest.mark.parametrize(
    ("dated", "further"),
    [(date(2026, 8, 21), ["crusoe"]), (DAY, []), (None, [])],
)
def test_only_an_older_copy_is_completed(dated: date | None, further: list[str]) -> None:
    """With sellers that it lacks; a copy that is as new, or that names no day, is the truth."""
    completed = editions.beyond("models.dev", dated, [offer("groq")], ["groq", "crusoe"])

    assert further == [each.provider for each in completed]


def test_the_editions_that_come_with_the_release() -> None:
    """Three lists know 190 sellers and more; prices are above zero, and nothing stands twice."""
    lists = {name: editions.edition(name, open_sellers()) for name in editions.days()}
    offers = [each for stated in lists.values() for each in stated]

    assert {"models.dev", "litellm", "genai-prices"} == lists.keys()
    assert len({each.provider for each in offers}) >= 190
    assert all(price.amount and price.amount > 0 for each in offers for price in each.prices)
    for stated in lists.values():
        assert len(stated) == len({(each.provider, each.provider_model_id) for each in stated})
    assert editions.LINES.stat().st_size < 300_000
