"""Outages of Postgres, told to whoever writes: 503 with Retry-After; a defect stays one."""

from functools import partial

from aws_lambda_powertools.event_handler import Response
from pg8000.exceptions import DatabaseError, InterfaceError

from pricebook.api.resolver import Api
from pricebook.errors import Unavailable
from pricebook.storage.postgres import Database
from pricebook.storage.reader import OUTAGE_STATES
from pricebook.telemetry import logger

FAILURES = [DatabaseError, InterfaceError, ConnectionError, TimeoutError]
"""What a connection raises."""
UNKNOWN = "The database cannot answer now, and nobody knows whether this was done: read it first."


def tell_outages(api: Api) -> None:
    """Have an API answer 503 where Postgres is away, has no room or shuts down."""
    api.exception_handler(FAILURES)(partial(_answer, api))


def _answer(api: Api, error: Exception) -> Response[str]:
    if not Database.sqlstate(error).startswith(OUTAGE_STATES):
        raise error
    logger.warning("the database cannot write", extra={"reason": str(error)})
    return api.unavailable(Unavailable(UNKNOWN))
