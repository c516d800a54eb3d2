"""Paths of the API that answer a bare GET, as openapi.json has them, by the function of each."""

import json

from local.gateway.router import Router
from local.sam import template
from tests.support.paths import ROOT

ROUTER = Router(template.read(ROOT / "template.yaml", {}).routes)
DOCUMENT = json.loads((ROOT / "openapi.json").read_text())
PLAIN = [
    path
    for path, operations in DOCUMENT["paths"].items()
    if "{" not in path
    and "litellm" not in path  # which needs LiteLLM's own list first
    and "get" in operations
    and not any(it.get("required") for it in operations["get"].get("parameters", []))
]
"""Every one of them, those of operators too."""


def of_function(name: str) -> list[str]:
    """Return those that a function answers."""
    return [
        path for path in PLAIN if (it := ROUTER.match("GET", path)) and it.route.function == name
    ]
