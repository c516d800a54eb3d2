"""Looking back at one model: what was charged at a moment, as known at another, and since when."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from urllib.parse import unquote

from pricebook.serving import cache
from pricebook.serving.answer import Answer
from pricebook.serving.cache import Question
from pricebook.serving.query import ask, require_name
from pricebook.timestamps import told

NOW_S = 60
"""How late an announced price may begin to show where the caller asks for now."""
BELIEVED_S = 15 * 60
"""A rate or an announcement that changes no document raises no generation either."""
SETTLED_S = 24 * 60 * 60
SETTLED = timedelta(hours=1)
"""Longer than any run: what was believed before then can no longer change."""

type Asked = Mapping[str, str | int | None]


def prices(model_id: str, at: datetime | None, known_at: datetime | None) -> tuple[Answer, str]:
    """The prices of a model in force at a moment, as far as we knew at another; None is now."""
    asked = {"at": told(at), "known_at": told(known_at)}
    believed_s = BELIEVED_S if at else NOW_S
    return _find("prices", model_id, SETTLED_S if settled(at, known_at) else believed_s, asked)


def history(model_id: str, asked: Asked) -> tuple[Answer, str]:
    """What changed in the price of a model; asked are meter, since, until, known_at, page_size."""
    return _find("history", model_id, BELIEVED_S, asked)


def settled(at: datetime | None, known_at: datetime | None) -> bool:
    """Whether an answer can never change."""
    return bool(at and known_at and known_at < datetime.now(UTC) - SETTLED)


def _find(name: str, model_id: str, ttl_s: int, asked: Asked) -> tuple[Answer, str]:
    model_id = unquote(model_id)
    require_name(model_id)
    words = (name, model_id, *(str(value or "") for value in asked.values()))
    unknown = partial(_unknown, model_id)
    return cache.get(
        Question(
            key=" ".join(words),
            scope=model_id.partition("/")[0],
            ttl_s=ttl_s,
            build=partial(ask, f"catalog.prices.{name}", unknown, model_id=model_id, **asked),
        )
    )


def _unknown(model_id: str, _slugs: list[str]) -> str:
    return f"There is no model {model_id!r}. GET /v1/models lists what there is."
