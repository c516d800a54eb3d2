"""Applies migrations inside the VPC on deploy: a custom resource, whose failure stops a deploy."""

import json
from typing import Any
from urllib.request import Request, urlopen

from aws_lambda_powertools.utilities.typing import LambdaContext
from pg8000.exceptions import DatabaseError, InterfaceError

from migrations.runner import MigrationError, migrate
from pricebook import settings
from pricebook.database import connect
from pricebook.errors import SettingMissing
from pricebook.telemetry import logger

REASON = 1000
"""CloudFormation takes 4,096 bytes; a sentence of this length fits, whatever it says."""
FAILURES = (MigrationError, SettingMissing, DatabaseError, InterfaceError, OSError)
"""What can be wrong with a migration, the settings, the database or the way to it."""


@logger.inject_lambda_context
def handler(event: dict[str, Any], _context: LambdaContext) -> None:
    """Tell CloudFormation how one request went; deleting the stack leaves the database as it is."""
    answer = {name: event[name] for name in ("StackId", "RequestId", "LogicalResourceId")}
    answer |= {"PhysicalResourceId": "migrations", "Status": "SUCCESS"}
    try:
        if event["RequestType"] != "Delete":
            answer["Data"] = {"Applied": ", ".join(apply())}
    except FAILURES as error:
        logger.exception("the migrations failed")
        answer |= {"Status": "FAILED", "Reason": f"{type(error).__name__}: {error}"[:REASON]}
    respond(event["ResponseURL"], answer)


def apply() -> list[str]:
    """Apply what is pending, let the functions' roles log in, and return the labels."""
    connection = connect(settings.text("DATABASE_URL"))
    try:
        labels = migrate(connection)
        if settings.text("DB_IAM", "false") == "true":
            connection.run("GRANT rds_iam TO pricebook_reader, pricebook_writer")
    finally:
        connection.close()
    logger.info("migrated", extra={"applied": labels})
    return labels


def respond(url: str, answer: dict[str, Any]) -> None:
    """Send the answer to the address that CloudFormation signed; S3 refuses a content type."""
    body = json.dumps(answer).encode()
    request = Request(url, body, {"Content-Type": ""}, method="PUT")  # noqa: S310 - CloudFormation's own
    with urlopen(request, timeout=30):  # noqa: S310 - the same
        return
