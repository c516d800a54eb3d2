"""CORS as API Gateway does it: it answers preflights itself and overrules the functions."""

from local.messages import Headers, Request, Response
from local.sam.template import Cors

PREFIX = "access-control-"


def is_preflight(request: Request) -> bool:
    """Tell whether a browser asks what it may do."""
    asks = request.header("access-control-request-method")
    return request.method == "OPTIONS" and bool(request.header("origin") and asks)


def preflight(cors: Cors, request: Request) -> Response:
    """Answer a preflight; one that may not come gets no permission, and no error either."""
    method = request.header("access-control-request-method").upper()
    headers = _allowed(cors, request)
    if not headers or not _listed(method, cors.methods):
        return Response(204, [], b"")
    headers.append(("access-control-allow-methods", ",".join(cors.methods)))
    if cors.headers:
        headers.append(("access-control-allow-headers", ",".join(cors.headers)))
    if cors.max_age is not None:
        headers.append(("access-control-max-age", str(cors.max_age)))
    return Response(204, headers, b"")


def apply(cors: Cors, request: Request, response: Response) -> Response:
    """Return a response with the API's CORS headers in place of the function's own."""
    own = [pair for pair in response.headers if not pair[0].startswith(PREFIX)]
    allowed = _allowed(cors, request)
    if allowed and cors.exposed:
        allowed.append(("access-control-expose-headers", ",".join(cors.exposed)))
    return Response(response.status, [*own, *allowed], response.body)


def _allowed(cors: Cors, request: Request) -> Headers:
    origin = request.header("origin")
    if not origin or not _listed(origin, cors.origins):
        return []
    headers = [("access-control-allow-origin", "*" if "*" in cors.origins else origin)]
    if cors.credentials:
        headers.append(("access-control-allow-credentials", "true"))
    return headers


def _listed(value: str, allowed: tuple[str, ...]) -> bool:
    return "*" in allowed or value in allowed
