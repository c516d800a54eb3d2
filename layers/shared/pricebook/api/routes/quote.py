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

    A request has `model` (what somebody sells) or `canonical` (whoever sells it), `usage` (a usage
    object as a vendor, a gateway or a library writes it, or our meters), and maybe how it is read
    (`usage_format`), how many such `requests` there were, the conditions of prices (`service_tier`,
    `region`, ...), the `seconds` of a clip, `at`, `known_at`, a `currency`, and the `receipt` of an
    earlier quote, which gives that quote again. `sellers` answers a canonical model in short.
    """
    from pricebook.quote import batch  # noqa: PLC0415 - only callers of this route pay for it

    event = routes.api.current_event
    request = b64decode(event.body or "") if event.is_base64_encoded else event.body
    body = batch.quote_body(request)
    return Response(
        200, "application/json", body, UNCACHED, compress=len(body) > MIN_COMPRESSED_BYTES
    )
