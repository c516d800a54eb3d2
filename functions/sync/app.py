"""One event, one provider, one run."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from pricebook.errors import AlreadyRunning
from pricebook.sync import provider_run, reference_run
from pricebook.sync.run_record import lists
from pricebook.telemetry import logger, metrics


@metrics.log_metrics
@logger.inject_lambda_context
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, object]:
    """Synchronise `{"provider", "triggered_by"?, "dry_run"?, "force"?, "run_id"?}`.

    It answers the counts. A failed run raises, so that Lambda's retries and failure destination do
    their work; a run that found another one at work is none of their business.
    """
    triggered_by = str(event.get("triggered_by", "schedule"))
    read = reference_run.run if event["provider"] in lists() else provider_run.run
    try:
        run = read(
            str(event["provider"]),
            triggered_by=triggered_by,
            dry_run=event.get("dry_run") is True,
            force=event.get("force") is True,
            queued=event.get("run_id"),
        )
    except AlreadyRunning as refusal:
        if triggered_by != "schedule" and "run_id" not in event:
            raise
        return {"provider": event["provider"], "status": "skipped", "reason": str(refusal)}
    return run.answer()
