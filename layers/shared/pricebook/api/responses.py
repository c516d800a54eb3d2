"""HTTP responses: encoding, validators, cache headers, links."""

import re
import time
from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import quote, urlencode

from aws_lambda_powertools.event_handler import Response

from pricebook import settings
from pricebook.errors import NotAcceptable
from pricebook.serving.answer import Answer

AGES = re.compile(r"(max-age|stale-while-revalidate)=([0-9]+)")
ZERO_WEIGHT = re.compile(r"q\s*=\s*0(\.0*)?")
PUBLIC = "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400"
FOREVER = "public, max-age=31536000, immutable"
"""For an address that holds the digest of its content."""
SHORT = "public, max-age=10"
"""For answers that show runs: they are out of date sooner than the catalogue."""
ENVELOPE_BYTES = 8192
"""Room for the headers around a body, in bytes."""


def respond(
    answer: Answer, source: str, *, sent: Mapping[str, str], cache_control: str
) -> Response[str]:
    """Return the response for an answer: 304 where the caller has it already, else 200.

    Args:
        answer: the body with its validators.
        source: where it came from: memory, valkey, database, stale or snapshot.
        sent: headers of the request, of which Accept-Encoding, If-None-Match and
            If-Modified-Since count.
        cache_control: the Cache-Control header of the response.

    Raises:
        NotAcceptable: it is too large in the encoding that the caller accepts.
    """
    headers = {
        "Cache-Control": _until(answer.changes_at, cache_control),
        "ETag": answer.etag,
        "Last-Modified": answer.last_modified,
        "Vary": "Accept-Encoding",
        "x-pricebook-cache": source,
    }
    if answer.inexpressible:
        headers["x-pricebook-inexpressible"] = answer.inexpressible
    if answer.under_review is not None:
        headers["x-pricebook-under-review"] = f"prices={answer.under_review}"
    if source == "stale":
        headers["Warning"] = '110 - "Response is Stale"'
    if _is_current(answer, sent):
        return Response(304, headers=headers, body="")
    body = _body(answer, sent.get("accept-encoding") or "", headers)
    response = Response(200, "application/json", body, headers)
    response.base64_encoded = True
    return response


def links(path: str, query: dict[str, str], page: int, pages: int) -> str:
    """Return the Link header of a numbered page.

    Args:
        path: path of the request.
        query: query parameters of the request.
        page: number of this page, from 1.
        pages: how many pages there are.
    """
    neighbours = {"next": page + 1, "prev": min(page - 1, pages)}
    return ", ".join(
        f'<{path}?{urlencode(query | {"page": str(number)})}>; rel="{name}"'
        for name, number in neighbours.items()
        if 1 <= number <= pages
    )


def cursor_links(path: str, query: dict[str, str], parameter: str, answer: Answer) -> str:
    """Return the Link header of a page with cursors.

    Args:
        path: path of the request.
        query: query parameters of the request.
        parameter: the query parameter that takes a cursor.
        answer: the page, with the cursors of the pages beside it.
    """
    address = quote(path, safe="/:@~")
    neighbours = {"next": answer.next_page, "prev": answer.prev_page}
    return ", ".join(
        f'<{address}?{urlencode(query | {parameter: cursor})}>; rel="{name}"'
        for name, cursor in neighbours.items()
        if cursor
    )


def _until(changes_at: int | None, cache_control: str) -> str:
    """Return a Cache-Control header by which nobody keeps an answer past an announced change."""
    if changes_at is None:
        return cache_control
    ages = {name: int(seconds) for name, seconds in AGES.findall(cache_control)}
    left = max(0, int(changes_at - time.time()))
    if left >= sum(ages.values()):
        return cache_control
    bare = re.sub(r", stale-while-revalidate=[0-9]+", "", cache_control)
    return re.sub(r"max-age=[0-9]+", f"max-age={min(ages['max-age'], left)}", bare)


def _body(answer: Answer, accepts: str, headers: dict[str, str]) -> str:
    """Return the body in base64, gzipped unless the caller does not accept gzip."""
    weights = _weights(accepts)
    if weights.get("gzip", weights.get("*", False)):
        headers["Content-Encoding"] = "gzip"
        encoded = answer.encoded
    elif weights.get("identity", weights.get("*", True)):
        encoded = b64encode(answer.plain()).decode("ascii")
    else:
        raise NotAcceptable("Responses are gzipped or plain; Accept-Encoding refuses both.")
    if not _fits(encoded):
        advice = (
            "Send Accept-Encoding: gzip."
            if _fits(answer.encoded)
            else "No encoding makes it small enough: choose one provider with ?provider=,"
            " or read GET /v1/models page by page."
        )
        raise NotAcceptable(
            f"This response has {len(encoded)} bytes; the limit is {settings.MAX_RESPONSE_BYTES}."
            f" {advice}"
        )
    return encoded


def _fits(encoded: str) -> bool:
    return len(encoded) <= settings.MAX_RESPONSE_BYTES - ENVELOPE_BYTES


def _weights(accepts: str) -> dict[str, bool]:
    """Return whether each named encoding is accepted: a weight of zero refuses it."""
    parts = [part.partition(";") for part in accepts.lower().split(",") if part.strip()]
    return {name.strip(): not ZERO_WEIGHT.fullmatch(weight.strip()) for name, _, weight in parts}


def _is_current(answer: Answer, sent: Mapping[str, str]) -> bool:
    """Tell whether the caller has the answer already; an ETag counts before a date (RFC 9110)."""
    if known := sent.get("if-none-match"):
        return _matches(known, answer.etag)
    return _at(sent.get("if-modified-since") or "") >= _at(answer.last_modified)


def _at(date: str) -> datetime:
    """Return the moment of an HTTP date; what is none lies before all others."""
    try:
        return parsedate_to_datetime(date).astimezone(UTC)
    except (ValueError, OverflowError):
        return datetime.min.replace(tzinfo=UTC)


def _matches(known: str, etag: str) -> bool:
    """Compare weakly, as If-None-Match requires: the content counts, not its bytes."""
    tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
    return "*" in tags or etag.removeprefix("W/") in tags
