"""Guards on an answer, before anything is written: an answer goes in, a verdict comes out."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pricebook.adapters.listing import Listing
from pricebook.adapters.provider import Mapped, Problem
from pricebook.errors import GuardRefused
from pricebook.findings import WHAT_TO_DO, Finding
from pricebook.sync.thresholds import DEFAULTS, Thresholds


@dataclass(slots=True)
class Verdict:
    """What may be believed of an answer.

    `complete` means that what is missing from it is really gone; only a complete run counts misses.
    `doubted` means that all of its prices were held, or that too many of them are gone.
    `unread_models` is in how many models the same key looks like a price that no rule reads.
    """

    listings: list[Listing]
    rejected: list[Problem]
    complete: bool = True
    doubted: bool = False
    findings: list[Finding] = field(default_factory=list)
    unread_models: int = 0

    @property
    def fetched(self) -> int:
        """How many offers the answer held."""
        return len(self.listings) + len(self.rejected)

    @property
    def rejected_ids(self) -> list[str]:
        """The ids of rejected items that could be read: their models were seen all the same."""
        return [p.provider_model_id for p in self.rejected if p.provider_model_id]


def judge(
    mapped: Mapped,
    active: int,
    *,
    force: bool = False,
    truncated_because: str | None = None,
    limits: Thresholds = DEFAULTS,
) -> Verdict:
    """Decide what may be believed of an answer of a provider that has `active` models now.

    Raises:
        GuardRefused: nothing in it can be believed.
    """
    listings, twice = _first_of_each(mapped.listings)
    verdict = Verdict(listings, [*mapped.rejects, *twice])
    if not verdict.fetched:
        raise GuardRefused("the list is empty: every provider sells something")
    if not listings:
        first = verdict.rejected[0]
        raise GuardRefused(
            f"all {verdict.fetched} items were rejected, the first because"
            f" {first.field} is {first.sample}"
        )
    verdict.findings += _grouped(verdict.rejected)
    verdict.findings += _unread(mapped.unread)
    verdict.unread_models = max(mapped.unread.values(), default=0)
    verdict.findings += _cut(mapped.cut)
    verdict.findings += _siblings(listings, limits)
    _check_rejects(verdict, limits)
    if not force:
        _check_size(verdict, active, limits)
    if truncated_because:
        verdict.complete = False
        verdict.findings.append(Finding("guard", 1, truncated_because, WHAT_TO_DO["truncated"]))
    return verdict


def _first_of_each(listings: Iterable[Listing]) -> tuple[list[Listing], list[Problem]]:
    first: dict[str, Listing] = {}
    twice = []
    for listing in listings:
        name = listing.provider_model_id
        if name in first:
            twice.append(Problem("duplicate", "id", repr(name), name))
        else:
            first[name] = listing
    return list(first.values()), twice


def _grouped(problems: Iterable[Problem]) -> list[Finding]:
    problems = list(problems)
    counts = Counter((p.category, p.field) for p in problems)
    samples = {(p.category, p.field): p for p in reversed(problems)}
    return [_finding(samples[kind], count) for kind, count in counts.items()]


def _finding(problem: Problem, count: int) -> Finding:
    sample = f"{problem.field} is {problem.sample}"
    if problem.provider_model_id and problem.category != "duplicate":
        sample = f"{problem.provider_model_id}: {sample}"
    return Finding(problem.category, count, sample, WHAT_TO_DO[problem.category])


def _unread(unread: Counter[str]) -> list[Finding]:
    return [
        Finding("unread", count, f"price field ignored: {key}", WHAT_TO_DO["unread"])
        for key, count in unread.most_common()
    ]


def _cut(cut: Counter[str]) -> list[Finding]:
    return [
        Finding("validation", count, f"{field} is too long and was cut", WHAT_TO_DO["cut"])
        for field, count in cut.most_common()
    ]


def _siblings(listings: Iterable[Listing], limits: Thresholds) -> list[Finding]:
    strange = [sample for listing in listings for sample in _strange_siblings(listing, limits)]
    if not strange:
        return []
    return [Finding("guard", len(strange), f"siblings: {strange[0]}", WHAT_TO_DO["siblings"])]


def _strange_siblings(listing: Listing, limits: Thresholds) -> Iterator[str]:
    known = (p for p in listing.prices if p.amount is not None and not p.conditions)
    amounts = {price.meter: price.amount for price in known}
    read, fresh, out = (
        amounts.get(f"{meter}_tokens") for meter in ("cache_read", "input", "output")
    )
    name = listing.provider_model_id
    if fresh is not None and read is not None and read > fresh:
        yield f"{name}: cached input costs {read:f} per token where fresh input costs {fresh:f}"
    if fresh is not None and out is not None and out * limits.sibling_factor < fresh:
        yield f"{name}: output costs {out:f} per token where input costs {fresh:f}"


def _check_rejects(verdict: Verdict, limits: Thresholds) -> None:
    malformed = [p for p in verdict.rejected if p.category == "validation"]
    if len(malformed) > limits.reject_ceiling * verdict.fetched:
        verdict.complete = False
        sample = f"{len(malformed)} of {verdict.fetched} items were rejected"
        verdict.findings.append(Finding("guard", len(malformed), sample, WHAT_TO_DO["rejects"]))


def _check_size(verdict: Verdict, active: int, limits: Thresholds) -> None:
    seen = len(verdict.listings) + len(set(verdict.rejected_ids))
    if seen < limits.shrink_floor * active:
        verdict.complete = False
        sample = f"{seen} models where {active} are active: nothing was deactivated"
        verdict.findings.append(Finding("guard", active - seen, sample, WHAT_TO_DO["shrunk"]))
