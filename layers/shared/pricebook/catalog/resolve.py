"""Alias resolution: which offer a name means that is not an id itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from pricebook import settings
from pricebook.errors import NotFound, Unavailable
from pricebook.identity.names import read_name
from pricebook.serving import cache
from pricebook.serving.answer import Answer
from pricebook.serving.cache import CachedQuery
from pricebook.storage import reader

MAX_NAMED = 20
"""How many offers a message names."""
ELSEWHERE = "elsewhere"
"""The step that knows but one offer of a model, of a stranger, whose price is not the maker's."""


@dataclass(frozen=True, slots=True)
class Alias:
    """A name that means one offer.

    Args:
        name: what the caller wrote.
        model_id: the offer.
        resolved_by: the step that knew it, as in `resolved_models`.
        region: the zone that the name states; its price is not that of the offer.
    """

    name: str
    model_id: str
    resolved_by: str
    region: str | None = None

    def note(self) -> dict[str, str]:
        """Return what the answer's meta says of it."""
        note = {"resolved_from": self.name, "resolved_by": self.resolved_by}
        return note | ({"region": self.region} if self.region else {})


def get(
    name: str, query: Callable[[str, Alias | None], CachedQuery], *, priced: bool = False
) -> tuple[Answer, str]:
    """Answer a query about one offer, by its id or by another name for it.

    Args:
        name: the id or the other name.
        query: returns the query, given the id and the alias by which it was found.
        priced: whether the answer is prices, which a name of another zone must not be given.

    Raises:
        NotFound: nothing has this name, or more than one offer; the message names them.
    """
    try:
        return cache.get(query(name, None))
    except NotFound as error:
        alias = _alias(name, error)
        if priced and alias.region and not _zone_is_priced(alias):
            raise NotFound(
                f"{name!r} is {alias.model_id!r} in the zone {alias.region!r}, whose price there is"
                " not known."
            ) from error
        return cache.get(query(alias.model_id, alias))


def names(ids: Iterable[str], unknown: NotFound) -> dict[str, str]:
    """Return the ids that those of these names mean which are no ids themselves.

    Args:
        ids: ids and names.
        unknown: the error that said that one of them is no id.

    Raises:
        NotFound: a name means nothing, or more than one offer.
    """
    known = {row[0] for row in reader.rows("catalog.resolve.known", ids=list(ids))}
    return {name: _alias(name, unknown).model_id for name in ids if name not in known}


def canonical(name: str, unknown: NotFound) -> str | None:
    """Return the model that all offers of a name are of; None where they are of none.

    Args:
        name: a name that is no offer's id.
        unknown: the error that said so.

    Raises:
        NotFound: the name means nothing, or offers of more than one model.
    """
    rows = _targets(name, unknown)
    models: set[str | None] = {row[1] for row in rows}
    if len(models) > 1:
        raise NotFound(_ambiguous(name, [row[0] for row in rows]))
    return models.pop()


def offers(name: str) -> list[str]:
    """Return the offers that a name means which is no id; of one that means nothing, none."""
    written = read_name(name)
    rows = reader.rows(
        "catalog.resolve.targets", asked=written.text, canonicals=list(written.canonicals)
    )
    return [row[0] for row in rows if row[2] != ELSEWHERE]


def _targets(name: str, unknown: NotFound) -> list[list[Any]]:
    """Ask the database which offers a name means; they are at least one."""
    if settings.text("PRICEBOOK_SERVE", "database") == "snapshot":
        raise unknown
    written = read_name(name)
    try:
        rows = reader.rows(
            "catalog.resolve.targets", asked=written.text, canonicals=list(written.canonicals)
        )
    except Unavailable:
        raise unknown from None
    if not rows:
        raise unknown
    return rows


def _alias(name: str, unknown: NotFound) -> Alias:
    rows = _targets(name, unknown)
    if len(rows) > 1:
        raise NotFound(_ambiguous(name, [row[0] for row in rows]))
    model_id, _, resolved_by, region = rows[0]
    if resolved_by == ELSEWHERE:
        raise NotFound(f"Nobody sells {name!r} but {model_id!r}, which is not its maker's.")
    return Alias(name, model_id, resolved_by, region)


def _zone_is_priced(alias: Alias) -> bool:
    rows = reader.rows("catalog.resolve.zone_is_priced", model=alias.model_id, region=alias.region)
    return bool(rows[0][0])


def _ambiguous(name: str, ids: list[str]) -> str:
    named = ", ".join(repr(model_id) for model_id in ids[:MAX_NAMED])
    more = " and others" if len(ids) > MAX_NAMED else ""
    return f"{name!r} may mean {named}{more}. Ask for one of them."
