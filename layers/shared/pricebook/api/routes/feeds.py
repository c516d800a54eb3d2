"""Drop-in feeds: the catalogue in the formats of other programs. See pricebook/feeds."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from pricebook.api.decimals import DollarsPerMillion
from pricebook.api.parameters import Slug, grouped
from pricebook.api.resolver import UNCACHED
from pricebook.api.routes import Routes
from pricebook.catalog import resolve
from pricebook.errors import NotFound
from pricebook.serving.answer import Answer
from pricebook.serving.query import path_name

Words = Annotated[str | None, Query(max_length=500, description="Several, separated by commas.")]
Modalities = Annotated[
    str,
    Query(max_length=100, description="Output modalities, separated by commas; `all` means any."),
]
Dollars = Annotated[DollarsPerMillion | None, Query(description="US dollars per 1M tokens.")]
Days = Annotated[
    int | None, Query(ge=0, le=100_000, description="Days since the model was listed.")
]
Sort = Literal[
    "pricing-low-to-high",
    "pricing-high-to-low",
    "context-high-to-low",
    "newest",
    "most-popular",
    "top-weekly",
    "throughput-high-to-low",
    "latency-low-to-high",
    "intelligence-high-to-low",
    "coding-high-to-low",
    "agentic-high-to-low",
    "design-arena-elo-high-to-low",
]
Unanswered = Annotated[
    str | None,
    Query(max_length=100, description="Accepted, and not answered: OpenRouter alone knows it."),
]
KNOWN_ORDERS = ("pricing", "context", "newest")
"""Beginnings of the orders that are ours to know."""
Offset = Annotated[int | None, Query(ge=0, le=1_000_000, description="How many models to skip.")]
Limit = Annotated[int | None, Query(ge=1, le=1000, description="How many models at most.")]
Name = Annotated[str | None, Query(max_length=200, description="Part of a name or an id.")]
Overrides = Annotated[
    bool,
    Query(
        description="Whether prices for long prompts and for parts of the day stand inside"
        " `pricing`, as at OpenRouter; else they stand beside it, as `pricing_overrides`."
    ),
]
MinContext = Annotated[int | None, Query(ge=0, le=2**31, description="At least, in tokens.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenrouterParameters:
    """Query parameters of OpenRouter's list, and two of our own."""

    provider: Slug = None
    overrides: Overrides = False
    q: Name = None
    supported_parameters: Words = None
    input_modalities: Words = None
    output_modalities: Modalities = "text"
    context: MinContext = None
    min_price: Dollars = None
    max_price: Dollars = None
    min_output_price: Dollars = None
    max_output_price: Dollars = None
    model_authors: Words = None
    providers: Words = None
    min_age_days: Days = None
    max_age_days: Days = None
    sort: Sort | None = None
    offset: Offset = None
    limit: Limit = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnansweredParameters:
    """Parameters of OpenRouter's list about its own traffic, contracts and tests."""

    arch: Unanswered = None
    category: Unanswered = None
    distillable: Unanswered = None
    max_agentic_index: Unanswered = None
    max_coding_index: Unanswered = None
    max_intelligence_index: Unanswered = None
    max_tool_success_rate: Unanswered = None
    min_agentic_index: Unanswered = None
    min_coding_index: Unanswered = None
    min_intelligence_index: Unanswered = None
    min_tool_success_rate: Unanswered = None
    region: Unanswered = None
    use_rss: Unanswered = None
    use_rss_chat_links: Unanswered = None
    zdr: Unanswered = None


routes = Routes()


@routes.get("/feeds/openai/v1/models")
def list_openai_models() -> Response[str]:
    """OpenAI's list of models."""
    from pricebook.feeds import openai  # noqa: PLC0415 - only its readers pay for it

    return routes.api.send(openai.models())


@routes.get("/feeds/openai/v1/models/<model_id>")
def get_openai_model(model_id: str) -> Response[str]:
    """One model in OpenAI's format; slashes in its id are raw or percent-encoded."""
    from pricebook.feeds import openai  # noqa: PLC0415 - only its readers pay for it

    try:
        return routes.api.send(_named(openai.model, path_name(model_id)))
    except NotFound as error:
        fields = {"message": str(error), "type": "invalid_request_error"}
        fields |= {"param": "model", "code": "model_not_found"}
        return Response(404, "application/json", json.dumps({"error": fields}), UNCACHED)


def _named(one: Callable[[str], tuple[Answer, str]], name: str) -> tuple[Answer, str]:
    """Answer for one offer by its id, or by another name for it, as GET /v1/models does."""
    try:
        return one(name)
    except NotFound as unknown:
        if model_id := resolve.names([name], unknown).get(name):
            return one(model_id)
        raise


@routes.get("/feeds/openrouter/api/v1/models")
@grouped
def list_openrouter_models(
    filters: OpenrouterParameters, unanswered: UnansweredParameters
) -> Response[str]:
    """OpenRouter's list: canonical models, or with `provider` the offers of one seller."""
    from pricebook.feeds import openrouter  # noqa: PLC0415 - only its readers pay for it

    params = {name: _sql_value(value) for name, value in asdict(filters).items()}
    event = routes.api.current_event
    served = openrouter.models(params, event.path, event.query_string_parameters)
    response = routes.api.send(served)
    ignored = [name for name, value in asdict(unanswered).items() if value is not None]
    if filters.sort and not filters.sort.startswith(KNOWN_ORDERS):
        ignored.append("sort")
    if ignored:
        response.headers["x-pricebook-ignored"] = ", ".join(ignored)
    return response


@routes.get("/feeds/openrouter/api/v1/model/<model_id>")
def get_openrouter_model(model_id: str) -> Response[str]:
    """One canonical model in OpenRouter's format."""
    from pricebook.feeds import openrouter  # noqa: PLC0415 - only its readers pay for it

    return routes.api.send(openrouter.model(model_id))


@routes.get("/feeds/openrouter/api/v1/models/count")
def count_openrouter_models(output_modalities: Modalities = "text") -> Response[str]:
    """How many models OpenRouter's list has."""
    from pricebook.feeds import openrouter  # noqa: PLC0415 - only its readers pay for it

    modalities = output_modalities.replace("\0", "")  # no text of Postgres holds one
    return routes.api.send(openrouter.count(modalities))


@routes.get("/feeds/openrouter/api/v1/models/<model_id>/endpoints")
def list_openrouter_endpoints(model_id: str) -> Response[str]:
    """Every seller of a canonical model, in OpenRouter's format of endpoints."""
    from pricebook.feeds import openrouter  # noqa: PLC0415 - only its readers pay for it

    return routes.api.send(openrouter.endpoints(model_id))


@routes.get("/feeds/litellm/model_prices_and_context_window.json")
def get_litellm_map() -> Response[str]:
    """LiteLLM's cost map, for LITELLM_MODEL_COST_MAP_URL."""
    from pricebook.feeds import litellm  # noqa: PLC0415 - only its readers pay for it

    return routes.api.send(litellm.cost_map())


@routes.get("/feeds/models.dev/api.json")
def get_models_dev() -> Response[str]:
    """models.dev's api.json, for OPENCODE_MODELS_URL without its last part."""
    from pricebook.feeds import models_dev  # noqa: PLC0415 - only its readers pay for it

    return routes.api.send(models_dev.document("api"))


@routes.get("/feeds/models.dev/models.json")
def get_models_dev_models() -> Response[str]:
    """models.dev's models.json: what each canonical model is, without sellers and prices."""
    from pricebook.feeds import models_dev  # noqa: PLC0415 - only its readers pay for it

    return routes.api.send(models_dev.document("models"))


@routes.get("/feeds/models.dev/catalog.json")
def get_models_dev_catalog() -> Response[str]:
    """models.dev's catalog.json: its models.json and its api.json in one document."""
    from pricebook.feeds import models_dev  # noqa: PLC0415 - only its readers pay for it

    return routes.api.send(models_dev.document("catalog"))


@routes.get("/feeds/genai-prices/data.json")
def get_genai_prices() -> Response[str]:
    """genai-prices' data, for UpdatePrices(url=...)."""
    from pricebook.feeds import genai_prices  # noqa: PLC0415 - only its readers pay for it

    return routes.api.send(genai_prices.data())


@routes.get("/feeds/portkey/pricing/<file>")
def get_portkey_pricing(file: str) -> Response[str]:
    """Portkey's prices of one provider, in cents: {provider}.json."""
    from pricebook.feeds import portkey  # noqa: PLC0415 - only its readers pay for it

    return routes.api.send(portkey.pricing(file))


@routes.get("/feeds/portkey/general/<file>")
def get_portkey_general(file: str) -> Response[str]:
    """The capabilities of one provider's models in Portkey's format: {provider}.json."""
    from pricebook.feeds import portkey  # noqa: PLC0415 - only its readers pay for it

    return routes.api.send(portkey.general(file))


@routes.get("/feeds/langfuse/models.json")
def list_langfuse_models(provider: Slug = None) -> Response[str]:
    """Bodies for Langfuse's POST /api/public/models."""
    from pricebook.feeds import langfuse  # noqa: PLC0415 - only its readers pay for it

    return routes.api.send(langfuse.models(provider))


def _sql_value(value: str | int | Decimal | None) -> str | int | None:
    """Return a parameter as a statement takes it: no text of Postgres holds a zero byte."""
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.replace("\0", "") if isinstance(value, str) else value
