"""How an answer leaves: encoding, validators, cache headers, links."""

import re
from base64 import b64encode
from urllib.parse import quote, urlencode

from aws_lambda_powertools.event_handler import Response

from pricebook import settings
from pricebook.errors import NotAcceptable
from pricebook.serving.answer import Answer

REFUSED = re.compile(r"q\s*=\s*0(\.0*)?")
PUBLIC = "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400"
BRIEF = "public, max-age=10"
"""What tells of runs is out of date sooner than what they brought."""
ENVELOPE_BYTES = 8192
"""Room for the headers around a body."""


def respond(
    answer: Answer, source: str, *, accepts: str, known: str, cache_control: str
) -> Response[str]:
    """Send an answer.

    Args:
        answer: what to send.
        source: where it came from.
        accepts: the caller's Accept-Encoding.
        known: the caller's If-None-Match.
        cache_control: how long others may keep it.

    Raises:
        NotAcceptable: it is too large for the encoding that the caller accepts.
    """
    headers = {
        "Cache-Control": cache_control,
        "ETag": answer.etag,
        "Last-Modified": answer.last_modified,
        "Vary": "Accept-Encoding",
        "x-pricebook-cache": source,
    }
    if answer.inexpressible:
        headers["x-pricebook-inexpressible"] = answer.inexpressible
    if source == "stale":
        headers["Warning"] = '110 - "Response is Stale"'
    if _matches(known, answer.etag):
        return Response(304, headers=headers, body="")
    response = Response(200, "application/json", _body(answer, accepts, headers), headers)
    response.base64_encoded = True
    return response


def links(path: str, query: dict[str, str], page: int, pages: int) -> str:
    """Return the Link header of one page of a list."""
    neighbours = {"next": page + 1, "prev": min(page - 1, pages)}
    return ", ".join(
        f'<{path}?{urlencode(query | {"page": str(number)})}>; rel="{name}"'
        for name, number in neighbours.items()
        if 1 <= number <= pages
    )


def cursor_links(path: str, query: dict[str, str], parameter: str, answer: Answer) -> str:
    """Return the Link header of a page that knows where those beside it begin."""
    address = quote(path, safe="/:@~%")
    neighbours = {"next": answer.next_page, "prev": answer.prev_page}
    return ", ".join(
        f'<{address}?{urlencode(query | {parameter: cursor})}>; rel="{name}"'
        for name, cursor in neighbours.items()
        if cursor
    )


def _body(answer: Answer, accepts: str, headers: dict[str, str]) -> str:
    """Return the body as Lambda sends bytes; it goes out as text only to who cannot read gzip."""
    weights = _weights(accepts)
    if weights.get("gzip", weights.get("*", False)):
        headers["Content-Encoding"] = "gzip"
        encoded = answer.encoded
    elif weights.get("identity", weights.get("*", True)):
        encoded = b64encode(answer.plain()).decode("ascii")
    else:
        raise NotAcceptable("This API speaks gzip and plain text; Accept-Encoding refuses both.")
    if not _fits(encoded):
        way = (
            "Send Accept-Encoding: gzip."
            if _fits(answer.encoded)
            else "No encoding makes it short enough: ask for one provider with ?provider=,"
            " or for GET /v1/models page by page."
        )
        raise NotAcceptable(
            f"This answer is {len(encoded)} bytes long, and {settings.RESPONSE_BYTES} is the most"
            f" that can be sent. {way}"
        )
    return encoded


def _fits(encoded: str) -> bool:
    return len(encoded) <= settings.RESPONSE_BYTES - ENVELOPE_BYTES


def _weights(accepts: str) -> dict[str, bool]:
    """Return which encodings are welcome: those named, unless with a weight of zero."""
    named = [part.partition(";") for part in accepts.lower().split(",") if part.strip()]
    return {name.strip(): not REFUSED.fullmatch(weight.strip()) for name, _, weight in named}


def _matches(known: str, etag: str) -> bool:
    """Compare weakly, as If-None-Match asks for: the content counts, not its bytes."""
    tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
    return "*" in tags or etag.removeprefix("W/") in tags
