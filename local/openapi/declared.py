"""What the code knows of its operations: parameters, docstrings, and what bodies are read as."""

import inspect
from collections.abc import Iterator, Mapping
from typing import Any

from functions.admin.app import app as admin
from functions.catalog.app import app as catalog
from local.openapi.bodies import BODIES
from pricebook.api.resolver import Api
from pricebook.pricing.meters import METERS
from pricebook.quote.usage import MAX_QUANTITY
from pricebook.quote.usage_formats.meters import COUNTED

type Words = dict[str, Any]
"""A part of the document, or what was written for one."""

APPS: Mapping[str, Api] = {"CatalogFunction": catalog, "AdminFunction": admin}
"""Which app answers for each function of the template."""


def operations() -> dict[str, Words]:
    """Return every operation as `GET /v1/models`: summary, description and parameters."""
    found: dict[str, Words] = {}
    for app in APPS.values():
        paths = app.get_openapi_schema(title="", version="").model_dump(
            mode="json", by_alias=True, exclude_none=True
        )["paths"]
        for route in app.all_routes():
            told = paths[route.openapi_path][route.method.lower()]
            found[f"{route.method} {route.openapi_path}"] = {
                **_docstring(route.func.__doc__ or ""),
                "parameters": [_parameter(one) for one in told.get("parameters", [])],
            }
    return found


def schemas() -> dict[str, Words]:
    """Return the meters, and what the bodies of operators are read as."""
    return dict(_meters()) | {
        name: _body(shape.model_json_schema()) for name, shape in BODIES.items()
    }


def _meters() -> Iterator[tuple[str, Words]]:
    yield "Meter", {"type": "string", "description": "What is counted.", "enum": list(METERS)}
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
            "description": "How much of each meter, in its unit; they do not overlap.",
            "minProperties": 1,
            "additionalProperties": False,
            "properties": counted,
            "examples": [{"input_tokens": 12000, "cache_read_tokens": 8000, "output_tokens": 800}],
        },
    )


def _body(schema: Words) -> Words:
    """Return a body whole; without defaults, since a field that is not sent stays as it is."""
    parts = schema.pop("$defs", {})
    told: Words = _plain(_whole(schema, parts), "title", "default")
    return told | {"description": " ".join(told["description"].split())}


def _whole(schema: Any, parts: Words) -> Any:  # noqa: ANN401 - any part of a schema
    """Put each part where it is referred to."""
    match schema:
        case {"$ref": str(name), **beside}:
            return _whole(parts[name.rpartition("/")[2]], parts) | beside
        case dict():
            return {name: _whole(one, parts) for name, one in schema.items()}
        case list():
            return [_whole(one, parts) for one in schema]
    return schema


def _docstring(text: str) -> Words:
    summary, _, rest = inspect.cleandoc(text).partition("\n")
    told = {"summary": summary.removesuffix("."), "description": rest.strip()}
    return {name: words for name, words in told.items() if words}


def _parameter(told: Words) -> Words:
    """Say it as OpenAPI 3.1 does: what is left out is no null, and is described once."""
    schema = _plain(told["schema"], "title")
    schema.pop("description", None)
    kinds = [kind for kind in schema.pop("anyOf", []) if kind != {"type": "null"}]
    if any(kind.get("type") == "number" for kind in kinds):
        kinds = [kind for kind in kinds if kind.get("type") == "number"]  # text is how it travels
    schema |= kinds[0] if len(kinds) == 1 else {"anyOf": kinds} if kinds else {}
    if told["in"] == "path":
        schema |= {"minLength": 1}
    return {k: told[k] for k in ("name", "in", "description") if k in told} | {
        "required": told["required"],
        "schema": schema,
    }


def _plain(schema: Any, *left_out: str) -> Any:  # noqa: ANN401 - any part of a schema
    """Leave out keywords, but no field of that name; whole numbers are written as such."""
    match schema:
        case {"properties": dict(fields), **rest}:
            told = {name: _plain(one, *left_out) for name, one in fields.items()}
            return _plain(rest, *left_out) | {"properties": told}
        case dict():
            kept = {name: one for name, one in schema.items() if name not in left_out}
            return {name: _plain(one, *left_out) for name, one in kept.items()}
        case list():
            return [_plain(one, *left_out) for one in schema]
        case float() if schema.is_integer():
            return int(schema)
    return schema
