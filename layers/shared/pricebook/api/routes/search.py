"""Search of models by a few words."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from pricebook.api.routes import Routes
from pricebook.catalog import search

Words = Annotated[
    str,
    Query(
        min_length=1,
        max_length=200,
        description="Name or id, or part of one; misspellings are found too.",
    ),
]
Size = Annotated[int, Query(ge=1, le=100, description="How many models at most.")]

routes = Routes()


@routes.get("/v1/search")
def search_models(q: Words, page_size: Size = 20) -> Response[str]:
    """The models that are most like the words, the likeliest first: `gpt4o` finds GPT-4o."""
    return routes.api.send(search.search(q, page_size))
