"""The owner's work inside the VPC: migrations on deploy, and backup and restore on demand.

Migrations are a custom resource, whose failure stops a deploy.
"""

import json
import time
from contextlib import suppress
from typing import Any
from urllib.request import Request, urlopen

from aws_lambda_powertools.utilities.typing import LambdaContext
from pg8000.exceptions import DatabaseError, InterfaceError

from migrations.errors import MigrationError, Newer
from migrations.response_address import is_of_aws
from migrations.unattended import apply
from pricebook import settings
from pricebook.errors import MissingSetting
from pricebook.telemetry import logger

RESERVE_S = 25  # to end a session and to answer
PAUSES_S, ANSWER_S = (1, 3), 4
REASON_BYTES = 1500
"""CloudFormation takes an answer of 4,096 bytes; escaped for JSON this may double."""
FAILURES = (MigrationError, MissingSetting, DatabaseError, InterfaceError, OSError)
UNEXPECTED = {"Status": "FAILED", "Reason": "The function itself failed; its log says why."}


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, str] | None:
    """Do what CloudFormation asks, or an operator, who waits for the answer."""
    left_s = context.get_remaining_time_in_millis() / 1000
    if "verb" in event:
        from migrations import bucket  # noqa: PLC0415 - boto3, for which no deploy need wait

        return bucket.answer(event, max(left_s - RESERVE_S, 1))
    migrated(event, left_s)
    return None


def migrated(event: dict[str, Any], left_s: float) -> None:
    """Tell CloudFormation how it went, whatever happens: it would wait for an hour to hear it."""
    answer = {name: event[name] for name in ("StackId", "RequestId", "LogicalResourceId")}
    answer |= {"PhysicalResourceId": "migrations", "Data": {"Run": event["RequestId"]}} | UNEXPECTED
    try:
        answer |= outcome(event, left_s)
    finally:
        respond(event["ResponseURL"], json.dumps(answer, ensure_ascii=False).encode())


def outcome(event: dict[str, Any], left_s: float) -> dict[str, str]:
    """Do what is asked; to delete the stack, take it back or switch it off needs no database."""
    kind = event["RequestType"]
    if kind == "Delete" or event["ResourceProperties"].get("Serve") == "snapshot":
        return {"Status": "SUCCESS", "Reason": "The database stays as it is."}
    try:
        outcome = apply(settings.text("DATABASE_URL"), max(left_s - RESERVE_S, 1))
    except FAILURES as error:
        logger.exception("the migrations failed")
        undone = kind == "Update" and isinstance(error, Newer)  # a failed deploy is taken back
        reason = f"{type(error).__name__}: {error}".encode()[:REASON_BYTES].decode(errors="ignore")
        return {"Status": "SUCCESS" if undone else "FAILED", "Reason": reason}
    refreshed = outcome.definitions
    done = {"applied": outcome.migrations, "definitions": refreshed.applied + refreshed.dropped}
    logger.info("migrated", extra=done)
    return {"Status": "SUCCESS", "Reason": f"{len(outcome.migrations)} migrations were applied."}


def respond(url: str, body: bytes) -> None:
    """Send the answer to the address that CloudFormation signed; S3 refuses a content type."""
    if not is_of_aws(url):
        logger.error("the answer goes to nobody: its address is not of AWS", extra={"url": url})
        return
    request = Request(url, body, {"Content-Type": ""}, method="PUT")  # noqa: S310 - its own address
    for pause_s in PAUSES_S:
        with suppress(OSError), urlopen(request, timeout=ANSWER_S):  # noqa: S310 - as above
            return
        time.sleep(pause_s)
    urlopen(request, timeout=ANSWER_S).close()  # noqa: S310 - as above
