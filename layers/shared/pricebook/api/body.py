"""Request bodies: read exactly, and refused by field with the reason."""

import re
from base64 import b64decode
from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Any, get_args

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

from pricebook import strict_json, validation
from pricebook.errors import BadRequest, UnprocessableRequest
from pricebook.strict_json import Limits

LIMITS = Limits(max_bytes=6 * 1024 * 1024, max_depth=16, max_keys=200)
"""Bounds of a body; Lambda takes no larger event."""
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""Characters that Postgres, XML or a terminal cannot take."""
NOT_IN_LINE = r"\x00-\x08\x0a-\x1f\x7f\x85\u2028\u2029"
BLANK = r"\t \xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
LINE = rf"^[^{BLANK}{NOT_IN_LINE}]([^{NOT_IN_LINE}]*[^{BLANK}{NOT_IN_LINE}])?$"
"""Pattern of what `one_line` lets pass, for the schemas in openapi.json."""


def writable(text: str) -> str:
    """Return a text that can be stored and shown.

    Raises:
        ValueError: it holds a control character, or half of a surrogate pair.
    """
    if match := CONTROL.search(text):
        raise ValueError(f"it holds the character {match[0]!r}, which cannot be stored")
    return text


def one_line(text: str) -> str:
    """Return a text of one line.

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


class Body(BaseModel):
    """Body of a request, or a part of one; an unknown field is refused."""

    model_config = ConfigDict(extra="forbid")


def text(event: APIGatewayProxyEventV2) -> str:
    """Return a body as text.

    Raises:
        BadRequest: it is not UTF-8.
    """
    body = event.body or ""
    try:
        return b64decode(body).decode() if event.is_base64_encoded else body
    except ValueError:
        raise validation.bad("body", "expected text in UTF-8") from None


def decoded(event: APIGatewayProxyEventV2) -> object:
    """Return the JSON of a body; numbers with a decimal point are Decimal.

    Raises:
        BadRequest: it is not JSON, too large, or has a key twice.
    """
    return strict_json.decode(text(event), LIMITS, parse_constant=Decimal)


def read[B: Body](shape: type[B], value: object, where: str = "") -> B:
    """Return the body that decoded JSON holds.

    Args:
        shape: class of the body.
        value: decoded JSON.
        where: path of this part inside the body, with a dot at its end.

    Raises:
        UnprocessableRequest: it does not fit; names the field and the reason.
    """
    try:
        return shape.model_validate(value)
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


def unprocessable(error: BadRequest) -> UnprocessableRequest:
    """Return the same error as 422: the body can be read, but what it asks for cannot be done."""
    return UnprocessableRequest(str(error), code=error.code, details=error.details)


def _fields(shape: type[BaseModel], path: Iterable[str | int]) -> list[str]:
    for part in path:
        shape = _shape(shape.model_fields[str(part)].annotation)
    return list(shape.model_fields)


def _shape(annotation: Any) -> type[BaseModel]:  # noqa: ANN401 - pydantic types no fields
    """Return the class of a part of a body, which may be left out."""
    kinds = (annotation, *get_args(annotation))
    return next(kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel))
