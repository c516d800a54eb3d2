"""The HTTP edge that the functions share: routes with greedy ids, and errors in one shape."""

import json
import re
from collections.abc import Mapping
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError
from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.utilities.typing import LambdaContext

from pricebook.api.responses import PUBLIC, cursor_links, links, respond
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
from pricebook.serving.answer import Answer
from pricebook.telemetry import metrics
from pricebook.validation import bad, did_you_mean, likeliest, nearest

RETRY_AFTER_S = 5
UNCACHED = {"Cache-Control": "no-store"}
QUOTED = re.compile("'([^']*)'")
"""The allowed values, as pydantic lists them in its message."""

Slug = Annotated[str | None, Query(min_length=1, description="One provider only.")]
Page = Annotated[int, Query(ge=1, le=1_000_000)]
Size = Annotated[int, Query(ge=1, le=500)]


class Api(APIGatewayHttpResolver):
    """Resolves payload-2.0 events, as API Gateway routes them.

    A parameter takes the rest of the path, as in {model_id+}: ids contain slashes, and characters
    that the resolver's own pattern does not know.
    """

    def __init__(self) -> None:
        super().__init__(enable_validation=True)
        self.use(middlewares=[known_parameters])
        self.not_found(self._no_route)
        self.exception_handler(RequestValidationError)(self._bad_parameter)
        self.exception_handler(BadRequest)(self._bad_request)
        self.exception_handler(Conflict)(self._conflict)
        self.exception_handler(Forbidden)(self._forbidden)
        self.exception_handler(NotAcceptable)(self._not_acceptable)
        self.exception_handler(NotFound)(self._not_found)
        self.exception_handler(TokenRefused)(self._token_refused)
        self.exception_handler(TooManyRequests)(self._too_many)
        self.exception_handler(Unavailable)(self._unavailable)

    @staticmethod
    def _compile_regex(rule: str, base_regex: str = r"^{}\Z") -> re.Pattern[str]:
        return re.compile(base_regex.format(re.sub(r"<(\w+)>", r"(?P<\1>(?s:.+))", rule)))

    def resolve(self, event: Mapping[str, Any], context: LambdaContext) -> dict[str, Any]:
        """Answer one request, and count it. HEAD is what GET would say, without the body."""
        metrics.add_metric(name="Requests", unit="Count", value=1)
        http = event["requestContext"]["http"]
        if http["method"] != "HEAD":
            return super().resolve(event, context)
        asked = {**event["requestContext"], "http": {**http, "method": "GET"}}
        answer = super().resolve({**event, "requestContext": asked}, context)
        return answer | {"body": "", "isBase64Encoded": False}

    def send(self, found: tuple[Answer, str], cache_control: str = PUBLIC) -> Response[str]:
        """Answer with a body that the cache found, as the caller's headers ask for."""
        headers = self.current_event.headers
        return respond(
            *found,
            accepts=headers.get("accept-encoding") or "",
            known=headers.get("if-none-match") or "",
            cache_control=cache_control,
        )

    def send_page(self, found: tuple[Answer, str], page: int, page_size: int) -> Response[str]:
        """Answer with one page of a list, and with links to those before and after it."""
        response = self.send(found)
        pages = -(-(found[0].total or 0) // page_size)
        event = self.current_event
        if link := links(event.path, event.query_string_parameters, page, pages):
            response.headers["Link"] = link
        return response

    def send_on(
        self, found: tuple[Answer, str], parameter: str, how: str = PUBLIC
    ) -> Response[str]:
        """Answer with one page of a list that goes on where its items say."""
        response = self.send(found, how)
        event = self.current_event
        query = event.query_string_parameters
        if link := cursor_links(event.path, query, parameter, found[0]):
            response.headers["Link"] = link
        return response

    def send_uncached(self, data: dict[str, str]) -> Response[str]:
        """Answer with what holds at this moment only."""
        body = json.dumps({"data": data, "meta": {}})
        return Response(200, "application/json", body, UNCACHED)

    def error(
        self, status: int, code: str, message: str, details: dict[str, object] | None = None
    ) -> Response[str]:
        """Answer with the error shape."""
        told = {"code": code, "message": message} | ({"details": details} if details else {})
        request_id = self.current_event.request_context.request_id
        body = json.dumps({"error": told, "meta": {"request_id": request_id}})
        return Response(status, "application/json", body, UNCACHED)

    def _no_route(self, _: NotFoundError) -> Response[str]:
        event = self.current_event
        methods = self.methods(event.path)
        if not methods:
            return self.error(404, "not_found", f"Nothing lives at {event.path}.")
        allow = {"Allow": ", ".join(sorted(methods))}
        if event.http_method == "OPTIONS":
            return Response(204, headers=allow, body="")
        message = f"{event.path} knows {allow['Allow']}, and no {event.http_method}."
        response = self.error(405, "method_not_allowed", message)
        response.headers.update(allow)
        return response

    def methods(self, path: str) -> set[str]:
        """Return what a path can be asked with; the template sends it every method."""
        routes = self._static_routes + self._dynamic_routes
        methods = {route.method for route in routes if route.rule.match(path)}
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
        answer = self.error(401, "unauthorized", str(error))
        sent = self.current_event.headers.get("authorization") is not None
        answer.headers["WWW-Authenticate"] = 'Bearer error="invalid_token"' if sent else "Bearer"
        return answer

    def _forbidden(self, error: Forbidden) -> Response[str]:
        return self.error(403, "forbidden", str(error))

    def _not_acceptable(self, error: NotAcceptable) -> Response[str]:
        return self.error(406, "not_acceptable", str(error))

    def _not_found(self, error: NotFound) -> Response[str]:
        return self.error(404, "not_found", str(error))

    def _conflict(self, error: Conflict) -> Response[str]:
        return self.error(409, "conflict", str(error), error.details)

    def _too_many(self, error: TooManyRequests) -> Response[str]:
        answer = self.error(429, "too_many_requests", str(error))
        answer.headers["Retry-After"] = str(error.wait_s)
        return answer

    def _unavailable(self, error: Unavailable) -> Response[str]:
        answer = self.error(503, "unavailable", str(error))
        answer.headers["Retry-After"] = str(RETRY_AFTER_S)
        return answer


def known_parameters(app: Api, next_middleware: NextMiddleware) -> Response[Any]:
    """Refuse a query parameter that the route does not declare: a typo must not be ignored."""
    event = app.current_event
    known = [field.alias for field in app.context["_route"].dependant.query_params]
    strange = [name for name in event.query_string_parameters if name not in known]
    if strange and event.http_method in app.methods(event.path) - {"OPTIONS"}:
        raise _unknown_parameter(strange[0], known)
    return next_middleware(app)


def _unknown_parameter(name: str, known: list[str]) -> BadRequest:
    return BadRequest(
        nearest("parameter", name, known) + ("" if known else " This route takes none."),
        code="unknown_parameter",
        details={"parameter": name, "nearest": likeliest(name, known)},
    )
