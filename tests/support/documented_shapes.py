"""Shapes that openapi.json gives to answers, and what every refusal has in common."""

import json
import re
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from tests.support.clients import Response
from tests.support.paths import ROOT

DOCUMENT: dict[str, Any] = json.loads((ROOT / "openapi.json").read_text())
REFUSED = 400
"""From this status on an answer is a refusal."""
SENTENCE = re.compile(r"[^\x00-\x1f\x7f]{10,}[.?!]")
"""One line for a person, which ends as sentences do."""


def troubles(method: str, path: str, status: int, body: Any) -> list[str]:
    """Return in what an answer is not what the document says."""
    return [error.message for error in _validator(method, path, status).iter_errors(body)]


def settled(method: str, path: str, answer: Response, *statuses: int) -> bool:
    """Tell whether an answer is one of these in its documented shape, and not a failure.

    Args:
        method: of the request, in small letters.
        path: as the document writes it.
        answer: what was answered.
        statuses: which answers may be given.
    """
    assert answer.status in statuses, answer.body
    assert "application/json" == answer.headers["content-type"]
    assert [] == troubles(method, path, answer.status, answer.json())
    if answer.status < REFUSED:
        return True
    error = answer.json()["error"]
    assert SENTENCE.fullmatch(error["message"]), error
    assert "no-store" in answer.headers["cache-control"]
    return True


@cache
def _validator(method: str, path: str, status: int) -> Draft202012Validator:
    steps = (path.replace("/", "~1"), method, "responses", str(status))
    response = DOCUMENT["paths"][path][method]["responses"][str(status)]
    place = response.get("$ref", "/".join(("#/paths", *steps)))
    schema = DOCUMENT | {"$ref": f"{place}/content/application~1json/schema"}
    return Draft202012Validator(schema)
