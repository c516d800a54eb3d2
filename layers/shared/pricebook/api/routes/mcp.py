"""MCP: the catalogue as tools for language models."""

from base64 import b64decode

from aws_lambda_powertools.event_handler import Response

from pricebook.api.resolver import UNCACHED
from pricebook.api.routes import Routes

routes = Routes()


@routes.post("/mcp")
def call_mcp() -> Response[str]:
    """The Model Context Protocol over streamable HTTP, without sessions and without streams.

    Tools: search_models, get_model, quote, compare, price_changes, cheapest. Their descriptions say
    the units; an answer has less than 2,000 tokens.
    """
    from pricebook.mcp import protocol  # noqa: PLC0415 - only callers of this route pay for it

    event = routes.api.current_event
    request = b64decode(event.body or "") if event.is_base64_encoded else event.body
    status, body = protocol.handle(request)
    return Response(status, "application/json", body or "", UNCACHED)
