"""Models by a few words, however they are spelt."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from pricebook.api.routes import Routes
from pricebook.catalog import search as finding

Words = Annotated[
    str,
    Query(
        min_length=1, max_length=200, description="A name or an id, a part of it, or nearly either."
    ),
]
Limit = Annotated[int, Query(ge=1, le=100, description="How many models to answer with at most.")]

routes = Routes()


@routes.get("/v1/search")
def search(q: Words, limit: Limit = 20) -> Response[str]:
    """The models that were probably meant, the likeliest first: `gpt4o` finds GPT-4o."""
    return routes.api.send(finding.search(q, limit))
