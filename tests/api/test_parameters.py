"""Query parameters in groups: the fields of a dataclass are parameters of a route."""

import json
from dataclasses import dataclass
from typing import Annotated, Any, cast

import pytest
from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from pricebook.api.parameters import Page, grouped
from pricebook.api.powertools_internals import Resolver
from tests.support.clients import Context, event


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """A group of two parameters."""

    q: Annotated[str | None, Query(min_length=2, description="Words.")] = None
    limit: Annotated[int, Query(le=9)] = 5


@pytest.fixture
def app() -> Resolver:
    """Give a resolver with one route that takes a group and a parameter of its own."""
    made = Resolver(enable_validation=True)

    @made.get("/things/<thing_id>")
    @grouped
    def list_things(thing_id: str, filters: Filters, page: Page = 1) -> Response[str]:
        """The things."""
        return Response(200, body=json.dumps([thing_id, filters.q, filters.limit, page]))

    return made


def ask(app: Resolver, **query: str) -> dict[str, Any]:
    """Return what the app answers."""
    return app.resolve(event("/things/a", {}, query), cast("Any", Context()))


def test_a_route_gets_one_object_per_group(app: Resolver) -> None:
    """Each field is read from the query, or has its default; other parameters stay as they are."""
    assert ["a", None, 5, 1] == json.loads(ask(app)["body"])
    assert ["a", "gpt", 3, 2] == json.loads(ask(app, q="gpt", limit="3", page="2")["body"])


def test_each_field_is_validated_by_its_own_type(app: Resolver) -> None:
    """A wrong value is refused under the name of its field."""
    refused = ask(app, limit="10")

    assert 422 == refused["statusCode"]
    assert ["query", "limit"] == json.loads(refused["body"])["detail"][0]["loc"]


def test_the_document_has_each_field(app: Resolver) -> None:
    """Name, description and docstring of the route are what OpenAPI shows."""
    schema = app.get_openapi_schema(title="", version="").model_dump(mode="json", by_alias=True)
    operation = schema["paths"]["/things/{thing_id}"]["get"]
    names = [parameter["name"] for parameter in operation["parameters"]]

    assert {"thing_id", "q", "limit", "page"} == set(names)
    assert "Words." == operation["parameters"][names.index("q")]["description"]
