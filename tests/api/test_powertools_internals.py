"""Powertools internals: what is expected of each private member that the resolver uses."""

import json
from typing import Any, cast

import pytest
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware

from pricebook.api.powertools_internals import Resolver
from pricebook.errors import Forbidden
from tests.support.clients import Context, event


class Guarded(Resolver):
    """Resolver that refuses every caller, and answers each refusal with its message."""

    def __init__(self) -> None:
        super().__init__(enable_validation=True)
        self.exception_handler(Forbidden)(lambda error: Response(403, body=str(error)))
        self.not_found(lambda _: Response(404, body="no route"))

    def authorise(self) -> None:
        """Refuse the caller."""
        raise Forbidden("not you")


def answer(app: APIGatewayHttpResolver, path: str, **query: str) -> dict[str, Any]:
    """Return what an app answers to GET."""
    return app.resolve(event(path, {}, query), cast("Any", Context()))


@pytest.fixture
def app() -> Resolver:
    """Give a resolver with a static and a dynamic route, which echo what they get."""
    made = Resolver(enable_validation=True)

    @made.get("/things/<thing_id>")
    def thing(thing_id: str, size: int = 1) -> dict[str, Any]:
        return {"thing": thing_id, "size": size}

    @made.get("/things/all")
    def things() -> dict[str, Any]:
        return {"thing": None}

    return made


@pytest.mark.parametrize("thing_id", ["a", "a/b/c", "a:b@c", "a b", "ü", "a\nb"])
def test_compile_regex_lets_a_parameter_take_the_rest(app: Resolver, thing_id: str) -> None:
    """`_compile_regex` makes the pattern of a route: ids hold slashes and any character."""
    assert thing_id == json.loads(answer(app, f"/things/{thing_id}")["body"])["thing"]


def test_compile_regex_matches_whole_paths(app: Resolver) -> None:
    """A path that only begins or ends like a route is none of it."""
    assert [404, 404] == [answer(app, path)["statusCode"] for path in ("/things/", "/x/things/a")]


def test_compile_regex_takes_a_dot_for_a_dot(app: Resolver) -> None:
    """`_compile_regex` makes a pattern of parameters alone: what is written stands for itself."""

    @app.get("/things/<thing_id>.svg")
    def picture(thing_id: str) -> dict[str, Any]:
        return {"picture": thing_id}

    app._dynamic_routes.reverse()

    told = [json.loads(answer(app, f"/things/a{end}")["body"]) for end in (".svg", "-svg")]
    assert [{"picture": "a"}, {"thing": "a-svg", "size": 1}] == told


def test_static_routes_are_tried_before_dynamic_ones(app: Resolver) -> None:
    """`_static_routes` and `_dynamic_routes` hold every route, and static ones come first."""
    assert ["/things/all", "/things/<thing_id>"] == [route.path for route in app.all_routes()]
    assert json.loads(answer(app, "/things/all")["body"])["thing"] is None


def test_the_current_route_declares_its_query_parameters(app: Resolver) -> None:
    """`context["_route"]` is the route that a middleware runs for."""
    seen: list[list[str]] = []

    def middleware(resolver: Resolver, next_middleware: NextMiddleware) -> Response[Any]:
        seen.append(resolver.declared_parameters())
        return next_middleware(resolver)

    app.use(middlewares=[middleware])
    answer(app, "/things/a")
    answer(app, "/things/all")

    assert [["size"], []] == seen


def test_call_route_checks_the_caller_before_validation() -> None:
    """`_call_route` runs before a parameter is read: a stranger learns of no parameter."""
    guarded = Guarded()

    @guarded.get("/things")
    def things(size: int) -> dict[str, int]:
        return {"size": size}

    refused = answer(guarded, "/things", size="many")

    assert (403, "not you") == (refused["statusCode"], refused["body"])


def test_call_exception_handler_answers_what_call_route_raised() -> None:
    """`_call_exception_handler` finds the handler of an error, for a path without a route too."""
    refused = answer(Guarded(), "/nowhere")

    assert (403, "not you") == (refused["statusCode"], refused["body"])


def test_a_caller_who_may_enter_is_answered(app: Resolver) -> None:
    """Without a check of its own a resolver answers everybody."""
    assert {"thing": "a", "size": 2} == json.loads(answer(app, "/things/a", size="2")["body"])


def test_to_proxy_event_reads_headers_once(app: Resolver) -> None:
    """`_to_proxy_event` makes the event; its headers are found in any case."""
    made = app._to_proxy_event(event("/things/a", {"Accept": "x"}, {}))

    assert "x" == made.headers.get("ACCEPT")
    assert made.headers is made.headers
