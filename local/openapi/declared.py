"""Declarations in the code: the parameters and docstrings of operations, and the bodies."""

import inspect
from collections.abc import Iterator, Mapping
from typing import Any

from functions.admin.app import app as admin
from functions.catalog.app import app as catalog
from functions.watch.app import app as watch
from local.openapi.bodies import BODIES
from pricebook.api.resolver import Api
from pricebook.pricing.meters import METERS
from pricebook.quote.usage import MAX_QUANTITY
from pricebook.quote.usage_formats.meters import COUNTED

type Words = dict[str, Any]
"""Part of the document, or the words for one."""

PYDANTIC = ("decimal_places", "ge", "gt", "le", "lt", "max_digits")
"""Keywords of pydantic that JSON Schema does not have."""
APPS: Mapping[str, Api] = {
    "CatalogFunction": catalog,
    "AdminFunction": admin,
    "WatchFunction": watch,
}
"""API of each function of the template."""


def operations() -> dict[str, Words]:
    """Return every operation as `GET /v1/models`: summary, description and parameters."""
    operations: dict[str, Words] = {}
    for app in APPS.values():
        paths = app.get_openapi_schema(title="", version="").model_dump(
            mode="json", by_alias=True, exclude_none=True
        )["paths"]
        for route in app.all_routes():
            declared = paths[route.openapi_path][route.method.lower()]
            operations[f"{route.method} {route.openapi_path}"] = {
                **_docstring(route.func.__doc__ or ""),
                "parameters": [
                    _parameter(parameter) for parameter in declared.get("parameters", [])
                ],
            }
    return operations


def schemas() -> dict[str, Words]:
    """Return the schemas of the meters and of the bodies that operators send."""
    return dict(_meters()) | {
        name: _body(shape.model_json_schema()) for name, shape in BODIES.items()
    }


def _meters() -> Iterator[tuple[str, Words]]:
    yield "Meter", {"type": "string", "description": "What a price is for.", "enum": list(METERS)}
    counted = {
        name: {
            "type": "number",
            "minimum": 0,
            "maximum": int(MAX_QUANTITY),
            "description": meter.unit,
        }
        for name, meter in METERS.items()
        if name in COUNTED
    }
    yield (
        "Meters",
        {
            "type": "object",
            "description": "Quantity of each meter, in its unit; meters do not overlap.",
            "minProperties": 1,
            "additionalProperties": False,
            "properties": counted,
            "examples": [{"input_tokens": 12000, "cache_read_tokens": 8000, "output_tokens": 800}],
        },
    )


def _body(schema: Words) -> Words:
    """Return the schema of a body, without defaults: a field that is left out keeps its value."""
    parts = schema.pop("$defs", {})
    body: Words = _plain(_whole(schema, parts), "title", "default", *PYDANTIC)
    return body | {"description": " ".join(body["description"].split())}


def _whole(schema: Any, parts: Words) -> Any:  # noqa: ANN401 - any part of a schema
    """Replace each reference by its part."""
    match schema:
        case {"$ref": str(name), **beside}:
            return _whole(parts[name.rpartition("/")[2]], parts) | beside
        case dict():
            return {name: _whole(value, parts) for name, value in schema.items()}
        case list():
            return [_whole(item, parts) for item in schema]
    return schema


def _docstring(text: str) -> Words:
    summary, _, rest = inspect.cleandoc(text).partition("\n")
    texts = {"summary": summary.removesuffix("."), "description": rest.strip()}
    return {name: text for name, text in texts.items() if text}


def _parameter(declared: Words) -> Words:
    """Return a parameter as OpenAPI 3.1 has it: never null, and described once."""
    schema = _plain(declared["schema"], "title")
    schema.pop("description", None)
    kinds = [kind for kind in schema.pop("anyOf", []) if kind != {"type": "null"}]
    if any(kind.get("type") == "number" for kind in kinds):
        kinds = [kind for kind in kinds if kind.get("type") == "number"]  # a query has texts
    schema |= kinds[0] if len(kinds) == 1 else {"anyOf": kinds} if kinds else {}
    if declared["in"] == "path":
        schema |= {"minLength": 1}
    return {k: declared[k] for k in ("name", "in", "description") if k in declared} | {
        "required": declared["required"],
        "schema": schema,
    }


def _plain(schema: Any, *left_out: str) -> Any:  # noqa: ANN401 - any part of a schema
    """Remove keywords, but no field of that name; write whole numbers without a point."""
    match schema:
        case {"properties": dict(fields), **rest}:
            properties = {name: _plain(field, *left_out) for name, field in fields.items()}
            return _plain(rest, *left_out) | {"properties": properties}
        case dict():
            kept = {name: value for name, value in schema.items() if name not in left_out}
            return {name: _plain(value, *left_out) for name, value in kept.items()}
        case list():
            return [_plain(item, *left_out) for item in schema]
        case float() if schema.is_integer():
            return int(schema)
    return schema
