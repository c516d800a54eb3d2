"""Arguments of a tool, checked against what the tool declares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self

from pricebook.validation import bad, unknown

MAX_TEXT = 300

type Schema = Mapping[str, Any]


def string(description: str) -> Schema:
    """Declare a text."""
    return {"type": "string", "maxLength": MAX_TEXT, "description": description}


def integer(description: str, *, least: int, most: int, default: int) -> Schema:
    """Declare a whole number.

    Args:
        description: what it means, with its unit.
        least: the smallest that is allowed.
        most: the largest that is allowed.
        default: what it is where nothing is said.
    """
    bounds = {"minimum": least, "maximum": most, "default": default}
    return {"type": "integer", **bounds, "description": description}


def array(description: str, *, most: int) -> Schema:
    """Declare a list of texts."""
    items = {"type": "string", "maxLength": MAX_TEXT}
    return {"type": "array", "items": items, "maxItems": most, "description": description}


@dataclass(frozen=True, slots=True)
class Arguments:
    """What a call gives, every value of the type that its tool declares."""

    values: Mapping[str, Any]
    fields: Mapping[str, Schema]

    @classmethod
    def read(cls, given: object, fields: Mapping[str, Schema], required: Sequence[str]) -> Self:
        """Return the arguments of a call.

        Args:
            given: what the call gives.
            fields: what the tool declares.
            required: what must be there.

        Raises:
            BadRequest: an argument is missing, unknown or of another type.
        """
        if not isinstance(given, dict):
            raise bad("arguments", "expected an object")
        values = {name: value for name, value in given.items() if value is not None}
        for name in values.keys() - fields.keys():
            raise unknown(name, fields)
        for name in sorted(set(required) - values.keys()):
            raise bad(name, "it must be there")
        for name, value in values.items():
            _check(name, value, fields[name])
        return cls(values, fields)

    def text(self, name: str) -> str:
        """Return a text that must be there."""
        return str(self.values[name])

    def optional(self, name: str) -> str | None:
        """Return a text, or None where nothing is said."""
        return self.values.get(name)

    def optional_moment(self, name: str) -> str | None:
        """Return a moment as RFC 3339, or None where nothing is said.

        Raises:
            BadRequest: it is no moment.
        """
        text = self.optional(name)
        try:
            moment = datetime.fromisoformat(text) if text else None
        except ValueError:
            raise bad(name, "expected a moment such as 2026-03-15T00:00:00Z") from None
        if moment and moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return moment.isoformat() if moment else None

    def number(self, name: str) -> int:
        """Return a whole number, or what it is where nothing is said."""
        return int(self.values.get(name, self.fields[name]["default"]))

    def words(self, name: str) -> list[str]:
        """Return a list of texts; nothing is an empty one."""
        return list(self.values.get(name, ()))


def _check(name: str, value: object, schema: Schema) -> None:
    if schema["type"] == "integer":
        whole = isinstance(value, int) and not isinstance(value, bool)
        if not whole or not schema["minimum"] <= value <= schema["maximum"]:
            expected = f"a whole number from {schema['minimum']} to {schema['maximum']}"
            raise bad(name, f"expected {expected}")
    elif schema["type"] == "array":
        if not isinstance(value, list) or len(value) > schema["maxItems"]:
            raise bad(name, f"expected a list of up to {schema['maxItems']} texts")
        for item in value:
            _check_text(name, item)
    else:
        _check_text(name, value)


def _check_text(name: str, value: object) -> None:
    if not isinstance(value, str) or not 0 < len(value) <= MAX_TEXT or not value.isprintable():
        raise bad(name, f"expected a text of up to {MAX_TEXT} characters")
