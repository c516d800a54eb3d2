"""Comparison of models side by side."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from pricebook.api.routes import Routes
from pricebook.catalog import compare

Ids = Annotated[
    str, Query(min_length=1, description="Up to twenty model ids, separated by commas.")
]

routes = Routes()


@routes.get("/v1/compare")
def compare_models(models: Ids) -> Response[str]:
    """Models with their benchmarks, and every field in which they differ."""
    return routes.api.send(compare.compare(models))
