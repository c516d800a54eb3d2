"""Run reviews: runs held as a whole, because all that they change looks like one mistake."""

from pricebook.storage.postgres import Database
from pricebook.sync.reviews import approve, refuse, take_back
from pricebook.sync.run_doubts import ALIKE_FACTOR, Doubt
from pricebook.sync.run_record import Run
from pricebook.sync.thresholds import Thresholds


def confirmed(database: Database, provider: str, doubt: Doubt, limits: Thresholds) -> bool:
    """Tell whether the same doubt was raised in enough complete runs over enough hours.

    Two kinds are confirmed so: one plausible factor, of a provider that raises or cuts all of its
    prices; and lesser prices that are gone, where nothing in the answer looks like them. What loses
    base prices, or leaves the market, needs another source or a person.
    """
    if not doubt.ends_by_repetition:
        return False
    rows = database.run(
        "sync.run_reviews.waiting", provider=provider, review_hours=limits.review_hours
    )
    return any(
        doubt.is_like(reason, factor) and runs + 1 >= limits.review_runs and aged
        for _id, reason, factor, runs, aged in rows
    )


def file(
    database: Database, report: Run, doubt: Doubt, *, prices: int, complete: bool
) -> int | None:
    """File the review of a run, or count it where it waits already; return its number.

    Args:
        database: the connection of the run.
        report: the run.
        doubt: why it is held.
        prices: how many price changes it holds.
        complete: whether its answer is complete, so that it counts as a repetition.

    Returns:
        The number, or None where a person has rejected the same.
    """
    same = {"provider": report.provider, "reason": doubt.reason, "sample": doubt.sample}
    if database.run("sync.run_reviews.rejected", **same)[0][0]:
        return None
    kind = {"provider": report.provider, "reason": doubt.reason, "factor": doubt.factor}
    database.run("sync.run_reviews.supersede", alike=ALIKE_FACTOR, **kind)
    rows = database.run(
        "sync.run_reviews.file",
        run=report.run_id,
        sample=doubt.sample,
        prices=prices,
        step=int(complete),
        **kind,
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


def undo(database: Database, review: int, actor: str, note: str | None) -> bool:
    """Take back the decision on a run, for prices that are in force still; inside `refreshing`.

    Args:
        database: the connection that writes.
        review: the number of the run's review.
        actor: who takes it back.
        note: why.

    Returns:
        Whether it was approved or rejected; where it was not, nothing was done.
    """
    if not database.run("sync.run_reviews.undoable", review=review):
        return False
    rows = database.run("sync.run_reviews.decided_prices", review=review)
    take_back(database, [number for (number,) in rows], actor, note)
    database.run("sync.run_reviews.restore_missing", review=review)
    database.run("sync.run_reviews.mark_undone", review=review, actor=actor, note=note)
    return True
