"""Badge: the price of a model as a small picture, for a README or a wiki."""

import json
from collections.abc import Iterable
from decimal import Decimal
from html import escape
from typing import Any

from pricebook.catalog import canonical, lookup
from pricebook.errors import NotFound
from pricebook.pages.tables import OTHER_TERMS, dollars

MIX = "3:1"
SIDES = (("in", "input_tokens"), ("out", "output_tokens"))
WHOLE = (("image", "output_images"), ("request", "requests"))
WORDS = {
    "free": "free",
    "dynamic": "price varies",
    "included": "in a plan",
    "not_offered": "not offered",
}
UNKNOWN = "price unknown"
MAX_LABEL = 60
"""Characters of an id that a badge shows."""
CHARACTER_PX, PADDING_PX = 6.6, 12
COLOURS = {"label": "#444b53", "known": "#1d4e89", "other": "#5a626b"}
"""White on each has a contrast of 6 or more."""
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20" role="img"'
    ' aria-label="{label}: {text}"><title>{label}: {text}</title>'
    '<rect width="{left}" height="20" fill="{dark}"/>'
    '<rect x="{left}" width="{right}" height="20" fill="{colour}"/>'
    '<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11"'
    ' text-anchor="middle">'
    '<text x="{label_x}" y="14" textLength="{label_px}">{label}</text>'
    '<text x="{text_x}" y="14" textLength="{text_px}">{text}</text></g></svg>'
)

type Rule = dict[str, Any]


def badge(model_id: str) -> str:
    """Return the badge of an offer, or of the cheapest ordinary offer of a canonical model.

    Args:
        model_id: the id of an offer or of a canonical model, or a name that means an offer.

    Raises:
        NotFound: nothing has this id.
        Unavailable: nothing can answer now.
    """
    model = _offer(model_id)
    if model is None or model["id"] != model_id:
        try:
            return _of_canonical(model_id)
        except NotFound:
            if model is None:
                raise
    return picture(model["id"], price_text(model))


def price_text(model: dict[str, Any]) -> str:
    """Return the price of an offer in a few words; unknown is said, and never left out.

    Args:
        model: an offer as GET /v1/models/{model_id} has it; a rule with conditions is no base
            price.
    """
    if not model["is_active"]:
        return "no longer sold"
    base = {rule["meter"]: rule for rule in model["prices"] if not rule["conditions"]}
    text = _tokens(base) or _whole(base) or _word(model["prices"])
    return f"{text}, under review" if any(rule.get("review") for rule in base.values()) else text


def picture(label: str, text: str) -> str:
    """Return a badge as SVG: an id on the left, its price on the right."""
    label = "".join(char if char.isprintable() else "?" for char in label)  # XML has no others
    label = label if len(label) <= MAX_LABEL else f"{label[: MAX_LABEL - 1]}…"
    widths = [round(len(words) * CHARACTER_PX) for words in (label, text)]
    left, right = (width + PADDING_PX for width in widths)
    return SVG.format(
        width=left + right,
        left=left,
        right=right,
        label_x=left / 2,
        text_x=left + right / 2,
        label_px=widths[0],
        text_px=widths[1],
        label=escape(label),
        text=escape(text),
        dark=COLOURS["label"],
        colour=COLOURS["known" if "$" in text or text == "free" else "other"],
    )


def _offer(model_id: str) -> dict[str, Any] | None:
    try:
        answer, _ = lookup.model(model_id)
    except NotFound:
        return None
    model: dict[str, Any] = json.loads(answer.plain())["data"]
    return model


def _of_canonical(model_id: str) -> str:
    answer, _ = canonical.canonical_model(model_id, MIX, include_inactive=False)
    facts = json.loads(answer.plain())["data"]
    ranked = [o for o in facts["offers"] if o["rank"] and o["variant"] not in OTHER_TERMS]
    paid = [offer for offer in ranked if Decimal(offer["blended_price"])]
    first = next(iter(paid or ranked), None)
    if first is None:
        return picture(facts["id"], UNKNOWN)
    return picture(facts["id"], f"{'from ' if paid else ''}{price_text(first['model'])}")


def _tokens(base: dict[str, Rule]) -> str:
    """Return "$2.50 in, $10.00 out per 1M"; nothing where neither side has an amount."""
    amounts = [(side, _amount(base.get(meter))) for side, meter in SIDES]
    if not any(amount for _, amount in amounts):
        return ""
    if all(base.get(meter, {}).get("state") == "free" for _, meter in SIDES):
        return WORDS["free"]
    sides = (f"{amount} {side}" if amount else f"{side} unknown" for side, amount in amounts)
    return f"{', '.join(sides)} per 1M"


def _whole(base: dict[str, Rule]) -> str:
    """Return the price of a picture or of a request; nothing where neither has an amount."""
    amounts = ((name, _amount(base.get(meter))) for name, meter in WHOLE)
    return next((f"{amount} per {name}" for name, amount in amounts if amount), "")


def _word(rules: Iterable[Rule]) -> str:
    """Return why there is no figure."""
    states = {rule["state"] for rule in rules}
    if "known" in states:
        return "price depends on terms"
    return next((word for state, word in WORDS.items() if state in states), UNKNOWN)


def _amount(rule: Rule | None) -> str:
    """Return the amount of a rule as text; nothing where it is not a figure."""
    if rule is None or rule.get("amount") is None:
        return "free" if rule and rule["state"] == "free" else ""
    currency = rule.get("currency") or "USD"
    return dollars(rule["amount"]) if currency == "USD" else f"{rule['amount']} {currency}"
