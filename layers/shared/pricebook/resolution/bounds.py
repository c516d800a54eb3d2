"""In-card bounds: ratios between a card's own figures outside of which no seller charges.

They were measured on 3,982 first-hand cards, of which none breaks one (docs/resolution.md).
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from pricebook.pricing.meters import METERS
from pricebook.pricing.price import Price
from pricebook.resolution.card import INPUT, NO_CONDITIONS, OUTPUT, Card, Examined, Key, Rate

type Bound = tuple[Decimal, Decimal]

MAX_PER_TOKEN = Decimal("0.001")
"""1,000 US dollars per million tokens; the dearest model ever sold cost 600."""
OUTPUT_BOUND: Bound = (Decimal("0.05"), Decimal(25))
PICTURE_OUTPUT_MAX = 15
"""Above it the `output` of a model that draws is the price of its pictures."""
PICTURE_TOKENS: Key = ("output_image_tokens", NO_CONDITIONS)
BASE_BOUNDS: Mapping[str, tuple[Key, Bound]] = {
    "cache_read_tokens": (INPUT, (Decimal("0.005"), Decimal(1))),
    "cache_write_tokens": (INPUT, (Decimal("0.05"), Decimal(4))),
    "input_audio_tokens": (INPUT, (Decimal(1), Decimal(20))),
    "output_image_tokens": (OUTPUT, (Decimal(1), Decimal(25))),
    "reasoning_tokens": (OUTPUT, (Decimal("0.3"), Decimal(1))),
}
"""What each meter of the base may cost, in multiples of another."""
THINKING = {"mode": "thinking"}
THINKING_BOUND: Bound = (Decimal(2), Decimal(6))
"""What the output of a model costs while it thinks, in multiples of what it costs otherwise."""
HOUR = {"cache_ttl": "1h"}
HOUR_BOUND: Bound = (Decimal("1.5"), Decimal("2.5"))
"""A cache write of one hour, in multiples of the input price."""
LONG_BOUNDS: Mapping[str, Bound] = {
    "input_tokens": (Decimal(1), Decimal(8)),
    "output_tokens": (Decimal(1), Decimal(13)),
}
LONG_OTHERS: Bound = (Decimal("0.7"), Decimal(8))
THRESHOLDS = (16_000, 1_048_576)
TIER_BOUNDS: Mapping[str, Bound] = {
    "batch": (Decimal("0.2"), Decimal(1)),
    "flex": (Decimal("0.3"), Decimal(1)),
    "priority": (Decimal(1), Decimal(4)),
}
REGION_BOUND: Bound = (Decimal("0.9"), Decimal("1.6"))


def examine(card: Card, *, draws: bool = False) -> Examined:
    """Return a card without what breaks the bounds.

    Args:
        card: what a source states.
        draws: whether the model makes pictures, whose price lists put into `output`.
    """
    if any(is_absurd(rate) for rate in card.rates.values()):
        return Examined(replace(card, rates={}), ["more than 1,000 dollars per million tokens"])
    examined = Examined(card)
    _check_output(examined, draws=draws)
    _move_thinking(examined)
    _check_base(examined)
    _check_blocks(examined)
    return examined


def is_absurd(price: Rate | Price) -> bool:
    """Tell whether a token costs more than any token ever did."""
    tokens = METERS[price.meter].unit == "token"
    return tokens and price.amount is not None and price.amount > MAX_PER_TOKEN


def _check_output(examined: Examined, *, draws: bool) -> None:
    rates = dict(examined.card.rates)
    if INPUT not in rates or OUTPUT not in rates or not rates[INPUT].amount:
        return
    ratio = rates[OUTPUT].amount / rates[INPUT].amount
    if ratio < OUTPUT_BOUND[0]:
        examined.refused.append("output below a twentieth of input")
        examined.card = replace(examined.card, rates={})
    elif ratio > OUTPUT_BOUND[1] or (draws and ratio > PICTURE_OUTPUT_MAX):
        examined.refused.append("the price of pictures stands in output")
        picture = rates.pop(OUTPUT)
        if draws:
            rates.setdefault(PICTURE_TOKENS, replace(picture, meter=PICTURE_TOKENS[0]))
        examined.card = replace(examined.card, rates=rates)


def _move_thinking(examined: Examined) -> None:
    """Read a price of thoughts above that of output as what a model that thinks charges for both.

    Alibaba's models have two prices of output, of which lists call the higher one so.
    """
    rates = dict(examined.card.rates)
    for rate in examined.card.rates.values():
        output = rates.get(("output_tokens", rate.key[1]))
        known = rate.meter == "reasoning_tokens" and output and output.amount
        if known and not _outside(rate, output, THINKING_BOUND):
            moved = replace(rate, meter="output_tokens", conditions={**rate.conditions, **THINKING})
            del rates[rate.key]
            rates.setdefault(moved.key, moved)
    examined.card = replace(examined.card, rates=rates)


def _check_base(examined: Examined) -> None:
    rates = examined.card.rates
    broken = {key for key, rate in rates.items() if rate.block is None and _breaks(rate, rates)}
    _refuse(examined, broken, "beside the input or the output price")


def _breaks(rate: Rate, rates: Mapping[Key, Rate]) -> bool:
    if rate.conditions == HOUR and rate.meter == "cache_write_tokens":
        return _outside(rate, rates.get(INPUT), HOUR_BOUND)
    if rate.conditions or rate.meter not in BASE_BOUNDS:
        return False
    other, bound = BASE_BOUNDS[rate.meter]
    return _outside(rate, rates.get(other), bound)


def _outside(rate: Rate, other: Rate | None, bound: Bound) -> bool:
    if other is None or not other.amount:
        return False
    return not bound[0] <= rate.amount / other.amount <= bound[1]


def _check_blocks(examined: Examined) -> None:
    blocks: dict[str, list[Rate]] = {}
    for rate in examined.card.rates.values():
        if rate.block is not None:
            blocks.setdefault(rate.block, []).append(rate)
    for rates in blocks.values():
        broken = {rate.key for rate in rates if _strays(rate, examined.card.rates)}
        if broken or not all(_whole_block(part, examined.card) for part in _by_threshold(rates)):
            keys = {rate.key for rate in rates}
            _refuse(examined, keys, f"under {dict(rates[0].conditions)}")


def _strays(rate: Rate, rates: Mapping[Key, Rate]) -> bool:
    row = {k: v for k, v in rate.conditions.items() if k in {"cache_ttl", "search_context_size"}}
    base = rates.get(Rate(rate.meter, row, rate.amount).key)
    return any(_outside(rate, base, bound) for bound in _mode_bounds(rate))


def _mode_bounds(rate: Rate) -> Iterator[Bound]:
    tier = TIER_BOUNDS.get(rate.conditions.get("service_tier", ""))
    threshold = rate.conditions.get("prompt_tokens_gt")
    if threshold is None:
        if tier:
            yield tier
        elif "region" in rate.conditions:
            yield REGION_BOUND
    elif not tier and "region" not in rate.conditions:
        yield LONG_BOUNDS.get(rate.meter, LONG_OTHERS)


def _by_threshold(rates: list[Rate]) -> list[list[Rate]]:
    parts: dict[object, list[Rate]] = {}
    for rate in rates:
        parts.setdefault(rate.conditions.get("prompt_tokens_gt"), []).append(rate)
    return list(parts.values())


def _whole_block(rates: list[Rate], card: Card) -> bool:
    """Tell whether a block for long prompts prices what goes in and what comes out.

    A mode of thinking changes what comes out alone.
    """
    threshold = rates[0].conditions.get("prompt_tokens_gt")
    if threshold is None or rates[0].conditions.keys() >= THINKING.keys():
        return True
    meters = {rate.meter for rate in rates}
    needed = {key[0] for key in (INPUT, OUTPUT) if key in card.rates}
    return needed <= meters and THRESHOLDS[0] <= threshold <= THRESHOLDS[1]


def _refuse(examined: Examined, keys: set[Key], why: str) -> None:
    if not keys:
        return
    rates = {key: rate for key, rate in examined.card.rates.items() if key not in keys}
    examined.card = replace(examined.card, rates=rates)
    examined.refused.append(f"{', '.join(sorted({meter for meter, _ in keys}))} {why}")
