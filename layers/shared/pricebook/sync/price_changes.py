"""Price changes of one run: staged, judged, held or dated, and written to the ledger."""

from pricebook.findings import WHAT_TO_DO, Finding
from pricebook.storage.postgres import Database
from pricebook.sync import reviews, run_doubts, run_reviews, thresholds
from pricebook.sync.guards import Verdict
from pricebook.sync.run_doubts import Doubt
from pricebook.sync.run_record import Run
from pricebook.sync.thresholds import Thresholds


def write(database: Database, verdict: Verdict, limits: Thresholds, report: Run) -> None:
    """Write what a provider's answer changes of its own prices, inside the run's transaction.

    Args:
        database: the connection of the run, after its models were written.
        verdict: what may be believed of the answer; findings are added to it.
        limits: what the guards of the provider go by.
        report: the run, whose counts of held prices are set.
    """
    database.run("sync.prices.stage_published")
    database.run("sync.prices.stage_prices", source="database", complete=verdict.complete)
    database.run("sync.prices.measure_changes")
    doubt, repeated = _doubt(database, verdict, limits, report)
    _hold(database, verdict, limits, report, doubt)
    if doubt is None:
        database.run("sync.run_reviews.close", provider=report.provider, repeated=repeated)
    database.run("sync.absences.date_absences")
    database.run("sync.prices.close_beliefs")
    database.run("sync.prices.archive_superseded", run=report.run_id)
    database.run("sync.reviews.believe_past", run=report.run_id)
    database.run("sync.prices.open_beliefs", source="database", run=report.run_id)


def end(database: Database) -> None:
    """End the prices of models that this run deactivated, and whatever waits for them."""
    database.run("sync.reviews.close_gone")
    database.run("sync.absences.forget_gone")
    database.run("sync.models.end_prices")


def _doubt(
    database: Database, verdict: Verdict, limits: Thresholds, report: Run
) -> tuple[Doubt | None, bool]:
    """Return why the run is held as a whole, or None and whether repetition has ended the doubt."""
    measures, market = run_doubts.measure(database)
    if measures.priced_share_fell():
        sample = (
            f"{measures.listed_priced} of {measures.listed_models} models have a price;"
            f" {measures.kept_priced} of {measures.kept_models} had one before"
        )
        verdict.findings.append(Finding("guard", 1, sample, WHAT_TO_DO["priced share"]))
        verdict.doubted = True
    doubt = run_doubts.doubt(measures, market, limits, verdict.unread_models)
    automatic = verdict.complete and thresholds.is_automatic(database, report.provider)
    if doubt and automatic and run_reviews.confirmed(database, report.provider, doubt, limits):
        return None, True
    if doubt is None:
        return None, False
    verdict.findings.append(
        Finding("guard", measures.changes, f"run held: {doubt.sample}", WHAT_TO_DO["run"])
    )
    verdict.doubted = True
    return doubt, False


def _hold(
    database: Database, verdict: Verdict, limits: Thresholds, report: Run, doubt: Doubt | None
) -> None:
    complete, run = verdict.complete, report.run_id
    counted = doubt is None
    database.run("sync.absences.forget_present")
    database.run("sync.absences.count_absences", counted=counted)
    automatic = thresholds.is_automatic(database, report.provider)
    reviews.hold(
        database, limits, automatic=automatic, complete=complete, everything=doubt is not None
    )
    database.run(
        "sync.absences.keep_unconfirmed",
        counted=counted,
        misses=limits.misses,
        miss_hours=limits.miss_hours,
    )
    database.run("sync.reviews.keep_held_back")
    reviews.settle(database, run, limits, complete=complete)
    number = _settle_run(database, report, doubt, complete=complete)
    findings = reviews.file(database, run, number, complete=complete)
    verdict.findings += findings
    ((report.prices_held,),) = database.run("sync.reviews.count_held")


def _settle_run(
    database: Database, report: Run, doubt: Doubt | None, *, complete: bool
) -> int | None:
    if doubt is None:
        return None
    ((held,),) = database.run("sync.reviews.count_held")
    return run_reviews.file(database, report, doubt, prices=held, complete=complete)
