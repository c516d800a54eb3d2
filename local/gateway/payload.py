"""API Gateway's payload format 2.0: a request as an event, an answer as a response."""

import base64
import binascii
import json
import time
import uuid
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl

from local.gateway.router import Match
from local.messages import Headers, Request, Response
from local.sam.intrinsics import ACCOUNT

TEXT = ("text/", "application/json", "application/javascript", "application/xml")


class MalformedError(Exception):
    """A function's answer that API Gateway cannot make a response of."""


def event(request: Request, match: Match, request_id: str) -> dict[str, Any]:
    """Return the event of a request; what it has none of is left out, as API Gateway does."""
    cookies = [value.strip() for value in request.header("cookie").split(";") if value.strip()]
    body, is_base64 = _body(request)
    optional = {
        "cookies": cookies,
        "queryStringParameters": _joined(parse_qsl(request.query, keep_blank_values=True)),
        "pathParameters": match.parameters,
        "body": body,
    }
    return {
        "version": "2.0",
        "routeKey": match.key,
        "rawPath": request.path,
        "rawQueryString": request.query,
        "headers": _event_headers(request),
        **{name: value for name, value in optional.items() if value},
        "requestContext": _context(request, match, request_id),
        "isBase64Encoded": is_base64,
    }


def response(payload: bytes) -> Response:
    """Return the response that a function's answer means."""
    try:
        answer = json.loads(payload)
    except ValueError as error:
        raise MalformedError("The function's answer is not JSON.") from error
    if not isinstance(answer, dict) or "statusCode" not in answer:
        body = answer if isinstance(answer, str) else json.dumps(answer)
        return Response(200, [("content-type", "application/json")], body.encode())
    return Response(_status(answer), _headers(answer), _content(answer))


def _joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    joined: dict[str, str] = {}
    for name, value in pairs:
        joined[name] = f"{joined[name]},{value}" if name in joined else value
    return joined


def _event_headers(request: Request) -> dict[str, str]:
    _, _, port = request.header("host").partition(":")
    added = [
        ("x-forwarded-for", request.client),
        ("x-forwarded-port", port or "80"),
        ("x-forwarded-proto", "http"),
        ("x-amzn-trace-id", f"Root=1-{round(time.time()):08x}-{uuid.uuid4().hex[:24]}"),
    ]
    dropped = {"connection", "cookie", "x-forwarded-port", "x-forwarded-proto", "x-amzn-trace-id"}
    sent = [pair for pair in request.headers if pair[0] not in dropped]
    return _joined((*sent, *added))


def _body(request: Request) -> tuple[str, bool]:
    """Return text as it came, and everything else in base64."""
    if request.header("content-type").lower().startswith(TEXT):
        try:
            return request.body.decode(), False
        except UnicodeDecodeError:
            pass  # compressed, or mislabelled
    return base64.b64encode(request.body).decode(), bool(request.body)


def _context(request: Request, match: Match, request_id: str) -> dict[str, Any]:
    now = time.time()
    return {
        "accountId": ACCOUNT,
        "apiId": "local",
        "domainName": request.header("host"),
        "domainPrefix": "local",
        "http": {
            "method": request.method,
            "path": request.path,
            "protocol": request.protocol,
            "sourceIp": request.client,
            "userAgent": request.header("user-agent"),
        },
        "requestId": request_id,
        "routeKey": match.key,
        "stage": "$default",
        "time": time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime(now)),
        "timeEpoch": round(now * 1000),
    }


def _status(answer: dict[str, Any]) -> int:
    status = str(answer["statusCode"])
    if not status.isdigit() or not 100 <= int(status) <= 599:  # noqa: PLR2004 - what HTTP has
        raise MalformedError(f"The function's statusCode is {status!r}.")
    return int(status)


def _headers(answer: dict[str, Any]) -> Headers:
    sent = answer.get("headers") or {}
    cookies = answer.get("cookies") or []
    if not isinstance(sent, dict) or not isinstance(cookies, list):
        raise MalformedError("The function's headers are no object, or its cookies no list.")
    headers = {name.lower(): _text(value) for name, value in sent.items()}
    headers.setdefault("content-type", "text/plain; charset=utf-8")
    return [*headers.items(), *(("set-cookie", str(cookie)) for cookie in cookies)]


def _text(value: Any) -> str:  # noqa: ANN401 - any JSON
    return value if isinstance(value, str) else json.dumps(value)


def _content(answer: dict[str, Any]) -> bytes:
    body = answer.get("body") or ""
    if not isinstance(body, str):
        raise MalformedError("The function's body is not a string.")
    if not answer.get("isBase64Encoded"):
        return body.encode()
    try:
        return base64.b64decode(body, validate=True)
    except binascii.Error as error:
        raise MalformedError("The function's body is not base64.") from error
