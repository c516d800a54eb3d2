"""Powertools internals: every private member of its resolver that this API overrides or reads.

They are used in this module and in no other; tests/api/test_powertools_internals.py holds what is
expected of each, and requirements.in allows only the minor version that those tests ran with.
"""

import re
from typing import cast

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.event_handler.api_gateway import ResponseBuilder, Route
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEventV2

from pricebook.errors import PricebookError

type Built = ResponseBuilder[APIGatewayProxyEventV2]


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

    @staticmethod
    def _compile_regex(rule: str, base_regex: str = r"^{}\Z") -> re.Pattern[str]:
        """Let a parameter take the rest of a path, as {model_id+} does: ids contain slashes.

        Powertools' own pattern stops at a slash and at characters that ids have.
        """
        return re.compile(base_regex.format(re.sub(r"<(\w+)>", r"(?P<\1>(?s:.+))", rule)))

    def _call_route(self, route: Route, route_arguments: dict[str, str]) -> Built:
        """Check the caller before anything is read: validation would come before a middleware."""
        try:
            self.authorise()
        except PricebookError as error:
            return cast("ResponseBuilder[APIGatewayProxyEventV2]", self._error(error, route))
        return super()._call_route(route, route_arguments)

    def _error(self, error: PricebookError, route: Route) -> Built | None:
        """Answer with the handler of this error; Powertools catches nothing outside its routes."""
        return self._call_exception_handler(error, route)
