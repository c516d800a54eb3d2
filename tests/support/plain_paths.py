"""Paths of the API that answer a bare GET, as openapi.json has them."""

import json

from tests.support.paths import ROOT

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
