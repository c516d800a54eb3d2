"""What the bearer of a token may use; nobody's tier is free."""

from aws_lambda_powertools.event_handler import Response

from pricebook.api import tokens
from pricebook.api.resolver import Page, Size
from pricebook.api.routes import Routes
from pricebook.api.routes.models import Cursor
from pricebook.catalog import access as allowed
from pricebook.catalog.models import Filters, View, models

PRIVATE = "private, max-age=60"

routes = Routes()


@routes.get("/v1/allowed")
def listed(page: Page | None = None, page_size: Size = 50, cursor: Cursor = None) -> Response[str]:
    """The models that the caller's tier may use, page by page."""
    tier = tokens.caller(_authorization()).tier
    found = models(Filters(tier=tier), View(page=page, page_size=page_size, cursor=cursor))
    send = routes.api
    return _personal(
        send.send_page(found, page, page_size) if page else send.send_on(found, "cursor")
    )


@routes.get("/v1/access/<model_id>")
def model(model_id: str) -> Response[str]:
    """Whether the caller's tier may use a model; else `reason` is disabled, inactive or tier."""
    return _personal(routes.api.send(allowed.model(tokens.caller(_authorization()).tier, model_id)))


def _authorization() -> str | None:
    return routes.api.current_event.headers.get("authorization")


def _personal(response: Response[str]) -> Response[str]:
    """Keep what one caller may see from the others."""
    response.headers["Vary"] = "Accept-Encoding, Authorization"
    if _authorization() is not None:
        response.headers["Cache-Control"] = PRIVATE
    return response
