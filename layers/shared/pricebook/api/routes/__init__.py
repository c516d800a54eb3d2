"""Routes of the public API, one module per subject; functions/catalog includes them all.

A route function has the name of its operation in openapi.json, in snake case.
"""

from typing import cast

from aws_lambda_powertools.event_handler.api_gateway import Router

from pricebook.api.resolver import Api


class Routes(Router):
    """Routes of one subject."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # Powertools declares no types here

    @property
    def api(self) -> Api:
        """The API that includes these routes."""
        return cast("Api", self.api_resolver)
