"""Powertools internals: every private member of its resolver that this API overrides or reads.

They are used in this module and in no other; tests/api/test_powertools_internals.py holds what is
expected of each, and requirements.in allows only the minor version that those tests ran with.
"""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any, NamedTuple, cast

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.api_gateway import ResponseBuilder, Route
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEventV2

from pricebook.errors import PricebookError

type Built = ResponseBuilder[APIGatewayProxyEventV2]


class HttpEvent(APIGatewayProxyEventV2):
    """Event of an HTTP API whose headers are read once; Powertools' reads them at each use."""

    @cached_property
    def headers(self) -> dict[str, str]:
        """Headers by their names in any case."""
        return super().headers


class Valid(NamedTuple):
    """A request that passed validation: its route, and the arguments that were made of it."""

    route: Route
    arguments: Mapping[str, Any]


class Resolver(APIGatewayHttpResolver):
    """Resolver of payload-2.0 events with greedy path parameters and a check before validation."""

    def all_routes(self) -> list[Route]:
        """Return the routes in the order in which they are tried: `_static_routes` come first."""
        return [*self._static_routes, *self._dynamic_routes]

    def declared_parameters(self) -> list[str]:
        """Return the query parameters of the current route, which `context["_route"]` is."""
        return [field.alias for field in self.context["_route"].dependant.query_params]

    def authorise(self) -> None:
        """Check the caller; a subclass that needs it raises a PricebookError."""

    def remembered(self) -> Valid | None:
        """Return the current request as it was valid before; a subclass may remember some."""

    def answer_again(self, valid: Valid) -> Response[Any]:
        """Answer a request that is remembered."""
        response: Response[Any] = valid.route.func(**valid.arguments)
        return response

    def validated(self) -> Valid | None:
        """Return what validation made of the current request.

        Returns:
            None where more than its path and its query counts.
        """
        route = self.context["_route"]
        declared = route.dependant
        more = declared.header_params or declared.cookie_params or declared.body_params
        if more or route.has_dependencies:
            return None
        return Valid(route, self.context["_route_args"])

    @staticmethod
    def _compile_regex(rule: str, base_regex: str = r"^{}\Z") -> re.Pattern[str]:
        """Let a parameter take the rest of a path, as {model_id+} does: ids contain slashes.

        Powertools' own pattern stops at a slash and at characters that ids have, and takes the dot
        of `<name>.atom` for any character. What ends so is no `<name>`, so that the feed of a watch
        allows what a feed allows.
        """
        written = re.escape(rule).replace("<name>", "<name>(?<!\\.atom)")
        return re.compile(base_regex.format(re.sub(r"<(\w+)>", r"(?P<\1>(?s:.+))", written)))

    def _resolve(self) -> Built:
        """Look for no route, and validate nothing, where that is known of a request."""
        valid = self.remembered()
        if valid is None:
            return cast("Built", super()._resolve())
        try:
            response = self.answer_again(valid)
        except PricebookError as error:
            built = self._error(error, valid.route)
            if built is None:
                raise
            return built
        # no route here declares CORS, Cache-Control or compression, for which headers are parsed
        return ResponseBuilder(response, self._serializer)

    def _to_proxy_event(self, event: dict[str, Any]) -> HttpEvent:
        """Read the headers of an event once."""
        return HttpEvent(event, self._json_body_deserializer)

    def _call_route(self, route: Route, route_arguments: dict[str, str]) -> Built:
        """Check the caller before anything is read: validation would come before a middleware."""
        try:
            self.authorise()
        except PricebookError as error:
            return cast("Built", self._error(error, route))
        return cast("Built", super()._call_route(route, route_arguments))

    def _error(self, error: PricebookError, route: Route) -> Built | None:
        """Answer with the handler of this error; Powertools catches nothing outside its routes."""
        return self._call_exception_handler(error, route)
