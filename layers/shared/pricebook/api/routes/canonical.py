"""Canonical models: one model across all its sellers."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from pricebook.api.parameters import Mix, Page, Size
from pricebook.api.routes import Routes
from pricebook.catalog import canonical

Creator = Annotated[
    str | None, Query(min_length=1, description="Creator of the models: the first half of an id.")
]
Part = Annotated[
    str | None, Query(min_length=1, max_length=200, description="Part of an id or of a name.")
]
Inactive = Annotated[
    bool, Query(description="Whether to list offers that are no longer sold, unranked.")
]

routes = Routes()


@routes.get("/v1/canonical")
def list_canonical_models(
    creator: Creator = None, q: Part = None, page: Page = 1, page_size: Size = 50
) -> Response[str]:
    """Every canonical model with its lowest prices, over all sellers."""
    served = canonical.canonical_models(creator, q, page, page_size)
    return routes.api.send_page(served, page, page_size)


@routes.get("/v1/canonical/<canonical_id>")
def get_canonical_model(
    canonical_id: str, mix: Mix = "3:1", *, include_inactive: Inactive = False
) -> Response[str]:
    """Every offer of one model, ranked by its price for a mix of input and output tokens."""
    served = canonical.canonical_model(canonical_id, mix, include_inactive=include_inactive)
    return routes.api.send(served)
