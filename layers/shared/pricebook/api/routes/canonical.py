"""Models across everybody who sells them."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from pricebook.api.resolver import Page, Size
from pricebook.api.routes import Routes
from pricebook.catalog import canonical

Creator = Annotated[
    str | None, Query(min_length=1, description="Whose models, as in the first half of an id.")
]
Part = Annotated[
    str | None, Query(min_length=1, max_length=200, description="A part of an id or of a name.")
]
Mix = Annotated[str, Query(description="How many input tokens come with how many output tokens.")]
Inactive = Annotated[bool, Query(description="Also offers that are no longer sold, unranked.")]

routes = Routes()


@routes.get("/v1/canonical")
def canonical_models(
    creator: Creator = None, q: Part = None, page: Page = 1, page_size: Size = 50
) -> Response[str]:
    """The models as such, whoever sells them, with the least that they cost."""
    found = canonical.canonical_models(creator, q, page, page_size)
    return routes.api.send_page(found, page, page_size)


@routes.get("/v1/canonical/<canonical_id>")
def canonical_model(
    canonical_id: str, mix: Mix = "3:1", *, include_inactive: Inactive = False
) -> Response[str]:
    """Every offer of one model, the cheapest first for a mix of input and output tokens."""
    found = canonical.canonical_model(canonical_id, mix, include_inactive=include_inactive)
    return routes.api.send(found)
