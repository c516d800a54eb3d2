"""Documentation of this API: the OpenAPI document, and a page that shows it."""

from aws_lambda_powertools.event_handler import Response

from pricebook.api.routes import Routes

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Content-Security-Policy of the page: it loads its own files and calls this API."""
SOURCE = "memory"

routes = Routes()


@routes.get("/openapi.json")
def get_openapi() -> Response[str]:
    """This document."""
    from pricebook.api import docs  # noqa: PLC0415 - only its readers pay for it

    return routes.api.send((docs.read(docs.DOCUMENT), SOURCE))


@routes.get("/docs")
def get_docs() -> Response[str]:
    """A page that shows this document, and sends requests."""
    from pricebook.api import docs  # noqa: PLC0415 - only its readers pay for it

    response = routes.api.send((docs.read(docs.PAGE), SOURCE))
    response.headers["Content-Type"] = "text/html; charset=utf-8"
    response.headers["Content-Security-Policy"] = POLICY
    return response


@routes.get("/docs/<part>")
def get_docs_part(part: str) -> Response[str]:
    """A file of that page."""
    from pricebook.api import docs  # noqa: PLC0415 - only its readers pay for it

    file, content_type = docs.part(part)
    response = routes.api.send((file, SOURCE))
    response.headers["Content-Type"] = content_type
    return response
