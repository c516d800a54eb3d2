"""Prices that no run may believe by itself: held back from the ledger until a person decides."""

from pricebook import queries, settings
from pricebook.database import Database
from pricebook.guards import WHAT_TO_DO, Finding


def hold(database: Database, run: int | None) -> list[Finding]:
    """Take out of the staged price changes what a guard objects to, and file it for review.

    Runs inside the transaction of a run, after its prices were staged and before they are written.

    Args:
        database: the connection of the run.
        run: its number; a dry run has none.

    Returns:
        One finding for each guard that held something.
    """
    sql = queries.load("guards")
    database.run(sql["stage_rates"])
    database.run(
        sql["stage_held"],
        least=settings.ABSURD_BELOW,
        most=settings.ABSURD_ABOVE,
        slip=settings.SLIP_FACTOR,
        sellers=settings.SLIP_SELLERS,
        jump=settings.JUMP_FACTOR,
        alike=settings.ALIKE_FACTOR,
    )
    database.run(sql["keep_held_back"])
    database.run(sql["use_approvals"])
    database.run(sql["supersede_reviews"])
    database.run(sql["file_reviews"], run=run)
    return [
        Finding("guard", count, f"{reason}: {sample}", WHAT_TO_DO[reason])
        for reason, count, sample in database.run(sql["held_prices"])
    ]
