"""The template, the functions and openapi.json know the same routes."""

import json
import re
from collections.abc import Iterator

import pytest
from aws_lambda_powertools.event_handler.api_gateway import Route

from local.gateway.router import Router
from local.openapi.declared import APPS
from local.sam import template
from pricebook.api.resolver import Api
from tests.support.paths import ROOT

DEEP = {"model_id": "a/b/c", "canonical_id": "a/b"}
"""What may stand for a parameter that holds slashes."""
DOCUMENT = json.loads((ROOT / "openapi.json").read_text())
DECLARED = tuple(
    route
    for route in template.read(ROOT / "template.yaml", {}).routes
    if route.function != "PagesFunction"  # it serves what no route of the API is for
)
SERVED = [(function, route) for function, app in APPS.items() for route in app.all_routes()]


def named(served: tuple[str, Route]) -> str:
    """Return how a failure names a route."""
    return f"{served[1].method} {served[1].openapi_path}"


def paths(route: Route) -> Iterator[str]:
    """Yield what a route is asked by, without and with slashes in its ids."""
    for deep in (False, True):
        path = route.openapi_path
        for name, held in DEEP.items():
            path = path.replace(f"{{{name}}}", held if deep else "x")
        yield path.replace("{", "").replace("}", "")


def winner(app: Api, method: str, path: str) -> Route:
    """Return the route that Powertools takes."""
    routes = app.all_routes()
    return next(r for r in routes if r.method == method and r.rule.match(path))


@pytest.mark.parametrize("served", SERVED, ids=named)
def test_no_route_shadows_another(served: tuple[str, Route]) -> None:
    """What is asked by a route's path reaches its function, and in it this route."""
    function, route = served

    for path in paths(route):
        match = Router(DECLARED).match(route.method, path)
        assert match, path
        assert function == match.route.function
        assert route is winner(APPS[function], route.method, path)


def test_route_functions_have_the_names_of_their_operations() -> None:
    """`listModels` in the document is `list_models` in the code, so that one search finds both."""
    for _, route in SERVED:
        operation = DOCUMENT["paths"][route.openapi_path][route.method.lower()]["operationId"]

        assert re.sub("([A-Z])", r"_\1", operation).lower() == route.func.__name__


def test_the_template_has_no_other_routes() -> None:
    """Every event of the template leads to a route of its function."""
    router = Router(DECLARED)
    reached = {
        match.route
        for _, route in SERVED
        for path in paths(route)
        if (match := router.match(route.method, path))
    }

    assert set(DECLARED) == reached


def test_who_answers_wrong_methods() -> None:
    """Public paths take every method, which the function answers; operators' paths take theirs."""
    methods = {(route.function, route.method == "ANY") for route in DECLARED}

    assert {("CatalogFunction", True), ("WatchFunction", True), ("AdminFunction", False)} == methods


def test_the_document_has_every_route() -> None:
    """openapi.json has every route, and no other."""
    assert {named(served) for served in SERVED} == {
        f"{method.upper()} {path}" for path, item in DOCUMENT["paths"].items() for method in item
    }
