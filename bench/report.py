"""What the audit found, for a person to read."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from bench.comparison import Pair, Why
from pricebook.pricing.meters import METERS

OPEN = {Why.SLIP, Why.UNKNOWN}
"""What may be a defect of ours."""
COLUMNS = ("recorded", "priced", "overlap", "prices", "agree", "%", "open")


def show(pairs: list[Pair], priced: Mapping[str, int], days: Mapping[str, date]) -> None:
    """Print every disagreement, then a line per provider and per list, then the totals.

    Args:
        pairs: what was compared.
        priced: how many models of each provider have a price in US dollars.
        days: when each provider's answer was recorded.
    """
    by_provider = {slug: [p for p in pairs if p.model[0] == slug] for slug in sorted(priced)}
    for slug, found in by_provider.items():
        _disagreements(slug, found)
    print(f"\n{'':34}" + "".join(f"{column:>11}" for column in COLUMNS))
    for slug, found in by_provider.items():
        print(_line(slug, (days.get(slug, ""), priced[slug]), found))
    for name, found in _groups(pairs):
        print(_line(name, ("", ""), found))
    _reasons(pairs)


def _groups(pairs: list[Pair]) -> Iterator[tuple[str, list[Pair]]]:
    lists = sorted({(pair.list_name, pair.list_day) for pair in pairs})
    for name, day in lists:
        stated = [p for p in pairs if (p.list_name, p.list_day) == (name, day)]
        yield f"{name} of {day}", stated
        yield "  where both are of one day", [p for p in stated if p.same_day]
    yield "all", pairs
    yield "  where both are of one day", [p for p in pairs if p.same_day]


def _disagreements(slug: str, pairs: list[Pair]) -> None:
    differing = [(pair.why, pair) for pair in pairs if pair.why]
    if differing:
        print(f"\n{slug}")
    for why, pair in sorted(differing, key=lambda found: list(Why).index(found[0])):
        per = METERS[pair.key[0]].per
        figures = f"{_quoted(pair.ours * per)} here, {_quoted(pair.theirs * per)} there"
        where = " ".join((pair.model[1], pair.key[0], pair.key[1].replace("{}", ""))).strip()
        stated = f"{pair.list_name} of {pair.list_day}"
        print(f"  {where}: {figures}, x{pair.theirs / pair.ours:.4g}, {stated}: {why}")


def _quoted(amount: Decimal) -> str:
    return f"{amount.normalize():f}"


def _line(name: str, facts: tuple[object, object], pairs: list[Pair]) -> str:
    models = len({pair.model for pair in pairs})
    agreeing = sum(pair.why is None for pair in pairs)
    share = f"{100 * agreeing / len(pairs):.1f}" if pairs else ""
    left = sum(pair.why in OPEN for pair in pairs)
    cells = (*facts, models, len(pairs), agreeing, share, left)
    return f"{name:34}" + "".join(f"{cell!s:>11}" for cell in cells)


def _reasons(pairs: list[Pair]) -> None:
    print("\nDisagreements by likely reason")
    for why, times in Counter(pair.why for pair in pairs if pair.why).most_common():
        print(f"{times:8}  {why}")
    explained = sum(pair.why not in OPEN for pair in pairs)
    slips = sum(pair.why is Why.SLIP for pair in pairs)
    print(f"\n{explained} of {len(pairs)} prices agree or are explained; {slips} unit errors")
