"""Schemas of conditions: of each row of the registry, by its kind."""

from local.openapi.declared import Words
from pricebook.pricing.conditions import REGISTRY, WEEK, Kind

CLOCK = "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"
WINDOW = {"type": "array", "minItems": 2, "maxItems": 2}
SCHEMAS: dict[Kind, Words] = {
    "count": {"type": "integer", "minimum": 0, "maximum": 2**53},
    "word": {"type": "string", "minLength": 1, "maxLength": 100},
    "flag": {"type": "boolean"},
    "hours": {
        "type": "array",
        "minItems": 1,
        "items": {**WINDOW, "items": {"type": "string", "pattern": CLOCK}},
    },
    "days": {
        "type": "array",
        "minItems": 1,
        "uniqueItems": True,
        "items": {"type": "string", "enum": list(WEEK)},
    },
}
STATED = {"$ref": "#/components/schemas/StatedCondition"}


def schemas() -> Words:
    """Return the properties that the registry adds to what is written of two schemas."""
    stated = {condition.name: STATED for condition in REGISTRY if condition.stated}
    return {
        "Conditions": {"properties": {c.name: SCHEMAS[c.kind] for c in REGISTRY}},
        "QuoteItem": {"properties": stated},
    }
