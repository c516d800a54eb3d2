"""List of models: all its filters, orders, fields and formats."""

from aws_lambda_powertools.event_handler import Response

from pricebook.api.model_parameters import FilterParameters, ViewParameters
from pricebook.api.parameters import grouped
from pricebook.api.routes import Routes
from pricebook.catalog.models import models

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8; header=present",
    "ndjson": "application/x-ndjson",
}

routes = Routes()


@routes.get("/v1/models")
@grouped
def list_models(filters: FilterParameters, view: ViewParameters) -> Response[str]:
    """The models, page by page, as JSON, CSV or NDJSON."""
    served = models(filters, view)
    response = (
        routes.api.send_page(served, view.page, view.size)
        if view.page
        else routes.api.send_cursor_page(served, "cursor")
    )
    if view.format != "json":
        response.headers["Content-Type"] = CONTENT_TYPES[view.format]
        response.headers["Content-Disposition"] = f'attachment; filename="models.{view.format}"'
    return response
