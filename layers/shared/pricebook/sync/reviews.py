"""Price reviews: price changes held back from the ledger until they are confirmed or decided."""

from pricebook.findings import WHAT_TO_DO, Finding
from pricebook.storage.postgres import Database
from pricebook.sync.thresholds import Thresholds


def hold(database: Database, run: int | None, limits: Thresholds) -> list[Finding]:
    """Take out of the staged price changes what a guard objects to, and file it for review.

    Runs inside the transaction of a run, after its prices were staged and before they are written.

    Args:
        database: the connection of the run.
        run: its number; a dry run has none.
        limits: what the guards of its provider go by.

    Returns:
        One finding for each guard that held something.
    """
    database.run("sync.reviews.stage_rates")
    database.run(
        "sync.reviews.stage_held",
        least=limits.absurd_below,
        most=limits.absurd_above,
        slip=limits.slip_factor,
        sellers=limits.slip_sellers,
        jump=limits.jump_factor,
        alike=limits.alike_factor,
    )
    database.run("sync.reviews.keep_held_back")
    database.run("sync.reviews.supersede_reviews")
    database.run("sync.reviews.file_reviews", run=run)
    return [
        Finding("guard", count, f"{reason}: {sample}", WHAT_TO_DO[reason])
        for reason, count, sample in database.run("sync.reviews.held_prices")
    ]


def approve(database: Database, reviews: list[int], actor: str, note: str | None) -> None:
    """Believe held prices from now on; inside `refreshing`, on reviews that wait."""
    decision = {"reviews": reviews, "actor": actor, "note": note}
    database.run("sync.reviews.approve", **decision)
    database.run("sync.reviews.believe_approved", reviews=reviews)
    database.run("sync.reviews.touch_reviewed", reviews=reviews)


def refuse(database: Database, reviews: list[int], actor: str, note: str | None) -> None:
    """Hold prices back for good: no run asks about these figures again."""
    database.run("sync.reviews.reject", reviews=reviews, actor=actor, note=note)


def undo(database: Database, review: int, actor: str, note: str | None) -> None:
    """Take a decision back; inside `refreshing`, on a review whose price is still in force."""
    database.run("sync.reviews.believe_again", review=review)
    database.run("sync.reviews.mark_undone", review=review, actor=actor, note=note)
    database.run("sync.reviews.touch_reviewed", reviews=[review])
