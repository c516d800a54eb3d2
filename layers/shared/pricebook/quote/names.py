"""Names that people hold: requests that name a model otherwise than by its id.

The database knows which offer a name means, as for GET /v1/models; here is the one place in which
quotes ask it.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import batched

from pricebook.errors import NotFound
from pricebook.identity.names import read_name
from pricebook.quote.request import QuoteRequest
from pricebook.storage import reader
from pricebook.validation import MAX_REPEATED, no_model

MAX_NAMED = 20
"""How many offers a message names."""
MAX_SUGGESTED = 10
"""For so many unknown names of one request the nearest ids are looked up, which takes a while."""
MAX_RESOLVED = 250
"""How many names one statement resolves, so that a thousand of them stay within its time."""
LATEST = "-latest"
"""What makes the name of a model mean its newest release."""
NEWEST = "newest"
"""The step that knows the newest dated release of a name."""
ELSEWHERE = "elsewhere"
"""The step that knows one offer of a model, of a stranger: the model is quoted, as for several."""
EVERYWHERE = "global"
"""The zone whose price is the ordinary one."""


@dataclass(frozen=True, slots=True)
class Target:
    """An offer that a name means.

    Attributes:
        model: its id.
        canonical: the model that it is an offer of.
        resolved_by: the step that knew the name, as in `resolved_models`.
        region: the zone that the name states.
    """

    model: str
    canonical: str | None
    resolved_by: str
    region: str | None


def resolve(requests: Sequence[QuoteRequest]) -> list[QuoteRequest | NotFound]:
    """Return requests by the ids that their names mean, or why they mean none, in their order."""
    targets = _targets({name_of(item) for item in requests if not item.receipt})
    errors = unknown(name for item in requests if not targets.get(name := name_of(item)))
    return [
        errors.get(name) or _renamed(item, targets[name])
        for item in requests
        for name in [name_of(item)]
    ]


def newest(requests: Mapping[int, QuoteRequest]) -> dict[int, QuoteRequest]:
    """Return requests by the newest releases that their names mean too, where they mean one.

    Who says claude-sonnet-4-5 means its newest release, whether or not its seller once listed the
    name itself.
    """
    targets = _targets({name_of(item) + LATEST for item in requests.values()})
    return {
        place: replace(
            item,
            model=release.model,
            resolved_from=item.resolved_from or name_of(item),
            resolved_by=release.resolved_by,
        )
        for place, item in requests.items()
        for release in targets[name_of(item) + LATEST][:1]
        if release.resolved_by == NEWEST
    }


def unknown(names: Iterable[str]) -> dict[str, NotFound]:
    """Return the errors for names that mean nothing, the first of them with the nearest ids."""
    wanted = list(dict.fromkeys(names))
    few = wanted[:MAX_SUGGESTED]
    near: dict[str, list[str]] = dict(reader.rows("catalog.search.nearest", ids=few)) if few else {}
    finds = "GET /v1/search?q= finds models by a few words."
    return {name: NotFound(f"{no_model(name, near.get(name, []))} {finds}") for name in wanted}


def name_of(request: QuoteRequest) -> str:
    """Return the name by which a request asks for a model."""
    return str(request.model or request.canonical)


def _targets(names: Iterable[str]) -> dict[str, list[Target]]:
    """Ask the database what names mean, for many of them at once."""
    wanted = sorted(names)
    targets: dict[str, list[Target]] = {name: [] for name in wanted}
    for batch in batched(wanted, MAX_RESOLVED, strict=False):
        names = json.dumps([{"name": name, **asdict(read_name(name))} for name in batch])
        for name, *values in reader.rows("quote.batch.targets", names=names):
            targets[name].append(Target(*values))
    return targets


def _renamed(request: QuoteRequest, targets: Sequence[Target]) -> QuoteRequest | NotFound:
    """Return a request by the id of an offer, or of the model that all of the offers are of."""
    name, first = name_of(request), targets[0]
    models = {target.canonical for target in targets}
    if len(targets) > 1 and (len(models) > 1 or None in models):
        named = ", ".join(repr(target.model) for target in targets[:MAX_NAMED])
        return NotFound(f"{name[:MAX_REPEATED]!r} may mean {named}. Ask for one of them.")
    region = {} if first.region in {None, EVERYWHERE} else {"region": str(first.region)}
    several = len(targets) > 1 or first.resolved_by == ELSEWHERE
    whole = several or request.canonical is not None
    return replace(
        request,
        model=None if whole else first.model,
        canonical=first.canonical if whole else None,
        stated=dict(sorted({**region, **request.stated}.items())),
        resolved_from=name,
        resolved_by=first.resolved_by,
    )
