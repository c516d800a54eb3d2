"""The questions behind GET /v1/models: which models, in which order, and how much of each."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import partial
from typing import Literal

from pricebook.catalog import cursor
from pricebook.catalog.search import digest
from pricebook.serving import cache, snapshot
from pricebook.serving.answer import Answer
from pricebook.serving.cache import Question
from pricebook.serving.query import Value, ask, require_name
from pricebook.validation import bad

TTL_S = 15 * 60
PAGE = 50
PAGE_MAX = 500
FILE_MAX = 10_000
"""A page of a file is longer: a spreadsheet follows no links."""
PRICING = (
    *("prompt", "completion", "cache_read", "cache_write"),
    *("reasoning", "audio", "image", "request"),
)
COLUMNS = (
    *("id", "provider", "provider_model_id", "canonical_id", "name", "description"),
    *("context_length", "max_output_tokens", "modality", "input_modalities", "output_modalities"),
    *("capabilities", "supported_parameters", "is_active", "deprecated", "deprecation_date"),
    *("release_date", "health_status", "pricing", "pricing_source"),
    *("first_seen_at", "last_seen_at", "updated_at", "source_url"),
)
"""What a table shows where nobody says which columns: what fits into a cell."""

Format = Literal["json", "csv", "ndjson"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which models; all that is given must fit. Prices are in US dollars per 1M tokens."""

    provider: str | None = None
    canonical: str | None = None
    creator: str | None = None
    q: str | None = None
    modality: str | None = None
    input_modality: list[str] | None = None
    output_modality: list[str] | None = None
    capability: list[str] | None = None
    parameter: list[str] | None = None
    min_context: int | None = None
    max_context: int | None = None
    max_input_price: Decimal | None = None
    max_output_price: Decimal | None = None
    free: bool | None = None
    price_state: str | None = None
    health: str | None = None
    deprecated: bool | None = None
    released_after: date | None = None
    include_inactive: bool = False
    tier: str | None = None

    def values(self) -> dict[str, Value]:
        """Return them as the statement takes them.

        Raises:
            BadRequest: nothing can fit.
            NotFound: no provider can have this name.
        """
        require_name(self.provider)
        low, high = self.min_context, self.max_context
        if low is not None and high is not None and low > high:
            raise bad("min_context", f"it is {low}, which is more than max_context, {high}")
        values = {name: _value(value) for name, value in asdict(self).items()}
        filtered = replace(self, provider=None, include_inactive=False) != Filters()
        return values | {"q": self.q and _pattern(self.q), "filtered": filtered}


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """In which order, which page, and how much of each model."""

    sort: str | None = None
    fields: list[str] | None = None
    page: int | None = None
    page_size: int | None = None
    cursor: str | None = None
    format: Format = "json"

    @property
    def size(self) -> int:
        """How many models at most."""
        return self.page_size or (PAGE if self.format == "json" else FILE_MAX)

    def values(self, listed: str) -> dict[str, Value]:
        """Return it as the statement takes it.

        Args:
            listed: what the list is of, for the cursors of its pages.

        Raises:
            BadRequest: the page is too long, or is named twice, or is none of this list.
        """
        if self.format == "json" and self.size > PAGE_MAX:
            raise bad("page_size", f"it is {self.size}, and a page of JSON has {PAGE_MAX} at most")
        if self.cursor and self.page:
            raise bad("page", "a cursor says which page it is; send one of the two")
        at = cursor.read(self.cursor, listed, self.sort) if self.cursor else None
        backward = at is not None and at.backward
        return {
            "list": listed,
            "sort": self.sort,
            "descending": (self.sort or "").startswith("-") != backward,
            "backward": backward,
            "after": at.key if at else None,
            "after_id": at.model_id if at else None,
            "page": self.page or 1,
            "page_size": self.size,
            "format": self.format,
            "fields": self.fields,
            "columns": _columns(self.fields) if self.format == "csv" else None,
        }


def models(filters: Filters, view: View) -> tuple[Answer, str]:
    """One page of the models that fit."""
    asked = filters.values()
    page = view.values(_digest({**asked, "sort": view.sort}))
    plain = filters == Filters(provider=filters.provider)
    bundled = view == View(page=view.page, page_size=view.page_size) and plain
    return cache.get(
        Question(
            key=f"models {_digest({**asked, **page})}",
            scope=filters.provider or "all",
            ttl_s=TTL_S,
            build=partial(_build, asked, page),
            bundled=partial(snapshot.models, filters.provider, view.page or 1, view.size)
            if bundled
            else None,
        )
    )


def _build(asked: Mapping[str, Value], page: Mapping[str, Value]) -> Answer | None:
    total = _total(asked) if asked["filtered"] else None
    return _ask({**asked, **page, "total": total})


def _total(asked: Mapping[str, Value]) -> int | None:
    """Return how many models fit, counted once for all pages; None where it must be counted anew.

    It is a page of no models: the filters stand in one statement.
    """
    nothing = {**View().values(""), "page_size": 0, "total": None}
    answer, source = cache.get(
        Question(
            key=f"models total {_digest(asked)}",
            scope=str(asked["provider"] or "all"),
            ttl_s=TTL_S,
            build=partial(_ask, {**asked, **nothing}),
        )
    )
    return None if source == "stale" else answer.total


def _ask(asked: Mapping[str, Value]) -> Answer | None:
    return ask("catalog.models.page", partial(_unknown, str(asked["provider"])), **asked)


def _unknown(slug: str, slugs: list[str]) -> str:
    nearest = get_close_matches(slug, slugs, n=1, cutoff=0)
    return f"There is no provider {slug!r}. The nearest name is {nearest[0]!r}."


def _columns(fields: list[str] | None) -> list[str]:
    """Return the columns of a table, each a path into a document."""
    paths = {name: [name] for name in fields or COLUMNS}
    if "pricing" in paths:
        paths["pricing"] = [f"pricing.{key}" for key in PRICING]
    return [path for column in paths.values() for path in column]


def _value(value: Value | Decimal | date) -> Value:
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else value


def _pattern(words: str) -> str:
    """Return what ILIKE finds these words with, whatever stands in them."""
    for special in "\\%_":
        words = words.replace(special, f"\\{special}")
    return f"%{words}%"


def _digest(asked: Mapping[str, Value]) -> str:
    return digest(json.dumps(asked, sort_keys=True))
