"""What this API is: for programs, and for people who want to try it."""

from aws_lambda_powertools.event_handler import Response

from pricebook.api.routes import Routes

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What the page may do: load its own files, and ask this API."""
KEPT = "memory"

routes = Routes()


@routes.get("/openapi.json")
def document() -> Response[str]:
    """This document."""
    from pricebook.api import docs  # noqa: PLC0415 - only who reads it pays for it

    return routes.api.send((docs.read(docs.DOCUMENT), KEPT))


@routes.get("/docs")
def page() -> Response[str]:
    """A page that shows this document, and sends requests."""
    from pricebook.api import docs  # noqa: PLC0415 - only who reads it pays for it

    response = routes.api.send((docs.read(docs.PAGE), KEPT))
    response.headers["Content-Type"] = "text/html; charset=utf-8"
    response.headers["Content-Security-Policy"] = POLICY
    return response


@routes.get("/docs/<part>")
def part(part: str) -> Response[str]:
    """A file of that page."""
    from pricebook.api import docs  # noqa: PLC0415 - only who reads it pays for it

    found, kind = docs.part(part)
    response = routes.api.send((found, KEPT))
    response.headers["Content-Type"] = kind
    return response
