"""The days on which models end."""

from aws_lambda_powertools.event_handler import Response

from pricebook.api.parameters import Slug
from pricebook.api.routes import Routes
from pricebook.catalog import deprecations

CALENDAR = "text/calendar; charset=utf-8"

routes = Routes()


@routes.get("/v1/deprecations.ics")
def get_deprecations(provider: Slug = None) -> Response[str]:
    """The days on which models end that are sold now, as a calendar to subscribe to."""
    event = routes.api.current_event
    scheme = "http" if event.headers.get("x-forwarded-proto") == "http" else "https"
    served = deprecations.calendar(provider, scheme, event.request_context.domain_name)
    response = routes.api.send(served)
    response.headers["Content-Type"] = CALENDAR
    return response
