"""The write side for people: who changes what, in one transaction, audited, and seen at once."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, cast

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.api_gateway import ResponseBuilder, Route
from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEventV2
from pydantic import StringConstraints

from pricebook.api import tokens
from pricebook.api.admin.idempotency import once
from pricebook.api.resolver import UNCACHED, Api
from pricebook.api.responses import links
from pricebook.api.routes import Routes
from pricebook.api.tokens import Caller
from pricebook.errors import PricebookError
from pricebook.ledger.documents import Refreshed, refreshing
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer

type Built = ResponseBuilder[APIGatewayProxyEventV2]
DryRun = Annotated[bool, Query(description="Find out what would happen, and change nothing.")]
Word = Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=r"^[^\x00]*$")]
"""What a list is filtered by; Postgres cannot even read a zero byte."""

LARGEST_ID = 2**63 - 1
DIGITS = re.compile(r"[0-9]{1,19}")


def id_of(text: str) -> int | None:
    """Return the id that stands in a path, if it is one that a row can have."""
    number = int(text) if DIGITS.fullmatch(text) else 0
    return number if 0 < number <= LARGEST_ID else None


class AdminApi(Api):
    """Answers operators only, whatever else is wrong with a request."""

    caller: Caller

    def __init__(self) -> None:
        super().__init__()
        self.use(middlewares=[once])

    def _call_route(self, route: Route, route_arguments: dict[str, str]) -> Built:
        """Check who asks before anything is read: validation would come before a middleware."""
        try:
            self.caller = tokens.admin(self.current_event.headers.get("authorization"))
        except PricebookError as refusal:
            return cast(
                "ResponseBuilder[APIGatewayProxyEventV2]",
                self._call_exception_handler(refusal, route),
            )
        return super()._call_route(route, route_arguments)


class AdminRoutes(Routes):
    """The routes of one subject of the admin side."""

    @property
    def actor(self) -> str:
        """Who asks, as the audit names them."""
        return str(cast("AdminApi", self.api_resolver).caller.subject)

    @property
    def request_id(self) -> str:
        """The request, as API Gateway and the error shape name it."""
        return self.api.current_event.request_context.request_id or ""

    @contextmanager
    def change(self, *, dry_run: bool = False) -> Iterator[tuple[Database, Refreshed]]:
        """Do one person's change in one transaction, which the triggers of the audit attribute.

        The block puts each model whose document may change into the table `touched`; the documents
        are written after it, and readers hear of them after the commit. With dry_run everything is
        found out and nothing is kept.
        """
        database = writer()
        with refreshing(database, keep=not dry_run, every=True) as refreshed:
            self.attribute(database)
            yield database, refreshed

    def send_list(self, body: str, total: int, page: int, page_size: int) -> Response[str]:
        """Answer with one page of a list that Postgres built, and with links to its neighbours."""
        response = Response(200, "application/json", body, dict(UNCACHED))
        event = self.current_event
        pages = -(-total // page_size)
        if link := links(event.path, event.query_string_parameters, page, pages):
            response.headers["Link"] = link
        return response

    def send_change(self, data: str, *, dry_run: bool) -> Response[str]:
        """Answer with what a change did, or with what it would do; data is JSON."""
        body = f'{{"data":{data},"meta":{{"dry_run":{json.dumps(dry_run)}}}}}'
        return Response(200, "application/json", body, dict(UNCACHED))

    def note(
        self, action: str, subject: str, told: dict[str, object], entity: str = "provider"
    ) -> None:
        """Write into the audit what changes no row by itself, or why one changed."""
        writer().run(
            "admin.audit.note",
            actor=self.actor,
            request_id=self.request_id,
            action=action,
            entity=entity,
            subject=subject,
            told=json.dumps(told),
        )

    def attribute(self, database: Database) -> None:
        """Name the person and the request to the audit, until this transaction ends."""
        database.run("admin.audit.attribute", actor=self.actor, request_id=self.request_id)
