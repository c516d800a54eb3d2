"""Price reviews: price changes held back from the ledger until they are confirmed or decided."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from pricebook import settings
from pricebook.findings import WHAT_TO_DO, Finding
from pricebook.storage.postgres import Database
from pricebook.sync.thresholds import Thresholds

ACTOR = "sync"
"""Who decides where no person does."""


def hold(
    database: Database, limits: Thresholds, *, automatic: bool, complete: bool, everything: bool
) -> None:
    """Stage in `held` what a guard objects to, and with it the other prices of the same models.

    Args:
        database: the connection of the run, after its prices were staged.
        limits: what the guards of its provider go by.
        automatic: whether sources and repetition may confirm a price, or only a person.
        complete: whether the answer is complete, so that it counts as a repetition.
        everything: whether the run itself is in doubt.
    """
    database.run(
        "sync.reviews.stage_held",
        least=limits.absurd_below,
        most=limits.absurd_above,
        bounds=json.dumps(settings.METER_BOUNDS),
        slip=limits.slip_factor,
        sellers=limits.slip_sellers,
        jump=limits.jump_factor,
        alike=limits.alike_factor,
        heal=limits.heal_factor,
        new=limits.new_factor,
        market=limits.market_factor,
        automatic=automatic,
    )
    if everything:
        database.run("sync.reviews.hold_everything")
        return
    database.run("sync.reviews.hold_cards")
    if automatic and complete:
        database.run("sync.reviews.release_confirmed", **_patience(limits))


def settle(database: Database, run: int | None, limits: Thresholds, *, complete: bool) -> None:
    """Accept what waited and is held no longer, and close what is not published any more.

    Args:
        database: the connection of the run, after `hold`.
        run: its number; a dry run has none.
        limits: what the guards of its provider go by.
        complete: whether what the answer does not state is really not published.
    """
    with _attributed(database, run):
        database.run("sync.reviews.accept", **_patience(limits))
    database.run("sync.reviews.supersede", complete=complete)
    database.run("sync.reviews.stage_past", like=settings.SUCCESSOR_FACTOR)
    database.run("sync.reviews.date_past")
    with _attributed(database, run):
        database.run("sync.reviews.approve_past")


def file(
    database: Database, run: int | None, run_review: int | None, *, complete: bool
) -> list[Finding]:
    """File what is held for review; return one finding for each guard that held something.

    Args:
        database: the connection of the run.
        run: its number; a dry run has none.
        run_review: the review of the run as a whole, where there is one.
        complete: whether the run counts as a repetition of what waits.
    """
    database.run("sync.reviews.file_reviews", run=run, run_review=run_review, step=int(complete))
    return [
        Finding("guard", count, f"{reason}: {sample}", WHAT_TO_DO[reason])
        for reason, count, sample in database.run("sync.reviews.findings")
    ]


def approve(database: Database, reviews: list[int], actor: str, note: str | None) -> None:
    """Believe held prices, each since it was seen first; inside `refreshing`."""
    cards = _cards(database, reviews)
    database.run("sync.reviews.approve", reviews=cards, actor=actor, note=note)
    database.run("sync.reviews.believe_approved", reviews=cards)
    database.run("sync.reviews.touch_reviewed", reviews=cards)


def refuse(database: Database, reviews: list[int], actor: str, note: str | None) -> None:
    """Hold prices back for good: no run asks about these figures again."""
    cards = _cards(database, reviews)
    database.run("sync.reviews.reject", reviews=cards, actor=actor, note=note)
    database.run("sync.reviews.touch_reviewed", reviews=cards)


def undo(database: Database, review: int, actor: str, note: str | None) -> None:
    """Take a decision back, and with it that on the rest of the card; inside `refreshing`.

    Args:
        database: the connection that writes.
        review: a review whose price is still in force.
        actor: who takes it back.
        note: why.
    """
    rows = database.run("sync.reviews.decided_together", review=review)
    take_back(database, [number for (number,) in rows], actor, note)


def take_back(database: Database, reviews: list[int], actor: str, note: str | None) -> None:
    """Believe what was in force before these decisions, and mark each as undone."""
    database.run("sync.reviews.believe_again", reviews=reviews)
    database.run("sync.reviews.mark_undone", reviews=reviews, actor=actor, note=note)
    database.run("sync.reviews.touch_reviewed", reviews=reviews)


@contextmanager
def _attributed(database: Database, run: int | None) -> Iterator[None]:
    """Audit what the block decides as decided by the run."""
    database.run("sync.reviews.attribute", actor=ACTOR, request=f"run {run}")
    yield
    database.run("sync.reviews.attribute", actor="", request="")


def _cards(database: Database, reviews: list[int]) -> list[int]:
    return [number for (number,) in database.run("sync.reviews.cards", reviews=reviews)]


def _patience(limits: Thresholds) -> dict[str, object]:
    return {"review_runs": limits.review_runs, "review_hours": limits.review_hours}
