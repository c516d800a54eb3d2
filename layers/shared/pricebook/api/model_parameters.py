"""Query parameters of the list of models: filters, order, fields and format."""

from dataclasses import dataclass
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import StringConstraints

from pricebook.api.decimals import DollarsPerMillion
from pricebook.api.parameters import Mix, Page
from pricebook.catalog.models import Filters, Format, View
from pricebook.timestamps import Day

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
    "facts_source",
    "listed_by",
    "listed_until",
    "under_review",
    "prices_incomplete",
    "last_seen_at",
]

MAX_IDS = 500
"""Ids that one request may ask for."""
MAX_INTEGER = 2_147_483_647
"""Largest integer of a column."""

Word = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
Words = Annotated[
    Word | None, Query(description="Part of a name, an id or a canonical id, in any case.")
]
Canonical = Annotated[
    Word | None, Query(description="Offers of one canonical model, of every seller: openai/gpt-4o.")
]
Creator = Annotated[Word | None, Query(description="Models of one creator, of every seller.")]
ModalityPair = Annotated[
    Word | None,
    Query(description="Exactly this modality, such as text+image->text, with + as %2B."),
]
InputModalities = Annotated[
    list[Modality] | None, Query(description="The model takes all of these.")
]
OutputModalities = Annotated[
    list[Modality] | None, Query(description="The model produces all of these.")
]
Capabilities = Annotated[
    list[Literal["reasoning", "structured_output", "tools", "vision"]] | None,
    Query(description="The model has all of these."),
]
RequestParameters = Annotated[
    list[Word] | None, Query(description="The model supports all of these request parameters.")
]
Tokens = Annotated[
    int | None,
    Query(ge=0, le=MAX_INTEGER, description="In tokens; models where it is unknown never fit."),
]
Confidence = Annotated[
    Literal["first_hand", "confirmed", "single", "disputed"] | None,
    Query(description="At least one price is believed so far."),
]
PriceSource = Annotated[
    Literal[
        "manual",
        "database",
        "page",
        "cross-reference",
        "reference:genai-prices",
        "reference:litellm",
        "reference:llm-prices",
        "reference:models.dev",
    ]
    | None,
    Query(description="At least one price is from this source; database is the seller's own list."),
]
Dollars = Annotated[
    DollarsPerMillion | None,
    Query(description="In US dollars per 1M tokens, inclusive; an unknown price never fits."),
]
Free = Annotated[
    bool | None,
    Query(description="Whether all its prices are free; an unknown price is not free."),
]
State = Annotated[
    Literal["known", "free", "dynamic", "included", "not_offered", "unknown"] | None,
    Query(description="The model has a price in this state; `unknown` means no price at all."),
]
Health = Annotated[
    Word | None, Query(description="The seller's own word for the health of the model.")
]
Deprecated = Annotated[bool | None, Query(description="Whether the seller has deprecated it.")]
UnderReview = Annotated[
    bool | None, Query(description="Whether a price of it is held until it is confirmed.")
]
Providers = Annotated[list[Word] | None, Query(description="Of one of these providers.")]
Ids = Annotated[
    list[Word] | None,
    Query(max_length=MAX_IDS, description="These models only; ids that no model has are left out."),
]
Released = Annotated[
    Day | None,
    Query(description="Released, or else listed by its seller, after this day: 2026-08-22."),
]
Ends = Annotated[Day | None, Query(description="With an end that lies before this day.")]
Inactive = Annotated[bool, Query(description="Whether to list models that are no longer sold too.")]
Tier = Annotated[
    Literal["free", "pro", "enterprise"] | None,
    Query(description="Models that this tier may use."),
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
        "image_price",
        "-image_price",
        "blended_price",
        "-blended_price",
        "ends",
        "-ends",
    ]
    | None,
    Query(
        description="Default: by id; - means descending. Unknown values come last either way."
        " `created` is the release, or else the listing; `blended_price` is that of `mix`."
    ),
]
Fields = Annotated[
    list[Field] | None,
    Query(description="Only these fields, separated by commas; in CSV the columns, in this order."),
]
Cursor = Annotated[
    str | None,
    Query(
        min_length=1,
        max_length=4000,
        description="next_cursor of the page before; every page is as fast as the first.",
    ),
]
FileSize = Annotated[
    int | None,
    Query(
        ge=1,
        le=10_000,
        description="Models per page. JSON: 50, at most 500. CSV and NDJSON: 10000.",
    ),
]
FileFormat = Annotated[
    Format, Query(description="CSV and NDJSON are files; the Link header leads to further pages.")
]
PriceRows = Annotated[
    Literal["long"] | None,
    Query(description="CSV with a line per price, and a column per condition, in place of fields."),
]
Safe = Annotated[
    Literal["excel"] | None,
    Query(description="CSV for people: no text is left that a spreadsheet would run as a formula."),
]
ByteOrderMark = Annotated[
    bool, Query(description="CSV that begins with a byte order mark, without which Excel guesses.")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterParameters(Filters):
    """Query parameters that choose the models."""

    provider: Providers = None
    ids: Ids = None
    canonical: Canonical = None
    creator: Creator = None
    q: Words = None
    modality: ModalityPair = None
    input_modality: InputModalities = None
    output_modality: OutputModalities = None
    capability: Capabilities = None
    parameter: RequestParameters = None
    min_context: Tokens = None
    max_context: Tokens = None
    max_input_price: Dollars = None
    max_output_price: Dollars = None
    free: Free = None
    price_state: State = None
    confidence: Confidence = None
    source: PriceSource = None
    health: Health = None
    deprecated: Deprecated = None
    under_review: UnderReview = None
    released_after: Released = None
    ends_before: Ends = None
    include_inactive: Inactive = False
    tier: Tier = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewParameters(View):
    """Query parameters that choose the order, the page, the fields and the format."""

    sort: Sort = None
    mix: Mix = "3:1"
    fields: Fields = None
    page: Page | None = None
    page_size: FileSize = None
    cursor: Cursor = None
    format: FileFormat = "json"
    prices: PriceRows = None
    safe: Safe = None
    bom: ByteOrderMark = False
