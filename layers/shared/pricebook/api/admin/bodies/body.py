"""What an operator sends as JSON: read exactly, and refused by field, with what would fit."""

import json
import re
from base64 import b64decode
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEventV2
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
    ValidationError,
)

from pricebook import validation
from pricebook.errors import BadRequest, UnprocessableRequest

UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""What Postgres, XML or a terminal would choke on."""
INSIDE = r"\x00-\x08\x0a-\x1f\x7f\x85\u2028\u2029"
BLANK = r"\t \xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
LINE = rf"^[^{BLANK}{INSIDE}]([^{INSIDE}]*[^{BLANK}{INSIDE}])?$"
"""What `one_line` lets pass, as those who read our schemas are told."""


def writable(text: str) -> str:
    """Pass on a text that every reader can show.

    Raises:
        ValueError: it holds a control character, or half of a surrogate pair.
    """
    if found := UNWRITABLE.search(text):
        raise ValueError(f"it holds the character {found[0]!r}, which cannot be stored")
    return text


def one_line(text: str) -> str:
    """Pass on a text of one line.

    Raises:
        ValueError: it has several, or a character that cannot be stored.
    """
    if len(writable(text).splitlines()) > 1 or text != text.strip():
        raise ValueError("expected one line without blanks around it")
    return text


Flag = Annotated[bool, Strict()]
Line = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200, strict=True),
    AfterValidator(one_line),
    Field(json_schema_extra={"pattern": LINE}),
]
Text = Annotated[
    str, StringConstraints(min_length=1, max_length=20_000, strict=True), AfterValidator(writable)
]


class Sent(BaseModel):
    """A part of a body; a field that nobody knows is refused."""

    model_config = ConfigDict(extra="forbid")


def text(event: APIGatewayProxyEventV2) -> str:
    """Return a body as text.

    Raises:
        BadRequest: it is none.
    """
    told = event.body or ""
    try:
        return b64decode(told).decode() if event.is_base64_encoded else told
    except ValueError:
        raise validation.bad("body", "expected text in UTF-8") from None


def decoded(event: APIGatewayProxyEventV2) -> object:
    """Return what the JSON of a body says; numbers with a point are Decimal.

    Raises:
        BadRequest: it is no JSON.
    """
    try:
        return json.loads(text(event), parse_float=Decimal, parse_constant=Decimal)
    except ValueError as error:
        raise validation.bad("body", f"expected JSON; {error}") from None
    except (InvalidOperation, RecursionError):
        raise validation.bad(
            "body", "it nests too deep, or has a number that is too long"
        ) from None


def read[S: Sent](shape: type[S], told: object, where: str = "") -> S:
    """Check what somebody sent.

    Args:
        shape: what is expected.
        told: decoded JSON.
        where: the path of this part inside the body, with its dot.

    Raises:
        UnprocessableRequest: it does not fit; names the field and the reason.
    """
    try:
        return shape.model_validate(told)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        path = where + ".".join(map(str, first["loc"]))
        if first["type"] == "extra_forbidden":
            raise unprocessable(
                validation.unknown(path, _fields(shape, first["loc"][:-1]))
            ) from None
        reason = first["msg"].removeprefix("Value error, ")
        if first["type"] == "model_type":
            reason = f"expected an object with {', '.join(_fields(shape, first['loc']))}"
        if first["type"] == "tuple_type":
            reason = "expected a list"
        raise unprocessable(validation.bad(path or "body", reason)) from None


def unprocessable(refused: BadRequest) -> UnprocessableRequest:
    """Return a refusal of words that could be read."""
    return UnprocessableRequest(str(refused), code=refused.code, details=refused.details)


def _fields(shape: Any, path: Iterable[str | int]) -> list[str]:  # noqa: ANN401 - pydantic types no fields
    for part in path:
        shape = shape.model_fields[part].annotation
    return list(shape.model_fields)
