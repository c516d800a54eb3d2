"""Trends: prices over time for a mix of tokens, ready to plot, for GET /v1/trends."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from typing import Literal

from pricebook.catalog.canonical import mix_tokens, no_model
from pricebook.catalog.search import digest
from pricebook.serving import cache
from pricebook.serving.answer import Answer
from pricebook.serving.cache import CachedQuery
from pricebook.serving.query import Value, path_name, query_answer, require_name
from pricebook.timestamps import rfc3339

TTL_S = 60 * 60

type Step = Literal["day", "week", "month"]
type Format = Literal["json", "csv"]


@dataclass(frozen=True, slots=True)
class Plot:
    """What is plotted.

    Attributes:
        mix: input to output tokens, such as 3:1.
        since: the first moment; None is the first that is known.
        until: the last one; None is now.
        format: json or csv.
    """

    mix: str
    since: datetime | None
    until: datetime | None
    format: Format

    def params(self) -> dict[str, Value]:
        """Return it as the statements take it.

        Raises:
            BadRequest: the mix is not two whole numbers.
        """
        edges = {"since": rfc3339(self.since), "until": rfc3339(self.until)}
        return {**mix_tokens(self.mix), **edges, "format": self.format}


@dataclass(frozen=True, slots=True)
class Market:
    """Which models make the market: all of these must fit.

    Attributes:
        min_context: models with at least so long a context; None fits everything.
        capabilities: models that have all of these.
        creator: models of one creator.
    """

    min_context: int | None
    capabilities: tuple[str, ...]
    creator: str | None


def model(canonical_id: str, plot: Plot, step: Step) -> tuple[Answer, str]:
    """Lowest, median and highest price of a model over its sellers.

    Args:
        canonical_id: the id as in a path, maybe percent-encoded.
        plot: what is plotted.
        step: how far its points are apart.

    Raises:
        BadRequest: the mix is not two whole numbers.
        NotFound: there is no such canonical model.
    """
    canonical_id = path_name(canonical_id)
    params = plot.params() | {"step": step}
    not_found = partial(no_model, canonical_id)
    return _find(
        "model", f"{canonical_id} {params}", not_found, canonical_id=canonical_id, **params
    )


def market(plot: Plot, which: Market) -> tuple[Answer, str]:
    """Quartiles of the lowest prices of all models, month by month.

    Raises:
        BadRequest: the mix is not two whole numbers.
    """
    require_name(which.creator)
    params = plot.params() | asdict(which) | {"capabilities": list(which.capabilities)}
    return _find("market", repr(params), lambda _slugs: "There are no models yet.", **params)


def _find(
    name: str, words: str, not_found: Callable[[list[str]], str], **params: Value
) -> tuple[Answer, str]:
    return cache.get(
        CachedQuery(
            key=f"trends {name} {digest(words)}",
            scope="all",
            ttl_s=TTL_S,
            build=partial(query_answer, f"catalog.trends.{name}", not_found, **params),
        )
    )
