"""Access: the models that a caller's tier may use; without a token the tier is free."""

from aws_lambda_powertools.event_handler import Response

from pricebook.api import tokens
from pricebook.api.model_parameters import Cursor
from pricebook.api.parameters import Page, Size
from pricebook.api.routes import Routes
from pricebook.catalog import access
from pricebook.catalog.models import Filters, View, models

PRIVATE = "private, max-age=60"

routes = Routes()


@routes.get("/v1/allowed")
def list_allowed_models(
    page: Page | None = None, page_size: Size = 50, cursor: Cursor = None
) -> Response[str]:
    """The models that the caller's tier may use, page by page."""
    tier = tokens.caller(_authorization()).tier
    served = models(Filters(tier=tier), View(page=page, page_size=page_size, cursor=cursor))
    if page:
        return _personal(routes.api.send_page(served, page, page_size))
    return _personal(routes.api.send_cursor_page(served, "cursor"))


@routes.get("/v1/access/<model_id>")
def get_access(model_id: str) -> Response[str]:
    """Whether the caller's tier may use a model; else `reason` is disabled, inactive or tier."""
    tier = tokens.caller(_authorization()).tier
    return _personal(routes.api.send(access.model(tier, model_id)))


def _authorization() -> str | None:
    return routes.api.current_event.headers.get("authorization")


def _personal(response: Response[str]) -> Response[str]:
    """Keep shared caches from giving one caller's answer to another."""
    response.headers["Vary"] = "Accept-Encoding, Authorization"
    if _authorization() is not None:
        response.headers["Cache-Control"] = PRIVATE
    return response
