"""Canonical models: one model across all its sellers, for GET /v1/canonical."""

import re
from functools import partial

from pricebook.catalog import resolve
from pricebook.catalog.search import digest, words
from pricebook.serving import cache
from pricebook.serving.answer import Answer
from pricebook.serving.cache import CachedQuery
from pricebook.serving.query import Value, path_name, query_answer, require_name
from pricebook.storage import reader
from pricebook.validation import bad, did_you_mean, nearest

TTL_S = 15 * 60
MIX = re.compile(r"(\d{1,6}):(\d{1,6})", re.ASCII)


def canonical_models(
    creator: str | None, q: str | None, page: int, page_size: int
) -> tuple[Answer, str]:
    """One page of the canonical models, with the lowest prices of each.

    Args:
        creator: only models of this creator.
        q: part of an id or of a name.
        page: number of the page, from 1.
        page_size: models per page.

    Raises:
        BadRequest: q holds a character that cannot be printed.
        NotFound: there is no such creator.
    """
    require_name(creator)
    q = None if q is None else words(q)
    params: dict[str, Value] = {"creator": creator, "q": q, "page": page, "page_size": page_size}
    return cache.get(
        CachedQuery(
            key=f"canonical-models {page} {page_size} {digest(repr((creator, q)))}",
            scope="all",
            ttl_s=TTL_S,
            build=partial(_page, creator, q, params),
        )
    )


def _page(creator: str | None, q: str | None, params: dict[str, Value]) -> Answer | None:
    """Ask for what has the words, and before it for what they are another name of."""
    named = resolve.offers(q) if q else []
    not_found = partial(_no_creator, creator or "")
    return query_answer("catalog.canonical.page", not_found, named=named, **params)


def canonical_model(canonical_id: str, mix: str, *, include_inactive: bool) -> tuple[Answer, str]:
    """Offers of one canonical model, ranked by their price for a mix of tokens.

    Args:
        canonical_id: the id as in a path, maybe percent-encoded.
        mix: input to output tokens, such as 3:1.
        include_inactive: whether to list offers that are no longer sold, unranked.

    Raises:
        BadRequest: the mix is not two whole numbers.
        NotFound: there is no such canonical model.
    """
    canonical_id = path_name(canonical_id)
    tokens = mix_tokens(mix)
    params: dict[str, Value] = {"canonical_id": canonical_id, "include_inactive": include_inactive}
    not_found = partial(no_model, canonical_id)
    return cache.get(
        CachedQuery(
            key=f"canonical {canonical_id} {mix} {include_inactive:d}",
            scope="all",
            ttl_s=TTL_S,
            build=partial(query_answer, "catalog.canonical.model", not_found, **params, **tokens),
        )
    )


def mix_tokens(mix: str) -> dict[str, int]:
    """Return how many input tokens come with how many output tokens.

    Raises:
        BadRequest: the mix is not two whole numbers.
    """
    match = MIX.fullmatch(mix)
    if not match or mix.strip("0:") == "":
        raise bad("mix", "expected input to output tokens as two whole numbers, such as 3:1")
    return {"input": int(match[1]), "output": int(match[2])}


def _no_creator(creator: str, _slugs: list[str]) -> str:
    creators = [name for (name,) in reader.rows("catalog.canonical.creators")]
    return nearest("creator", creator, creators)


def no_model(canonical_id: str, _slugs: list[str]) -> str:
    """Return the message for an id that is no canonical model's, with the nearest that is."""
    ids = reader.row("catalog.canonical.nearest", canonical_id=canonical_id) or []
    hint = did_you_mean(canonical_id, ids)
    return f"There is no canonical model {canonical_id!r}.{hint} GET /v1/canonical lists them."
