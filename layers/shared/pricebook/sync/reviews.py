"""Prices that no run may believe by itself: held back from the ledger until a person decides."""

from pricebook.findings import WHAT_TO_DO, Finding
from pricebook.storage import queries
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
    sql = _sql()
    database.run(sql["stage_rates"])
    database.run(
        sql["stage_held"],
        least=limits.absurd_below,
        most=limits.absurd_above,
        slip=limits.slip_factor,
        sellers=limits.slip_sellers,
        jump=limits.jump_factor,
        alike=limits.alike_factor,
    )
    database.run(sql["keep_held_back"])
    database.run(sql["supersede_reviews"])
    database.run(sql["file_reviews"], run=run)
    return [
        Finding("guard", count, f"{reason}: {sample}", WHAT_TO_DO[reason])
        for reason, count, sample in database.run(sql["held_prices"])
    ]


def approve(database: Database, reviews: list[int], actor: str, note: str | None) -> None:
    """Believe held prices from now on; inside `refreshing`, on reviews that wait."""
    asked = {"reviews": reviews, "actor": actor, "note": note}
    database.run(_sql()["approve"], **asked)
    database.run(_sql()["believe_approved"], reviews=reviews)
    database.run(_sql()["touch_reviewed"], reviews=reviews)


def refuse(database: Database, reviews: list[int], actor: str, note: str | None) -> None:
    """Hold prices back for good: no run asks about these figures again."""
    database.run(_sql()["reject"], reviews=reviews, actor=actor, note=note)


def undo(database: Database, review: int, actor: str, note: str | None) -> None:
    """Take a decision back; inside `refreshing`, on a review whose price is still in force."""
    database.run(_sql()["believe_again"], review=review)
    database.run(_sql()["mark_undone"], review=review, actor=actor, note=note)
    database.run(_sql()["touch_reviewed"], reviews=[review])


def _sql() -> dict[str, str]:
    return queries.load("guards")
