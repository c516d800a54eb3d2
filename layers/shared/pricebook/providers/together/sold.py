"""What Together sells by use: one row for each model that can be called, with what it costs."""

from collections.abc import Iterable
from typing import Any

from pricebook.adapters.fields import Item, Reader, equals, find, words
from pricebook.adapters.requests import FetchExtra

SERVERLESS = "https://api.together.ai/v2/supported-models?product=PRODUCT_SERVERLESS&limit=200"
MAX_PAGES = 50
"""Bound of the pages of the list."""
PRODUCT = "PRODUCT_SERVERLESS"
PREFIXES = {"inputModalities": "MODALITY_", "outputModalities": "MODALITY_", "features": "FEATURE_"}
KINDS = equals("type", "chat", "code", "embedding", "language", "moderation", "rerank")
SPEECH = equals("type", "audio")
WRITTEN = {"text", "embedding", "embeddings", "rerank"}
"""What comes out of a model whose tokens are those of text."""


def joined(rows: list[Any] | None, older: list[Any]) -> Iterable[Any]:
    """Put facts beside what is sold by use; where that list is gone the older one stands alone.

    Args:
        rows: what is sold by use, if its list is there.
        older: the items of the older list, which has models that cannot be called.
    """
    if rows is None:
        return older
    facts = {str(find(item, "id")): item for item in older if isinstance(item, dict)}
    return [_offer(row, facts) if isinstance(row, dict) else row for row in rows if _is_sold(row)]


def sold(get: FetchExtra) -> list[Any] | None:
    """Return the rows of all pages; None where the list is not there."""
    rows: list[Any] = []
    following = ""
    for _page in range(MAX_PAGES):
        body = get(f"{SERVERLESS}{following}", optional=True)
        if body is None:
            return None
        listed = find(body, "data")
        rows += listed if isinstance(listed, list) else []
        cursor = find(body, "next_cursor")
        if not isinstance(cursor, str) or not cursor:
            break
        following = f"&after={cursor}"
    return rows


def _is_sold(row: Any) -> bool:  # noqa: ANN401 - decoded JSON
    """Tell whether a row can be called; one that is no object goes on, to be set aside."""
    if not isinstance(row, dict):
        return True
    return bool(row.get("serverlessEndpoint")) and PRODUCT in words("products")(row)


def _offer(row: Item, facts: dict[str, Item]) -> Item:
    """Return a row with the older list's facts; where speech is sold, that list has the unit."""
    older = facts.get(str(row["serverlessEndpoint"]), {})
    speaks = SPEECH(older) and "pricing" in older
    kept = {key: value for key, value in older.items() if key != "pricing" or speaks}
    plain = {key: _unprefixed(row.get(key), prefix) for key, prefix in PREFIXES.items()}
    priced = {"by_use.pricing" if speaks else "pricing": row.get("pricing")}
    named = {"display_name": row.get("name"), "id": row["serverlessEndpoint"]}
    return priced | kept | plain | named


def _unprefixed(values: Any, prefix: str) -> list[str]:  # noqa: ANN401 - decoded JSON
    values = values if isinstance(values, list) else []
    return [v.removeprefix(prefix).lower() for v in values if isinstance(v, str)]


def counts_tokens(item: Item) -> bool:
    """Tell whether tokens of text are counted: by the kind, or by what goes in and comes out."""
    out, into = (set(words(key)(item)) for key in ("outputModalities", "inputModalities"))
    unknown = item.get("type") is None and bool(out)
    return KINDS(item) or (unknown and out <= WRITTEN and into != {"audio"})


def either(
    stated: Reader[tuple[str, ...]], kind: Reader[tuple[str, ...]]
) -> Reader[tuple[str, ...]]:
    """The modalities that the list states, or those of the kind of model."""
    return lambda item: stated(item) or kind(item)
