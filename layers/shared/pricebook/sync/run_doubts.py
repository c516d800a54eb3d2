"""Run doubts: what makes everything that a run changes look like one mistake."""

import json
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import NamedTuple

from pricebook import settings
from pricebook.serving import snapshot
from pricebook.storage.postgres import Database
from pricebook.sync.thresholds import Thresholds

ALIKE_FACTOR = Decimal("1.01")
"""How far apart two factors are that count as one."""


class Measures(NamedTuple):
    """Counts of one run, before anything of it is written.

    Attributes:
        prices: known prices of the models in the answer, before the run.
        priced_models: models in the answer that have one.
        lost_models: of these, models of which a known price goes or becomes something else.
        lost_bases: of these, models whose base price of a token goes so, or every price.
        factor: by which most known prices change.
        factor_prices: how many do.
        kept_models: offered models that were active before.
        kept_priced: of these, models that had a known price.
        listed_models: all offered models of the answer.
        listed_priced: of these, models with a known price in the answer.
        median_input: the median price of an input token in US dollars.
        changes: how many prices change in any way.
    """

    prices: int
    priced_models: int
    lost_models: int
    lost_bases: int
    factor: Decimal | None
    factor_prices: int
    kept_models: int
    kept_priced: int
    listed_models: int
    listed_priced: int
    median_input: Decimal | None
    changes: int

    def priced_share_fell(self) -> bool:
        """Whether far fewer of the models have a price than before."""
        if self.kept_models < settings.PRICED_SHARE_MODELS:
            return False
        before = Decimal(self.kept_priced) / self.kept_models
        return self.listed_priced < settings.PRICED_SHARE_FALL * before * self.listed_models


class Market(NamedTuple):
    """Median ratios of a provider's base prices to those of other sources, and their number."""

    before: Decimal | None
    after: Decimal | None
    compared: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a run is held as a whole, and whether repetition can end it without a person."""

    reason: str
    sample: str
    factor: Decimal | None = None
    ends_by_repetition: bool = False

    def is_like(self, reason: str, factor: Decimal | None) -> bool:
        """Tell whether it is the doubt of an earlier run."""
        if factor is None or self.factor is None:
            return reason == self.reason and factor == self.factor
        return reason == self.reason and is_within(factor / self.factor, ALIKE_FACTOR)


def measure(database: Database) -> tuple[Measures, Market]:
    """Return what the guards on a whole run go by, after its prices were staged."""
    measures = Measures(*database.run("sync.run_reviews.measure")[0])
    market = Market(None, None, 0)
    # a few changes move no median
    if measures.changes * settings.SAME_FACTOR_PRICES > measures.prices:
        market = Market(*database.run("sync.run_reviews.market_ratio")[0])
    if not measures.prices and market.compared < settings.COMPARED_PRICES:
        bundled = json.dumps(snapshot.list_prices())
        market = Market(*database.run("sync.run_reviews.snapshot_ratio", bundled=bundled)[0])
    return measures, market


def doubt(
    measures: Measures, market: Market, limits: Thresholds, unread_models: int = 0
) -> Doubt | None:
    """Return why everything that a run changes looks like one mistake, or None.

    Args:
        measures: the counts of the run.
        market: its prices beside those of other sources.
        limits: what the guards of its provider go by.
        unread_models: in how many models the same key looks like a price that nobody reads.
    """
    return (
        _lost(measures, limits, unread_models)
        or _first(measures, market)
        or _market(market, limits)
        or _one_factor(measures, market, limits)
    )


def _lost(measures: Measures, limits: Thresholds, unread_models: int) -> Doubt | None:
    lost, priced = measures.lost_models, measures.priced_models
    ceiling = limits.lost_share * priced
    if lost < settings.LOST_MODELS or lost <= ceiling:
        return None
    # What is neither a base price nor to be found under another key is not published any more.
    ends = measures.lost_bases <= ceiling and unread_models <= ceiling
    sample = f"{lost} of {priced} priced models lose prices"
    return Doubt("lost prices", sample, ends_by_repetition=ends)


def _first(measures: Measures, market: Market) -> Doubt | None:
    if measures.prices or not measures.changes:
        return None
    if market.compared >= settings.COMPARED_PRICES and market.after is not None:
        if is_within(market.after, settings.FIRST_MARKET_FACTOR):
            return None
        sample = f"first prices are {_digits(market.after)} times those of others"
        return Doubt("first prices", sample, market.after)
    median = measures.median_input
    if median is None or measures.listed_priced < settings.COMPARED_PRICES:
        return None
    if settings.FIRST_MEDIAN_BELOW <= median <= settings.FIRST_MEDIAN_ABOVE:
        return None
    return Doubt("first prices", f"the median first price is {median:f} USD per input token")


def _market(market: Market, limits: Thresholds) -> Doubt | None:
    before, after = market.before, market.after
    if before is None or after is None or market.compared < settings.COMPARED_PRICES:
        return None
    if not is_within(before, limits.market_factor) or is_within(after, limits.market_factor):
        return None
    sample = f"prices go from {_digits(before)} to {_digits(after)} times those of others"
    return Doubt("market ratio", sample, after)


def _one_factor(measures: Measures, market: Market, limits: Thresholds) -> Doubt | None:
    factor, alike = measures.factor, measures.factor_prices
    few = alike < settings.SAME_FACTOR_PRICES
    if factor is None or few or alike * settings.SAME_FACTOR_SHARE < measures.prices:
        return None
    if is_within(factor, settings.DRIFT_FACTOR) or _heals(measures, market):
        return None
    share = "all" if alike == measures.prices else f"{alike} of {measures.prices}"
    return Doubt(
        "one factor",
        f"{share} prices x {_digits(factor)}",
        factor,
        ends_by_repetition=is_within(factor, limits.market_factor),
    )


def _heals(measures: Measures, market: Market) -> bool:
    """Tell whether the new prices are, in the median, what others charge, and the old were not."""
    return (
        market.compared >= settings.SAME_FACTOR_PRICES
        and market.after is not None
        and is_within(market.after, settings.HEAL_FACTOR)
        and not is_within(market.before or Decimal(1), settings.HEAL_FACTOR)
        and measures.factor is not None
    )


def _digits(number: Decimal) -> str:
    return format(Context(prec=3).plus(number).normalize(), "f")


def is_within(ratio: Decimal, factor: Decimal | int) -> bool:
    """Tell whether a ratio is at most a factor, either way."""
    return ratio * factor >= 1 and ratio <= factor
