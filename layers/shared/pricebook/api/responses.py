"""HTTP responses: encoding, status, links."""

from base64 import b64encode
from collections.abc import Mapping
from urllib.parse import quote, urlencode

from aws_lambda_powertools.event_handler import Response

from pricebook import settings
from pricebook.errors import NotAcceptable
from pricebook.serving import headers as validators
from pricebook.serving.answer import Answer, sendable

SHORT = "public, max-age=10"
"""For answers that show runs: they are out of date sooner than the catalogue."""


class TooLarge(NotAcceptable):
    """A body that does not fit into the response of a function, in what the caller accepts."""


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
        NotAcceptable: the caller accepts no encoding that there is.
        TooLarge: it is too large in the encoding that the caller accepts.
    """
    headers = validators.of(answer, source, cache_control)
    if validators.is_current(answer.etag, answer.last_modified, sent):
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


def _body(answer: Answer, accepts: str, headers: dict[str, str]) -> str:
    """Return the body in base64, gzipped unless the caller does not accept gzip."""
    packed = validators.accepts(accepts, "gzip")
    if not packed and not validators.accepts(accepts, "identity", otherwise=True):
        raise NotAcceptable("Responses are gzipped or plain; Accept-Encoding refuses both.")
    body = answer.body if packed else answer.plain()
    if not sendable(body):
        raise TooLarge(_advice(len(body), packs=sendable(answer.body)))
    if packed:
        headers["Content-Encoding"] = "gzip"
        return answer.encoded
    return b64encode(body).decode("ascii")


def _advice(length: int, *, packs: bool) -> str:
    """Return why a body does not fit, and what to do; `packs` says whether it does gzipped."""
    advice = (
        "Send Accept-Encoding: gzip."
        if packs
        else "No encoding makes it small enough: choose one provider with ?provider=,"
        " or read GET /v1/models page by page."
    )
    return (
        f"This response has {length} bytes; the limit is"
        f" {settings.MAX_RESPONSE_BYTES} with base64. {advice}"
    )
