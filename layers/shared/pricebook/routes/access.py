"""What the bearer of a token may use; nobody's tier is free."""

from aws_lambda_powertools.event_handler import Response

from pricebook import access, allowed
from pricebook.api import Page, Size
from pricebook.routes import Routes

PRIVATE = "private, max-age=60"

routes = Routes()


@routes.get("/v1/allowed")
def models(page: Page = 1, page_size: Size = 50) -> Response[str]:
    """The models that the caller's tier may use, page by page."""
    found = allowed.models(access.caller(_authorization()).tier, page, page_size)
    return _personal(routes.api.send_page(found, page, page_size))


@routes.get("/v1/access/<model_id>")
def model(model_id: str) -> Response[str]:
    """Whether the caller's tier may use a model; else `reason` is disabled, inactive or tier."""
    return _personal(routes.api.send(allowed.model(access.caller(_authorization()).tier, model_id)))


def _authorization() -> str | None:
    return routes.api.current_event.headers.get("authorization")


def _personal(response: Response[str]) -> Response[str]:
    """Keep what one caller may see from the others."""
    response.headers["Vary"] = "Accept-Encoding, Authorization"
    if _authorization() is not None:
        response.headers["Cache-Control"] = PRIVATE
    return response
