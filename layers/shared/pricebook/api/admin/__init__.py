"""Admin API: changes by operators, each in one transaction, audited, and visible at once."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, cast

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import StringConstraints

from pricebook.api import tokens
from pricebook.api.admin.idempotency import run_once
from pricebook.api.outages import tell_outages
from pricebook.api.resolver import UNCACHED, Api
from pricebook.api.responses import links
from pricebook.api.routes import Routes
from pricebook.api.tokens import Caller
from pricebook.ledger.documents import Refreshed, refreshing
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer

DryRun = Annotated[bool, Query(description="Report what would change, and change nothing.")]
Word = Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=r"^[^\x00]*$")]
"""Filter of a list; Postgres cannot even read a zero byte."""

MAX_ID = 2**63 - 1
"""Largest id of a row."""
DIGITS = re.compile(r"[0-9]{1,19}")


def id_of(text: str) -> int | None:
    """Return the id in a path segment; None where no row can have it."""
    number = int(text) if DIGITS.fullmatch(text) else 0
    return number if 0 < number <= MAX_ID else None


class AdminApi(Api):
    """API that answers operators only, whatever else is wrong with a request."""

    caller: Caller

    def __init__(self) -> None:
        super().__init__()
        tell_outages(self)
        self.use(middlewares=[run_once])

    def authorise(self) -> None:
        """Require the token of an operator.

        Raises:
            TokenRefused: there is no valid token.
            Forbidden: the token does not give the role admin.
        """
        self.caller = tokens.admin(self.current_event.headers.get("authorization"))


class AdminRoutes(Routes):
    """Routes of one subject of the admin API."""

    @property
    def actor(self) -> str:
        """The operator, as the audit names them."""
        return str(cast("AdminApi", self.api_resolver).caller.subject)

    @property
    def request_id(self) -> str:
        """Id of the request, as API Gateway and the error shape give it."""
        return self.api.current_event.request_context.request_id or ""

    @contextmanager
    def change(self, *, dry_run: bool = False) -> Iterator[tuple[Database, Refreshed]]:
        """Transaction of one operator's change, which the audit triggers attribute to them.

        The block puts each model whose document may change into the table `touched`; the documents
        are written after it, and readers see them after the commit. With dry_run everything runs
        and nothing is kept.
        """
        database = writer()
        with refreshing(database, keep=not dry_run, every=True) as refreshed:
            self.attribute(database)
            yield database, refreshed

    def send_list(self, body: str, total: int, page: int, page_size: int) -> Response[str]:
        """Return the response for a page of a list that Postgres built, with its Link header.

        Args:
            body: the whole body, as JSON.
            total: how many items the list has.
            page: number of the page, from 1.
            page_size: items per page.
        """
        response = Response(200, "application/json", body, dict(UNCACHED))
        event = self.current_event
        pages = -(-total // page_size)
        if link := links(event.path, event.query_string_parameters, page, pages):
            response.headers["Link"] = link
        return response

    def send_change(self, data: str, *, dry_run: bool) -> Response[str]:
        """Return the response for a change: what it did or would do, as JSON."""
        body = f'{{"data":{data},"meta":{{"dry_run":{json.dumps(dry_run)}}}}}'
        return Response(200, "application/json", body, dict(UNCACHED))

    def note(
        self, action: str, subject: str, details: dict[str, object], entity: str = "provider"
    ) -> None:
        """Write an audit entry for an action that changes no row by itself, or for its reason.

        Args:
            action: what was done, such as flush.
            subject: the model, provider or thing it was done to.
            details: what else to record.
            entity: kind of the subject.
        """
        writer().run(
            "admin.audit.note",
            actor=self.actor,
            request_id=self.request_id,
            action=action,
            entity=entity,
            subject=subject,
            details=json.dumps(details),
        )

    def attribute(self, database: Database) -> None:
        """Tell the audit triggers the operator and the request, until this transaction ends."""
        database.run("admin.audit.attribute", actor=self.actor, request_id=self.request_id)
