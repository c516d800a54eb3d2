"""List of models: filters, order, pages and formats, for GET /v1/models."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Literal

from pricebook.catalog import cursor
from pricebook.catalog.canonical import mix_tokens
from pricebook.catalog.csv_columns import columns
from pricebook.catalog.search import digest
from pricebook.serving import cache, snapshot
from pricebook.serving.answer import Answer
from pricebook.serving.cache import CachedQuery
from pricebook.serving.query import Value, query_answer, require_name
from pricebook.validation import bad, nearest

TTL_S = 15 * 60
DEFAULT_PAGE_SIZE = 50
MAX_PAGE_SIZE = 500
MAX_FILE_ROWS = 10_000
"""How many models a page of a file has: longer, since a spreadsheet follows no links."""
FACTS = (
    *("modality", "input_modality", "output_modality", "capability"),
    *("min_context", "max_context", "max_input_price", "max_output_price", "released_after"),
)
"""Filters by what may be unknown of an offer."""

Format = Literal["json", "csv", "ndjson"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Filters of the list; a model must fit all of them. Prices are in US dollars per 1M tokens."""

    provider: Sequence[str] | None = None
    ids: Sequence[str] | None = None
    canonical: str | None = None
    creator: str | None = None
    q: str | None = None
    modality: str | None = None
    input_modality: Sequence[str] | None = None
    output_modality: Sequence[str] | None = None
    capability: Sequence[str] | None = None
    parameter: Sequence[str] | None = None
    min_context: int | None = None
    max_context: int | None = None
    max_input_price: Decimal | None = None
    max_output_price: Decimal | None = None
    free: bool | None = None
    price_state: str | None = None
    confidence: str | None = None
    source: str | None = None
    health: str | None = None
    deprecated: bool | None = None
    under_review: bool | None = None
    released_after: date | None = None
    ends_before: date | None = None
    include_inactive: bool = False
    tier: str | None = None

    def values(self) -> dict[str, Value]:
        """Return the parameters of the statement.

        Raises:
            BadRequest: min_context is more than max_context.
            NotFound: no provider can have this name.
        """
        for name in self.provider or ():
            require_name(name)
        low, high = self.min_context, self.max_context
        if low is not None and high is not None and low > high:
            raise bad("min_context", f"it is {low}, which is more than max_context ({high})")
        values = {name: _value(value) for name, value in asdict(self).items()}
        counted = asdict(self) | {"provider": None, "include_inactive": False}
        filtered = counted != asdict(Filters())
        q = self.q and _pattern(self.q)
        return values | {"q": q, "filtered": filtered, "relaxed": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Order, page, fields and format of the list."""

    sort: str | None = None
    mix: str = "3:1"
    fields: Sequence[str] | None = None
    page: int | None = None
    page_size: int | None = None
    cursor: str | None = None
    format: Format = "json"
    prices: Literal["long"] | None = None
    safe: Literal["excel"] | None = None
    bom: bool = False

    @property
    def size(self) -> int:
        """Models per page."""
        default = DEFAULT_PAGE_SIZE if self.format == "json" else MAX_FILE_ROWS
        return self.page_size or default

    def values(self, list_digest: str) -> dict[str, Value]:
        """Return the parameters of the statement.

        Args:
            list_digest: digest of the filters and the order, which the cursors of its pages carry.

        Raises:
            BadRequest: the page is too large, or both page and cursor are given, or the cursor
                belongs to another list.
        """
        if self.format == "json" and self.size > MAX_PAGE_SIZE:
            raise bad("page_size", f"it is {self.size}, and JSON has at most {MAX_PAGE_SIZE}")
        for name, value in (("prices", self.prices), ("safe", self.safe), ("bom", self.bom)):
            if value and self.format != "csv":
                raise bad(name, "it is for format=csv")
        if self.cursor and self.page:
            raise bad("page", "send either page or cursor, not both")
        at = cursor.read(self.cursor, list_digest, self.sort) if self.cursor else None
        backward = at is not None and at.backward
        tokens = mix_tokens(self.mix)
        return {
            "list": list_digest,
            "mix_input": tokens["input"],
            "mix_output": tokens["output"],
            "sort": self.sort,
            "descending": (self.sort or "").startswith("-") != backward,
            "backward": backward,
            "after": at.key if at else None,
            "after_id": at.model_id if at else None,
            "page": self.page or 1,
            "page_size": self.size,
            "format": self.format,
            "fields": list(self.fields) if self.fields else None,
            "columns": columns(self.fields, self.prices) if self.format == "csv" else None,
            "long": self.prices == "long",
            "safe": self.safe is not None,
            "bom": self.bom,
        }


def models(filters: Filters, view: View) -> tuple[Answer, str]:
    """One page of the models that fit the filters.

    Raises:
        BadRequest: the filters or the page contradict themselves.
        NotFound: there is no such provider.
    """
    params = filters.values()
    page = view.values(_digest({**params, "sort": view.sort, "mix": view.mix}))
    scope = _scope(filters.provider)
    provider = None if scope == "all" else scope
    plain = asdict(filters) == asdict(Filters(provider=[provider] if provider else None))
    bundled = plain and asdict(view) == asdict(View(page=view.page, page_size=view.page_size))
    return cache.get(
        CachedQuery(
            key=f"models {_digest({**params, **page})}",
            scope=scope,
            ttl_s=TTL_S,
            build=partial(_build, params, page),
            bundled=partial(snapshot.models, provider, view.page or 1, view.size)
            if bundled
            else None,
        )
    )


def _build(params: Mapping[str, Value], page: Mapping[str, Value]) -> Answer | None:
    total = _total(params) if params["filtered"] else None
    return _query({**params, **page, "total": total, "unknown": _unknown(params, total)})


def _unknown(params: Mapping[str, Value], total: int | None) -> int | None:
    """Return how many offers were left out because a fact that was asked for is unknown of them."""
    if total is None or all(params[name] is None for name in FACTS):
        return None
    relaxed = _total({**params, "relaxed": True})
    return None if relaxed is None else max(0, relaxed - total)


def _total(params: Mapping[str, Value]) -> int | None:
    """Return how many models fit, counted once for all pages; None where it must be counted anew.

    It is read from a page of zero models, so that only one statement has the filters.
    """
    no_page = {**View().values(""), "page_size": 0, "total": None, "unknown": None}
    answer, source = cache.get(
        CachedQuery(
            key=f"models total {_digest(params)}",
            scope=_scope(params["provider"]),
            ttl_s=TTL_S,
            build=partial(_query, {**params, **no_page}),
        )
    )
    return None if source == "stale" else answer.total


def _query(params: Mapping[str, Value]) -> Answer | None:
    provider = params["provider"]
    names = provider if isinstance(provider, list) else []
    return query_answer("catalog.models.page", partial(_no_provider, names), **params)


def _no_provider(names: Sequence[str], slugs: list[str]) -> str:
    return nearest("provider", next(name for name in names if name not in slugs), slugs)


def _scope(provider: object) -> str:
    """Return whose changes make a list old: the only provider's, or all."""
    return str(provider[0]) if isinstance(provider, list) and len(provider) == 1 else "all"


def _value(value: Value | Decimal | date) -> Value:
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else value


def _pattern(words: str) -> str:
    """Return the ILIKE pattern that matches these words literally."""
    for special in "\\%_":
        words = words.replace(special, f"\\{special}")
    return f"%{words}%"


def _digest(params: Mapping[str, Value]) -> str:
    return digest(json.dumps(params, sort_keys=True))
