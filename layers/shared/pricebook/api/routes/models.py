"""The models: all filters, orders and formats of the list."""

from decimal import Decimal
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import StringConstraints

from pricebook.api.resolver import Page, Slug
from pricebook.api.routes import Routes
from pricebook.catalog.models import Filters, Format, View, models
from pricebook.timestamps import Day

TYPES = {
    "csv": "text/csv; charset=utf-8; header=present",
    "ndjson": "application/x-ndjson",
}

Modality = Literal["text", "image", "audio", "video", "file", "embeddings", "rerank"]
Field = Literal[
    "id",
    "provider",
    "provider_model_id",
    "canonical_id",
    "name",
    "description",
    "context_length",
    "max_output_tokens",
    "modality",
    "input_modalities",
    "output_modalities",
    "capabilities",
    "supported_parameters",
    "tokenizer",
    "quantization",
    "license",
    "knowledge_cutoff",
    "is_active",
    "deprecated",
    "deprecation_date",
    "replacement",
    "release_date",
    "listed_at",
    "health_status",
    "pricing",
    "pricing_source",
    "prices",
    "access",
    "first_seen_at",
    "updated_at",
    "source_url",
    "exchange",
    "last_seen_at",
]

LARGEST = 2_147_483_647

Word = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
Words = Annotated[
    Word | None, Query(description="Part of a name, an id or a canonical id, in any case.")
]
Canonical = Annotated[
    Word | None, Query(description="One canonical model only, whoever sells it: openai/gpt-4o.")
]
Creator = Annotated[Word | None, Query(description="What one creator made, whoever sells it.")]
InOut = Annotated[
    Word | None, Query(description="Exactly this, as in text+image->text, with + as %2B.")
]
Takes = Annotated[list[Modality] | None, Query(description="All of these go in.")]
Gives = Annotated[list[Modality] | None, Query(description="All of these come out.")]
Abilities = Annotated[
    list[Literal["reasoning", "structured_output", "tools", "vision"]] | None,
    Query(description="It can do all of these."),
]
Parameters = Annotated[
    list[Word] | None, Query(description="It supports all of these request parameters.")
]
Tokens = Annotated[
    int | None, Query(ge=0, le=LARGEST, description="In tokens; what is unknown never fits.")
]
Dollars = Annotated[
    Decimal | None,
    Query(
        ge=0,
        le=1_000_000_000,
        decimal_places=20,
        description="In US dollars per 1M tokens, inclusive; what is unknown never fits.",
    ),
]
Free = Annotated[
    bool | None,
    Query(description="Whether everything about it that has a price is free; unknown is not free."),
]
State = Annotated[
    Literal["known", "free", "dynamic", "included", "not_offered", "unknown"] | None,
    Query(description="It has a price in this state; unknown: it has no price at all."),
]
Health = Annotated[Word | None, Query(description="The seller's own word for how it is.")]
Deprecated = Annotated[bool | None, Query(description="Whether it is about to go, or gone.")]
Released = Annotated[Day | None, Query(description="Released after this day: 2026-08-22.")]
Inactive = Annotated[bool, Query(description="Also what is no longer sold.")]
Tier = Annotated[
    Literal["free", "pro", "enterprise"] | None,
    Query(description="What readers of this tier may use."),
]
Sort = Annotated[
    Literal[
        "name",
        "-name",
        "created",
        "-created",
        "updated",
        "-updated",
        "context",
        "-context",
        "input_price",
        "-input_price",
        "output_price",
        "-output_price",
    ]
    | None,
    Query(description="By id without it; - for descending. What is unknown comes last both ways."),
]
Fields = Annotated[
    list[Field] | None,
    Query(
        description="Only these, separated by commas. In CSV they are the columns, in this order."
    ),
]
Cursor = Annotated[
    str | None,
    Query(
        min_length=1,
        max_length=4000,
        description="next_cursor of the page before: every page is as fast as the first.",
    ),
]
Size = Annotated[
    int | None,
    Query(
        ge=1,
        le=10_000,
        description="How many models: of JSON 50, and 500 at most; of CSV and NDJSON 10000.",
    ),
]
Form = Annotated[
    Format, Query(description="CSV and NDJSON are files; more than one page is linked in Link.")
]

routes = Routes()


@routes.get("/v1/models")
def listed(
    *,
    provider: Slug = None,
    canonical: Canonical = None,
    creator: Creator = None,
    q: Words = None,
    modality: InOut = None,
    input_modality: Takes = None,
    output_modality: Gives = None,
    capability: Abilities = None,
    parameter: Parameters = None,
    min_context: Tokens = None,
    max_context: Tokens = None,
    max_input_price: Dollars = None,
    max_output_price: Dollars = None,
    free: Free = None,
    price_state: State = None,
    health: Health = None,
    deprecated: Deprecated = None,
    released_after: Released = None,
    include_inactive: Inactive = False,
    tier: Tier = None,
    sort: Sort = None,
    fields: Fields = None,
    page: Page | None = None,
    page_size: Size = None,
    cursor: Cursor = None,
    format: Form = "json",  # noqa: A002 - what the API calls it
) -> Response[str]:
    """The models, page by page, as JSON, CSV or NDJSON."""
    asked = locals()  # by the names that Filters and View know them by
    view = View(**{name: asked.pop(name) for name in View.__slots__})
    found = models(Filters(**asked), view)
    send = routes.api
    response = (
        send.send_page(found, view.page, view.size) if view.page else send.send_on(found, "cursor")
    )
    if view.format != "json":
        response.headers["Content-Type"] = TYPES[view.format]
        response.headers["Content-Disposition"] = f'attachment; filename="models.{view.format}"'
    return response
