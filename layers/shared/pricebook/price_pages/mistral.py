"""Mistral's prices, in the repository of its documentation: a file of TypeScript for each model.

US dollars, and euros beside them which are not taken, for the `denominator` that each price names.
`apiNames` are all ids of a model, aliases too. A retired model has no price, and a zero says
nothing. A price without a side, such as one of type flat, is only read for pages.
https://github.com/mistralai/platform-docs-public, src/schema/models, read 2026-08-21: sure.
"""

import re
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from pricebook.decimals import decimal_text
from pricebook.price_pages import PricePage
from pricebook.price_pages.reading import MAX_PLACE_CHARACTERS, Reading
from pricebook.price_pages.typescript import string_of, value_of
from pricebook.pricing.meters import MILLION, THOUSAND
from pricebook.pricing.price import Figure, Price, PriceState, per_unit

RAW = "https://raw.githubusercontent.com/mistralai/platform-docs-public/main"
FOLDER = f"{RAW}/src/schema/models/models"
IMPORT = re.compile(r"""\bfrom\s+['"]\./([\w.-]{1,100})['"]""")
FILE = re.compile(r"^\s*export\s+(?:default|const\s+\w+\s*(?::[^=]*)?=)", re.MULTILINE)
LABELS = {"": "", "input": "", "output": "", "cached input": "cached "}
METERS = {
    "input /M Tokens": ("input_tokens", MILLION),
    "output /M Tokens": ("output_tokens", MILLION),
    "cached input /M Tokens": ("cache_read_tokens", MILLION),
    "input /Min": ("input_minutes", 1),
    "output /Min": ("output_minutes", 1),
    "input /M Chars": ("input_characters", MILLION),
    "output /M Chars": ("output_characters", MILLION),
    "input /1000 Pages": ("pages", THOUSAND),
    "input /1000 Annotated Pages": ("pages", THOUSAND),
}
ANNOTATED = "input /1000 Annotated Pages"


def parts(index: str) -> Iterator[str]:
    """Yield the address of each model's file, which the index imports."""
    for name in dict.fromkeys(IMPORT.findall(index)):
        yield f"{FOLDER}/{name.removesuffix('.ts')}.ts"


def read(text: str, today: date, _known: Collection[str]) -> Reading:
    """Return what the files state."""
    reading = Reading(today)
    for file in FILE.split(text)[1:]:
        identifiers = value_of(file, "identifiers")
        if isinstance(identifiers, dict) and string_of(file, "status") != "Retired":
            _read(reading, string_of(file, "name") or "", identifiers, value_of(file, "pricing"))
    return reading.settled()


def _read(reading: Reading, name: str, identifiers: dict[str, Any], pricing: Any) -> None:  # noqa: ANN401 - decoded
    listed = [identifiers.get(key) for key in ("apiNames", "aliases")]
    ids = [n for names in listed if isinstance(names, list) for n in names if isinstance(n, str)]
    for what, row in _rows(pricing):
        if price := _price(what, row):
            for model_id in dict.fromkeys(ids):
                reading.keep(model_id, name or model_id, price)
        elif not _is_zero(row):
            reading.unread[f"{name}: {what}"[:MAX_PLACE_CHARACTERS]] += 1


def _rows(pricing: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - decoded
    """Yield what each price is for, with its row; one that nobody understands under its type."""
    kind = pricing.get("type") if isinstance(pricing, dict) else None
    if kind == "range":
        for side in ("input", "output"):
            row = {"price": pricing.get(side), "denominator": pricing.get("denominator")}
            yield f"{side} {row['denominator']}", row
    elif kind == "custom":
        for side in ("input", "output"):
            rows = pricing.get(side)
            for row in rows if isinstance(rows, list) else [rows]:
                yield _named(side, row), row
    elif kind == "flat" and "Pages" in f"{pricing.get('denominator')}":
        yield f"input {pricing.get('denominator')}", pricing
    elif pricing is not None:
        yield f"pricing of type {kind}", pricing


def _named(side: str, row: Any) -> str:  # noqa: ANN401 - decoded
    if not isinstance(row, dict):
        return f"{side} prices"
    label = f"{row.get('label') or ''}"
    said = LABELS.get(label.lower(), f"{label} ")
    return f"{said}{side} {row.get('denominator')}"


def _price(what: str, row: Any) -> Price | None:  # noqa: ANN401 - decoded
    figure = decimal_text(row.get("price")) if isinstance(row, dict) else None
    if what not in METERS or figure is None or Figure(figure) <= 0:
        return None
    meter, per = METERS[what]
    conditions = {"mode": "annotated"} if what == ANNOTATED else {}
    published = f"{figure} USD {row.get('denominator')}"
    amount = per_unit(Figure(figure), per=per)
    return Price(meter, PriceState.KNOWN, published, amount, "USD", conditions)


def _is_zero(row: Any) -> bool:  # noqa: ANN401 - decoded
    """Tell whether a row says no price: it is none, or a zero."""
    if not isinstance(row, dict):
        return row in (None, "")
    stated = row.get("price", row.get("priceEur", "0"))
    figure = decimal_text(stated if "denominator" in row else None)
    return figure is not None and Figure(figure) == 0


page = PricePage(provider="mistral", url=f"{FOLDER}/index.ts", read=read, parts=parts)
