"""Query parameters: types that several routes share, and routes that take theirs in groups."""

from collections.abc import Callable
from dataclasses import Field, fields, is_dataclass
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Annotated, Any, cast

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

type Route = Callable[..., Response[str]]

Slug = Annotated[str | None, Query(min_length=1, description="One provider only.")]
Mix = Annotated[str, Query(description="Input to output tokens, for the ranking.")]
Page = Annotated[int, Query(ge=1, le=1_000_000)]
Size = Annotated[int, Query(ge=1, le=500)]


def grouped(route: Route) -> Route:
    """Let a route take its query parameters in groups.

    Every dataclass in its signature stands for its fields: each is a parameter of the API with the
    field's name, type and default, and the route gets one object of the class.
    """
    groups = {
        name: cast("type[Any]", parameter.annotation)
        for name, parameter in signature(route).parameters.items()
        if is_dataclass(parameter.annotation)
    }

    @wraps(route)
    def expanded(**values: Any) -> Response[str]:  # noqa: ANN401 - each has a type of its own
        objects = {
            name: group(**{field.name: values.pop(field.name) for field in fields(group)})
            for name, group in groups.items()
        }
        return route(**values, **objects)

    expanded.__signature__ = _expanded_signature(route)  # type: ignore[attr-defined]  # read by inspect
    return expanded


def _expanded_signature(route: Route) -> Signature:
    """Return the signature of a route with each dataclass replaced by its fields."""
    parameters: list[Parameter] = []
    for parameter in signature(route).parameters.values():
        if is_dataclass(parameter.annotation):
            parameters += map(_parameter, fields(parameter.annotation))
        else:
            parameters.append(parameter.replace(kind=Parameter.KEYWORD_ONLY))
    return signature(route).replace(parameters=parameters)


def _parameter(field: Field[Any]) -> Parameter:
    return Parameter(
        field.name, Parameter.KEYWORD_ONLY, default=field.default, annotation=field.type
    )
