"""Resolver: the HTTP edge that both functions share, with all errors in one shape."""

import json
import re
from collections.abc import Mapping
from typing import Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError
from aws_lambda_powertools.utilities.typing import LambdaContext

from pricebook.api.powertools_internals import Resolver
from pricebook.api.responses import SHORT, TooLarge, cursor_links, links, respond
from pricebook.errors import (
    BadRequest,
    Conflict,
    Forbidden,
    NotAcceptable,
    NotFound,
    TokenRefused,
    TooManyRequests,
    Unavailable,
)
from pricebook.serving import published
from pricebook.serving.answer import Answer
from pricebook.serving.headers import PUBLIC, accepts
from pricebook.telemetry import metrics
from pricebook.validation import bad, did_you_mean, likeliest, nearest

RETRY_AFTER_S = 5
MOVED = {"Cache-Control": SHORT, "Vary": "Accept-Encoding"}
UNCACHED = {"Cache-Control": "no-store"}
GUARDS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
"""Headers of every response: a browser guesses no type, and tells nobody of our addresses."""
NUMBERED_ERRORS = "/feeds/openrouter/"
"""Beginning of the paths whose clients take nothing but the status for an error's code."""
QUOTED = re.compile("'([^']*)'")
"""The allowed values, as pydantic lists them in its message."""


class Api(Resolver):
    """API of one function: its routes, its responses and its errors."""

    def __init__(self) -> None:
        super().__init__(enable_validation=True)
        self.use(middlewares=[refuse_unknown_parameters])
        self.not_found(self._no_route)
        self.exception_handler(RequestValidationError)(self._bad_parameter)
        self.exception_handler(BadRequest)(self._bad_request)
        self.exception_handler(Conflict)(self._conflict)
        self.exception_handler(Forbidden)(self._forbidden)
        self.exception_handler(NotAcceptable)(self._not_acceptable)
        self.exception_handler(NotFound)(self._not_found)
        self.exception_handler(TokenRefused)(self._token_refused)
        self.exception_handler(TooManyRequests)(self._too_many)
        self.exception_handler(Unavailable)(self.unavailable)

    def resolve(self, event: Mapping[str, Any], context: LambdaContext) -> dict[str, Any]:
        """Answer one request and count it.

        HEAD is answered as GET is: the gateway leaves the body out, and tells its length.
        """
        metrics.add_metric(name="Requests", unit="Count", value=1)
        http = event["requestContext"]["http"]
        if http["method"] == "HEAD":
            http = {**http, "method": "GET"}
        request_context = {**event["requestContext"], "http": http}
        response = super().resolve({**event, "requestContext": request_context}, context)
        return guarded(response)

    def send(self, served: tuple[Answer, str], cache_control: str = PUBLIC) -> Response[str]:
        """Return the response for an answer and its source, as the request's headers want it."""
        event = self.current_event
        try:
            return respond(*served, sent=event.headers, cache_control=cache_control)
        except TooLarge:
            if event.query_string_parameters:
                raise
            packed = accepts(event.headers.get("accept-encoding") or "", "gzip")
            address = published.address(event.path, packed=packed)
            if address is None:
                raise
        return Response(302, headers={"Location": address, **MOVED}, body="")

    def send_page(self, served: tuple[Answer, str], page: int, page_size: int) -> Response[str]:
        """Return the response for a numbered page, with links to the pages beside it.

        Args:
            served: the answer, with the total of the list, and its source.
            page: number of the page, from 1.
            page_size: items per page.
        """
        response = self.send(served)
        pages = -(-(served[0].total or 0) // page_size)
        event = self.current_event
        if link := links(event.path, event.query_string_parameters, page, pages):
            response.headers["Link"] = link
        return response

    def send_cursor_page(
        self, served: tuple[Answer, str], parameter: str, cache_control: str = PUBLIC
    ) -> Response[str]:
        """Return the response for a page with cursors, with links to the pages beside it.

        Args:
            served: the answer, with the cursors of the pages beside it, and its source.
            parameter: the query parameter that takes a cursor.
            cache_control: the Cache-Control header.
        """
        response = self.send(served, cache_control)
        event = self.current_event
        query = event.query_string_parameters
        if link := cursor_links(event.path, query, parameter, served[0]):
            response.headers["Link"] = link
        return response

    def send_uncached(self, data: dict[str, str]) -> Response[str]:
        """Return a response that nobody may store."""
        body = json.dumps({"data": data, "meta": {}})
        return Response(200, "application/json", body, UNCACHED)

    def error(
        self, status: int, code: str, message: str, details: dict[str, object] | None = None
    ) -> Response[str]:
        """Return an error response.

        Args:
            status: the HTTP status.
            code: a stable word for programs, such as not_found.
            message: a sentence for people: what is wrong, where, and what to do.
            details: the same as JSON, for programs.
        """
        error: dict[str, object] = {"code": code, "message": message}
        error |= {"details": details} if details else {}
        if self.current_event.path.startswith(NUMBERED_ERRORS):
            error["code"] = status
        request_id = self.current_event.request_context.request_id
        body = json.dumps({"error": error, "meta": {"request_id": request_id}})
        return Response(status, "application/json", body, UNCACHED)

    def _no_route(self, _: NotFoundError) -> Response[str]:
        event = self.current_event
        methods = self.methods(event.path)
        if not methods:
            return self.error(404, "not_found", f"There is no route {event.path}.")
        allow = {"Allow": ", ".join(sorted(methods))}
        if event.http_method == "OPTIONS":
            return Response(204, headers=allow, body="")
        message = f"{event.path} allows {allow['Allow']}, not {event.http_method}."
        response = self.error(405, "method_not_allowed", message)
        response.headers.update(allow)
        return response

    def methods(self, path: str) -> set[str]:
        """Return the methods that a path allows; API Gateway passes on every method."""
        methods = {route.method for route in self.all_routes() if route.rule.match(path)}
        if "GET" in methods:
            methods.add("HEAD")
        return methods | {"OPTIONS"} if methods else methods

    def _bad_parameter(self, error: RequestValidationError) -> Response[str]:
        first = error.errors()[0]
        name, reason = str(first["loc"][1]), str(first["msg"])
        details: dict[str, object] = {"parameter": name, "reason": reason}
        message = str(bad(name, reason))
        if first["type"] == "literal_error":
            known = QUOTED.findall(first["ctx"]["expected"])
            details["nearest"] = likeliest(str(first["input"]), known)
            message += did_you_mean(str(first["input"]), known)
        return self.error(400, "bad_parameter", message, details)

    def _bad_request(self, error: BadRequest) -> Response[str]:
        return self.error(error.status, error.code, str(error), error.details)

    def _token_refused(self, error: TokenRefused) -> Response[str]:
        response = self.error(401, "unauthorized", str(error))
        has_token = self.current_event.headers.get("authorization") is not None
        challenge = 'Bearer error="invalid_token"' if has_token else "Bearer"
        response.headers["WWW-Authenticate"] = challenge
        return response

    def _forbidden(self, error: Forbidden) -> Response[str]:
        return self.error(403, "forbidden", str(error))

    def _not_acceptable(self, error: NotAcceptable) -> Response[str]:
        return self.error(406, "not_acceptable", str(error))

    def _not_found(self, error: NotFound) -> Response[str]:
        return self.error(404, "not_found", str(error))

    def _conflict(self, error: Conflict) -> Response[str]:
        return self.error(409, "conflict", str(error), error.details)

    def _too_many(self, error: TooManyRequests) -> Response[str]:
        response = self.error(429, "too_many_requests", str(error))
        response.headers["Retry-After"] = str(error.wait_s)
        return response

    def unavailable(self, error: Unavailable) -> Response[str]:
        """Return the response for an outage, which says when to ask again."""
        response = self.error(503, "unavailable", str(error))
        response.headers["Retry-After"] = str(RETRY_AFTER_S)
        return response


def guarded(response: dict[str, Any]) -> dict[str, Any]:
    """Return a response with the headers that every one has."""
    return response | {"headers": GUARDS | (response.get("headers") or {})}


def refuse_unknown_parameters(app: Api, next_middleware: NextMiddleware) -> Response[Any]:
    """Middleware that refuses a query parameter the route lacks: a typo must not be ignored."""
    event = app.current_event
    known = app.declared_parameters()
    unknown = [name for name in event.query_string_parameters if name not in known]
    if unknown and event.http_method in app.methods(event.path) - {"OPTIONS"}:
        raise _unknown_parameter(unknown[0], known)
    return next_middleware(app)


def _unknown_parameter(name: str, known: list[str]) -> BadRequest:
    return BadRequest(
        nearest("parameter", name, known) + ("" if known else " This route takes none."),
        code="unknown_parameter",
        details={"parameter": name, "nearest": likeliest(name, known)},
    )
