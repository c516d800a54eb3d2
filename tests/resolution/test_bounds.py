"""In-card bounds: which figures cannot be prices."""

import pytest

from pricebook.resolution.bounds import examine
from pricebook.resolution.card import Card, Rate
from pricebook.resolution.rule import resolve
from tests.support.rate_cards import BATCH, LONG, base, card, prices, rate


def kept(card: Card, *, draws: bool = False) -> set[tuple[str, str]]:
    """Return the keys that stay."""
    return set(examine(card, draws=draws).card.rates)


BASE = {("input_tokens", "{}"), ("output_tokens", "{}")}


@pytest.mark.parametrize(
    ("meter", "dollars"),
    [
        ("cache_read_tokens", "3.1"),
        ("cache_read_tokens", "0.001"),
        ("cache_write_tokens", "13"),
        ("reasoning_tokens", "16"),
        ("input_audio_tokens", "300"),
    ],
)
def test_a_figure_out_of_bounds_does_not_speak(meter: str, dollars: str) -> None:
    """It leaves the card, and the rest of the card stays."""
    assert BASE == kept(base("m", "3", "15", rate(meter, dollars)))


def test_what_sellers_charge_is_within_the_bounds() -> None:
    """A card as a lab publishes it loses nothing."""
    card = base(
        "m",
        "3",
        "15",
        rate("cache_read_tokens", "0.3"),
        rate("cache_write_tokens", "3.75"),
        rate("cache_write_tokens", "6", {"cache_ttl": "1h"}),
        rate("input_tokens", "6", LONG),
        rate("output_tokens", "22.5", LONG),
        rate("input_tokens", "1.5", BATCH),
        rate("output_tokens", "7.5", BATCH),
        rate("input_tokens", "3.3", {"region": "eu"}),
    )

    assert set(card.rates) == kept(card)


def test_a_unit_slip_silences_the_card() -> None:
    """Above 1,000 dollars per million tokens nothing of a card is believed."""
    assert set() == kept(base("l", "5000", "20000"))
    assert set() == kept(base("l", "5", "0.1"))


@pytest.mark.parametrize(
    ("thoughts", "moved"),
    [("4", True), ("2.4", True), ("7.2", True), ("2.3", False), ("7.3", False)],
)
def test_thoughts_above_output_are_the_price_of_a_mode(thoughts: str, *, moved: bool) -> None:
    """Lists call the price of thinking output so; no seller charges a thought more than a word."""
    long = {"prompt_tokens_gt": 256_000}
    tier = [rate("input_tokens", "1.2", long), rate("output_tokens", "3.6", long)]
    more = rate("reasoning_tokens", "12", long)
    found = examine(base("m", "0.4", "1.2", rate("reasoning_tokens", thoughts), *tier, more)).card

    mode = rate("output_tokens", thoughts, {"mode": "thinking"})
    assert moved == (found.rates.get(mode.key) == mode)
    assert ("reasoning_tokens", "{}") not in found.rates
    assert rate("output_tokens", "12", {**long, "mode": "thinking"}) in found.rates.values()
    assert 3 == sum("256000" in conditions for _, conditions in found.rates)


def test_thoughts_that_cost_no_more_than_output_stay_what_they_are() -> None:
    """And so do those of a card without an output price."""
    same = rate("reasoning_tokens", "1.2")

    for card_of in (base("m", "0.4", "1.2", same), card("m", rate("input_tokens", "1"), same)):
        assert same in examine(card_of).card.rates.values()


def test_a_picture_rate_moves_to_its_own_meter() -> None:
    """The output price of a model that draws is the price of its pictures, not of its words."""
    image = base("m", "2", "120")

    assert {("input_tokens", "{}"), ("output_image_tokens", "{}")} == kept(image, draws=True)
    assert {("input_tokens", "{}")} == kept(image)
    found = resolve([image, base("g", "2", "12")], "lab", draws=True)
    assert {"2", "12", "120"} == set(prices(found).values())


@pytest.mark.parametrize(
    "block",
    [
        [rate("input_tokens", "6", LONG)],
        [rate("input_tokens", "30", LONG), rate("output_tokens", "22", LONG)],
        [
            rate("input_tokens", "6", {"prompt_tokens_gt": 8000}),
            rate("output_tokens", "22", {"prompt_tokens_gt": 8000}),
        ],
        [rate("input_tokens", "150", {"service_tier": "priority"})],
        [rate("input_tokens", "6", BATCH), rate("output_tokens", "7.5", BATCH)],
        [rate("input_tokens", "6", {"region": "eu"})],
    ],
)
def test_a_block_out_of_bounds_is_refused_whole(block: list[Rate]) -> None:
    """A tier of which one figure is impossible has no other figure to be believed either."""
    examined = examine(base("l", "3", "15", *block))

    assert BASE == set(examined.card.rates)
    assert examined.refused
