"""One event, one provider, one run."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext
from pg8000.exceptions import Error as PostgresError

from pricebook.errors import AlreadyRunning, GuardRefused, Unavailable, UpstreamError
from pricebook.storage.postgres import reason
from pricebook.storage.writer import writer
from pricebook.sync.runners import runner
from pricebook.telemetry import logger, metrics


@metrics.log_metrics
@logger.inject_lambda_context
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, object]:
    """Synchronise `{"provider", "triggered_by"?, "dry_run"?, "force"?, "run_id"?}`.

    It answers the counts. What a provider did wrong is a failed run, recorded with its reason and
    answered: the fetch has repeated what can be repeated, and Lambda's retries would count as more
    runs. Only what is wrong with us raises, for Lambda to retry and to keep.

    `{"lists": "bundled"}` takes the lists' editions where nobody answered on the first day,
    `{"history": "bundled"}` imports what lists stated before the first run, where it is due, and
    `{"build": "bodies"}` builds the whole bodies that are due, publishes them, and makes the deltas
    between snapshots.
    """
    if event.get("lists") == "bundled":
        from pricebook.sync import first_lists  # noqa: PLC0415 - once in the life of a stack

        return {"lists": first_lists.run()}
    if event.get("history") == "bundled":
        from pricebook.history import first_import  # noqa: PLC0415 - once in the life of a stack

        return {"history": first_import.run()}
    if event.get("build") == "bodies":
        from pricebook.snapshots import deltas  # noqa: PLC0415 - as the next
        from pricebook.sync import whole_bodies  # noqa: PLC0415 - no run needs the feeds

        published = whole_bodies.publish()  # what needs no building is current at once
        built = whole_bodies.build()
        published += whole_bodies.publish()
        return {"built": built, "published": published, "deltas": deltas.make(writer())}
    triggered_by = str(event.get("triggered_by", "schedule"))
    slug = str(event["provider"])
    try:
        run = runner(slug)(
            slug,
            triggered_by=triggered_by,
            dry_run=event.get("dry_run") is True,
            force=event.get("force") is True,
            queued=event.get("run_id"),
        )
    except AlreadyRunning as refusal:
        if triggered_by != "schedule" and "run_id" not in event:
            raise
        return {"provider": event["provider"], "status": "skipped", "reason": str(refusal)}
    except (UpstreamError, GuardRefused) as failure:
        return _failed(event, failure)
    except PostgresError as failure:
        raise Unavailable(reason(failure)) from failure  # the same in words, for people
    return run.answer()


def _failed(event: dict[str, Any], failure: Exception) -> dict[str, object]:
    """Return the answer of a run that its provider has failed; the run's row has what to do."""
    why = f"{type(failure).__name__}: {failure}"
    dry_run = event.get("dry_run") is True
    answer = {"provider": event["provider"], "dry_run": dry_run, "status": "failed"}
    return answer | {"reason": why, "errors": [why]}
