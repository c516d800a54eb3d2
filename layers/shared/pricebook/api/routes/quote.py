"""Quotes: the cost of usage."""

from base64 import b64decode

from aws_lambda_powertools.event_handler import Response

from pricebook.api.resolver import UNCACHED
from pricebook.api.routes import Routes

MIN_COMPRESSED_BYTES = 2048
"""Shorter bodies are sent as they are: compressing them costs more than it saves."""

routes = Routes()


@routes.post("/v1/quote")
def create_quote() -> Response[str]:
    """Usage in, an itemised cost out: of one request to a model, or of up to 1,000 in `quotes`.

    A request has `model` (what somebody sells) or `canonical` (whoever sells it), `usage` (our
    meters, which do not overlap, or the usage object of a vendor's answer as it came), and maybe
    the conditions of prices (`service_tier`, `region`, ...), the `seconds` of a clip, `at`,
    `known_at`, and the `receipt` of an earlier quote, which gives that quote again.
    """
    from pricebook.quote import batch  # noqa: PLC0415 - only callers of this route pay for it

    event = routes.api.current_event
    request = b64decode(event.body or "") if event.is_base64_encoded else event.body
    body = batch.quote_body(request)
    return Response(
        200, "application/json", body, UNCACHED, compress=len(body) > MIN_COMPRESSED_BYTES
    )
