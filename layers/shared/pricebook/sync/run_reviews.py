"""Run reviews: runs held as a whole, because all that they change looks like one mistake."""

from dataclasses import dataclass
from decimal import Context, Decimal
from typing import NamedTuple

from pricebook import settings
from pricebook.storage.postgres import Database
from pricebook.sync.reviews import approve, refuse
from pricebook.sync.run_record import Run
from pricebook.sync.thresholds import Thresholds


class Measures(NamedTuple):
    """Counts of one run, before anything of it is written.

    Attributes:
        prices: known prices of the models in the answer, before the run.
        priced_models: models in the answer that have one.
        lost_models: of these, models of which a known price goes or becomes something else.
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
    """Why a run is held as a whole."""

    reason: str
    sample: str
    factor: Decimal | None = None


def measure(database: Database) -> tuple[Measures, Market]:
    """Return what the guards on a whole run go by, after its prices were staged."""
    measures = Measures(*database.run("sync.run_reviews.measure")[0])
    market = Market(None, None, 0)
    # a few changes move no median
    if measures.changes * settings.SAME_FACTOR_PRICES > measures.prices:
        market = Market(*database.run("sync.run_reviews.market_ratio")[0])
    return measures, market


def doubt(measures: Measures, market: Market, limits: Thresholds) -> Doubt | None:
    """Return why everything that a run changes looks like one mistake, or None.

    Args:
        measures: the counts of the run.
        market: its prices beside those of other sources.
        limits: what the guards of its provider go by.
    """
    return (
        _lost(measures, limits)
        or _first(measures, market)
        or _market(market, limits)
        or _one_factor(measures, market)
    )


def _lost(measures: Measures, limits: Thresholds) -> Doubt | None:
    lost, priced = measures.lost_models, measures.priced_models
    if lost < settings.LOST_MODELS or lost <= limits.lost_share * priced:
        return None
    return Doubt("lost prices", f"{lost} of {priced} priced models lose prices")


def _first(measures: Measures, market: Market) -> Doubt | None:
    if measures.prices or not measures.changes:
        return None
    if market.compared >= settings.COMPARED_PRICES and market.after is not None:
        if _within(market.after, settings.FIRST_MARKET_FACTOR):
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
    if not _within(before, limits.market_factor) or _within(after, limits.market_factor):
        return None
    sample = f"prices go from {_digits(before)} to {_digits(after)} times those of others"
    return Doubt("market ratio", sample, after)


def _one_factor(measures: Measures, market: Market) -> Doubt | None:
    factor, alike = measures.factor, measures.factor_prices
    few = alike < settings.SAME_FACTOR_PRICES
    if factor is None or few or alike * settings.SAME_FACTOR_SHARE < measures.prices:
        return None
    if _within(factor, settings.DRIFT_FACTOR) or _heals(measures, market):
        return None
    share = "all" if alike == measures.prices else f"{alike} of {measures.prices}"
    return Doubt("one factor", f"{share} prices x {_digits(factor)}", factor)


def _heals(measures: Measures, market: Market) -> bool:
    """Tell whether the new prices are, in the median, what others charge, and the old were not."""
    return (
        market.compared >= settings.SAME_FACTOR_PRICES
        and market.after is not None
        and _within(market.after, settings.HEAL_FACTOR)
        and not _within(market.before or Decimal(1), settings.HEAL_FACTOR)
        and measures.factor is not None
    )


def _digits(number: Decimal) -> str:
    return format(Context(prec=3).plus(number).normalize(), "f")


def _within(ratio: Decimal, factor: Decimal | int) -> bool:
    return ratio * factor >= 1 and ratio <= factor


def confirmed(database: Database, provider: str, found: Doubt, limits: Thresholds) -> bool:
    """Tell whether the same doubt was raised in enough complete runs over enough hours.

    Only one plausible factor is confirmed so: a provider that raises or cuts all of its prices.
    What loses prices, or leaves the market, needs another source or a person.
    """
    if found.reason != "one factor" or found.factor is None:
        return False
    rows = database.run(
        "sync.run_reviews.waiting", provider=provider, review_hours=limits.review_hours
    )
    return any(
        reason == found.reason
        and _within(factor / found.factor, Decimal("1.01"))
        and _within(found.factor, limits.market_factor)
        and runs + 1 >= limits.review_runs
        and aged
        for _id, reason, factor, runs, aged in rows
    )


def file(
    database: Database, report: Run, found: Doubt, *, prices: int, complete: bool
) -> int | None:
    """File the review of a run, or count it where it waits already; return its number.

    Args:
        database: the connection of the run.
        report: the run.
        found: why it is held.
        prices: how many price changes it holds.
        complete: whether its answer is complete, so that it counts as a repetition.

    Returns:
        The number, or None where a person has rejected the same.
    """
    same = {"provider": report.provider, "reason": found.reason, "sample": found.sample}
    if database.run("sync.run_reviews.rejected", **same)[0][0]:
        return None
    rows = database.run(
        "sync.run_reviews.file",
        run=report.run_id,
        factor=found.factor,
        prices=prices,
        step=int(complete),
        **same,
    )
    return int(rows[0][0])


def decide(
    database: Database, review: int, actor: str, note: str | None, *, approved: bool
) -> bool:
    """Accept or reject everything that a run changed; inside `refreshing`.

    Args:
        database: the connection that writes.
        review: the number of the run's review.
        actor: who decides.
        note: why.
        approved: whether its prices are believed.

    Returns:
        Whether it was waiting; where it was not, nothing was done.
    """
    if not database.run("sync.run_reviews.pending", review=review):
        return False
    prices = [number for (number,) in database.run("sync.run_reviews.prices", review=review)]
    (approve if approved else refuse)(database, prices, actor, note)
    if approved:
        database.run("sync.run_reviews.withdraw_missing", review=review)
    decision = "approved" if approved else "rejected"
    database.run(
        "sync.run_reviews.decide", review=review, decision=decision, actor=actor, note=note
    )
    return True
