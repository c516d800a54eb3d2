"""The site: which page or file a request is for, and the response that API Gateway sends."""

import json
from base64 import b64encode
from http import HTTPStatus
from pathlib import Path
from typing import Any

from pricebook import settings
from pricebook.errors import NotFound, Unavailable
from pricebook.pages import badge, document, files
from pricebook.pages.files import Packed
from pricebook.serving.headers import FOREVER, PUBLIC

PAGES = {"/", "/admin", "/changes", "/compare", "/cost", "/status"}
MODEL = "/m/"
BADGE, PICTURE = "/v1/badge/", ".svg"
READ = {"GET", "HEAD"}
BRIEF = "public, max-age=10"
"""For a document that holds an answer about runs, as that answer is kept."""
UNCACHED = "no-store"
HTML = "text/html; charset=utf-8"
PICTURE_POLICY = "default-src 'none'"
"""A badge that is opened by itself loads and runs nothing."""
POLICY = (
    "default-src 'self'; img-src 'self' data:; connect-src 'self'{sign_in}; object-src 'none';"
    " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

type Event = dict[str, Any]
type Response = dict[str, Any]


def answer(built: Path, event: Event) -> Response:
    """Return the response to one request.

    Args:
        built: the folder that the build of the pages fills.
        event: the request, as API Gateway's payload 2.0 has it.
    """
    method = event["requestContext"]["http"]["method"]
    path = event["rawPath"]
    if method in READ:
        response = _read(built, path, event)
        return response if method == "GET" else response | {"body": "", "isBase64Encoded": False}
    if path in PAGES or path.startswith((MODEL, BADGE)) or files.find(built, path):
        allow = {"Allow": "GET, HEAD"}
        return _refused(405, "method_not_allowed", f"{path} knows GET, HEAD.", allow)
    return _refused(404, "not_found", f"Nothing lives at {path}.", {})


def _read(built: Path, path: str, event: Event) -> Response:
    if file := files.find(built, path):
        cached = FOREVER if path.startswith("/assets/") else PUBLIC
        kind = files.TYPES[file.suffix]
        return _send(event, files.read(file), {"Cache-Control": cached, "Content-Type": kind})
    if path.startswith(BADGE) and path.endswith(PICTURE):
        return _badge(event, path[len(BADGE) : -len(PICTURE)])
    query = event.get("queryStringParameters") or {}
    if path in PAGES:
        cached = BRIEF if path == "/status" else PUBLIC
        return _page(event, document.page(built, path, query), cached)
    if path.startswith(MODEL) and (text := document.model(built, path[len(MODEL) :], query)):
        return _page(event, text, PUBLIC)
    if "text/html" in event["headers"].get("accept", ""):
        return _page(event, document.missing(built, path), UNCACHED, HTTPStatus.NOT_FOUND)
    return _refused(404, "not_found", f"Nothing lives at {path}.", {})


def _badge(event: Event, model_id: str) -> Response:
    """Return a picture in any case: a page that shows it cannot show an error's text."""
    try:
        status, text = HTTPStatus.OK, badge.badge(model_id)
    except NotFound:
        status, text = HTTPStatus.NOT_FOUND, badge.picture(model_id, "no such model")
    except Unavailable:
        status, text = HTTPStatus.SERVICE_UNAVAILABLE, badge.picture(model_id, "price unavailable")
    headers = {
        "Cache-Control": PUBLIC if status == HTTPStatus.OK else UNCACHED,
        "Content-Security-Policy": PICTURE_POLICY,
        "Content-Type": files.TYPES[PICTURE],
    }
    return _sent(event, text, headers, status)


def _page(event: Event, text: str, cached: str, status: HTTPStatus = HTTPStatus.OK) -> Response:
    sign_in = settings.text("SIGN_IN_URL", "")
    headers = {
        "Cache-Control": cached,
        "Content-Security-Policy": POLICY.format(sign_in=f" {sign_in}" if sign_in else ""),
        "Content-Type": HTML,
        "Referrer-Policy": "same-origin",
    }
    return _sent(event, text, headers, status)


def _sent(event: Event, text: str, headers: dict[str, str], status: HTTPStatus) -> Response:
    response = _send(event, Packed(text.encode()), headers)
    return response if status == HTTPStatus.OK else response | {"statusCode": int(status)}


def _send(event: Event, packed: Packed, headers: dict[str, str]) -> Response:
    """Return a body as the caller accepts it; nothing where the caller has it."""
    headers |= {"Vary": "Accept, Accept-Encoding", "X-Content-Type-Options": "nosniff"}
    if headers["Cache-Control"] != UNCACHED:
        headers["ETag"] = packed.etag
    known = {tag.strip() for tag in event["headers"].get("if-none-match", "").split(",")}
    if headers.get("ETag") in known:
        return {"statusCode": 304, "headers": headers, "body": ""}
    content = packed.plain
    if "gzip" in event["headers"].get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        content = packed.gzip
    body = b64encode(content).decode()
    return {"statusCode": 200, "headers": headers, "body": body, "isBase64Encoded": True}


def _refused(status: int, code: str, message: str, more: dict[str, str]) -> Response:
    error = {"error": {"code": code, "message": message}, "meta": {}}
    headers = {"Content-Type": "application/json", "Cache-Control": UNCACHED, **more}
    return {"statusCode": status, "headers": headers, "body": json.dumps(error)}
