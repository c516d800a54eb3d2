"""Index: the whole catalogue in columns, for a table that sorts and filters in the browser."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from pricebook.api.parameters import Page
from pricebook.api.routes import Routes
from pricebook.catalog import index
from pricebook.serving.headers import FOREVER, PUBLIC

Part = Annotated[
    str | None, Query(min_length=1, max_length=200, description="Part of an id or of a name.")
]
Size = Annotated[int | None, Query(ge=1, le=500, description="How many models; all without it.")]
Digest = Annotated[
    str | None,
    Query(
        pattern="^[0-9a-f]{32}$",
        description="The ETag that is expected, without its marks; such an index is kept for good.",
    ),
]

routes = Routes()


@routes.get("/v1/index")
def get_index(
    q: Part = None, page: Page = 1, page_size: Size = None, digest: Digest = None
) -> Response[str]:
    """Every model that is sold, with its sellers and prices, column by column.

    The n-th values of the columns of `models` or `offers` belong together.
    `model` and `provider` of an offer are places in `models` and `providers`, from 0.
    `capabilities` and the modalities are sums: 1 for the first word of their list, 2 for the
    second, 4 for the third.
    Prices are in US dollars per 1M tokens or per image; null is unknown.
    `trends` has the steps of the input price in the last 30 days of each offer where it moved.
    """
    served = index.index(q, page, page_size)
    return routes.api.send(served, FOREVER if digest == index.digest_of(served[0]) else PUBLIC)
