"""Models across everybody who sells them: the questions behind /v1/canonical."""

import re
from difflib import get_close_matches
from functools import partial
from urllib.parse import unquote

from pricebook.catalog.search import digest, words
from pricebook.serving import cache
from pricebook.serving.answer import Answer
from pricebook.serving.cache import Question
from pricebook.serving.query import Value, ask, require_name
from pricebook.validation import bad

TTL_S = 15 * 60
MIX = re.compile(r"(\d{1,6}):(\d{1,6})", re.ASCII)


def canonical_models(
    creator: str | None, q: str | None, page: int, page_size: int
) -> tuple[Answer, str]:
    """One page of the canonical models, with what they cost at least.

    Raises:
        NotFound: nobody of that name made a model.
    """
    require_name(creator)
    q = None if q is None else words(q)
    asked = {"creator": creator, "q": q, "page": page, "page_size": page_size}
    return cache.get(
        Question(
            key=f"canonical-models {page} {page_size} {digest(repr((creator, q)))}",
            scope="all",
            ttl_s=TTL_S,
            build=partial(ask, "catalog.canonical.page", partial(_no_creator, creator), **asked),
        )
    )


def canonical_model(canonical_id: str, mix: str, *, include_inactive: bool) -> tuple[Answer, str]:
    """One model across its sellers, the cheapest for a mix of input and output tokens first.

    Raises:
        BadRequest: the mix is no mix.
        NotFound: there is no such canonical model.
    """
    canonical_id = unquote(canonical_id)
    require_name(canonical_id)
    tokens = _tokens(mix)
    asked: dict[str, Value] = {"canonical_id": canonical_id, "include_inactive": include_inactive}
    return cache.get(
        Question(
            key=f"canonical {canonical_id} {mix} {include_inactive:d}",
            scope="all",
            ttl_s=TTL_S,
            build=partial(
                ask, "catalog.canonical.model", partial(_no_model, canonical_id), **asked, **tokens
            ),
        )
    )


def _tokens(mix: str) -> dict[str, int]:
    """Read how many input tokens come with how many output tokens."""
    found = MIX.fullmatch(mix)
    if not found or mix.strip("0:") == "":
        raise bad("mix", "expected input to output tokens as two whole numbers, such as 3:1")
    return {"input": int(found[1]), "output": int(found[2])}


def _no_creator(creator: str | None, _slugs: list[str]) -> str:
    from pricebook.storage import reader  # noqa: PLC0415 - pg8000 comes with it, which only a miss needs

    creators = [name for (name,) in reader.rows("catalog.canonical.creators")]
    nearest = get_close_matches(str(creator), creators, n=1, cutoff=0)
    hint = f" The nearest name is {nearest[0]!r}." if nearest else ""
    return f"No model is known to be made by {creator!r}.{hint}"


def _no_model(canonical_id: str, _slugs: list[str]) -> str:
    from pricebook.storage import reader  # noqa: PLC0415 - pg8000 comes with it, which only a miss needs

    nearest = reader.row("catalog.canonical.nearest", canonical_id=canonical_id)
    hint = f" The nearest id is {nearest[0]!r}." if nearest else ""
    return f"There is no canonical model {canonical_id!r}.{hint} GET /v1/canonical lists them."
