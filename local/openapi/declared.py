"""What the code knows of its operations: parameters, docstrings, and what bodies are read as."""

import inspect
from collections.abc import Mapping
from typing import Any

from pydantic.json_schema import models_json_schema

from functions.admin.app import app as admin
from functions.catalog.app import app as catalog
from local.openapi.bodies import BODIES
from pricebook.api import Api

type Words = dict[str, Any]
"""A part of the document, or what was written for one."""

APPS: Mapping[str, Api] = {"CatalogFunction": catalog, "AdminFunction": admin}
"""Which app answers for each function of the template."""
REFERENCE = "#/components/schemas/{model}"


def operations() -> dict[str, Words]:
    """Return every operation as `GET /v1/models`: summary, description and parameters."""
    found: dict[str, Words] = {}
    for app in APPS.values():
        paths = app.get_openapi_schema(title="", version="").model_dump(
            mode="json", by_alias=True, exclude_none=True
        )["paths"]
        for route in app._static_routes + app._dynamic_routes:  # noqa: SLF001 - Powertools shows its routes nowhere else
            told = paths[route.openapi_path][route.method.lower()]
            found[f"{route.method} {route.openapi_path}"] = {
                **_docstring(route.func.__doc__ or ""),
                "parameters": [_parameter(one) for one in told.get("parameters", [])],
            }
    return found


def schemas() -> dict[str, Words]:
    """Return what the bodies of requests are read as, where the code declares it."""
    asked = [(shape, "validation") for shape in BODIES]
    _, told = models_json_schema(asked, ref_template=REFERENCE)  # type: ignore[arg-type]  # a list of pairs is what it takes
    return {name: _plain(schema) for name, schema in told["$defs"].items()}


def _docstring(text: str) -> Words:
    summary, _, rest = inspect.cleandoc(text).partition("\n")
    told = {"summary": summary.removesuffix("."), "description": rest.strip()}
    return {name: words for name, words in told.items() if words}


def _parameter(told: Words) -> Words:
    """Say it as OpenAPI 3.1 does: what is left out is no null, and is described once."""
    schema = _plain(told["schema"])
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


def _plain(schema: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """Leave out the titles, which only repeat names; whole numbers are written as such."""
    match schema:
        case dict():
            kept = {k: v for k, v in schema.items() if k != "title" or not isinstance(v, str)}
            return {k: _plain(v) for k, v in kept.items()}
        case list():
            return [_plain(one) for one in schema]
        case float() if schema.is_integer():
            return int(schema)
    return schema
