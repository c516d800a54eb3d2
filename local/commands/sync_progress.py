"""Progress of a sync: a few providers at a time, with a line or more for each run."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import Any

from rich.console import Console
from rich.progress import Progress

from local.terminal import printable, tell

AT_ONCE = 3
LISTED_CHANGES = 20
COUNTS = ("fetched", "added", "updated", "unchanged", "rejected", "deactivated", "returned")
Start = Callable[[dict[str, Any]], Future[tuple[bytes, bool]]]
"""Starts a run for an event and promises its answer, and whether that is an error."""
Show = Callable[[str, bool], None]
"""Prints a line, and in another colour where the run failed."""
Describe = Callable[[dict[str, Any]], list[str]]
"""Returns the lines of one run."""
MAX_REASON = 160
MAX_FAILURES = 6
"""How many failures have a line of their own where only failures are shown."""


def synchronise(
    start: Start, events: list[dict[str, Any]], *, failures_only: bool = False
) -> list[dict[str, Any]]:
    """Run all events, print each answer as it comes, and return them.

    Args:
        start: starts a run.
        events: what to run.
        failures_only: print the first of what failed, in a line each, and nothing else.
    """
    describe = _FirstFailures() if failures_only else lines
    if not sys.stdout.isatty():
        return [_told(answer, _plain, describe) for answer in _answers(start, events)]
    results = []
    with Progress() as progress:
        bar = progress.add_task("Synchronising", total=len(events))
        show = partial(_coloured, progress.console)
        for answer in _answers(start, events):
            results.append(_told(answer, show, describe))
            progress.advance(bar)
    return results


def succeeded(results: Iterable[dict[str, Any]]) -> bool:
    """Tell whether no run failed."""
    return all(result["status"] != "failed" for result in results)


def _answers(start: Start, events: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    waiting = iter(events)
    running = {start(event): event for event in islice(waiting, AT_ONCE)}
    while running:
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            yield _read(running.pop(future), *future.result())
            running |= {start(event): event for event in islice(waiting, 1)}


def _read(event: dict[str, Any], payload: bytes, failed: bool) -> dict[str, Any]:  # noqa: FBT001 - one of two facts of an answer
    answer: dict[str, Any] = json.loads(payload)
    if failed:
        reason = f"{answer.get('errorType')}: {answer.get('errorMessage')}"
        return {"provider": event["provider"], "status": "failed", "reason": reason}
    return answer


def _told(answer: dict[str, Any], show: Show, describe: Describe) -> dict[str, Any]:
    for line in describe(answer):
        show(printable(line), answer["status"] == "failed")
    return answer


class _FirstFailures:
    """A line for each of the first failures, and one that says that there are more."""

    def __init__(self) -> None:
        self.failures = 0

    def __call__(self, answer: dict[str, Any]) -> list[str]:
        self.failures += answer["status"] == "failed"
        if answer["status"] != "failed" or self.failures > MAX_FAILURES + 1:
            return []
        more = "More failed: the page /status has the reason of each."
        return [_one_line(answer) if self.failures <= MAX_FAILURES else more]


def _plain(line: str, _failed: bool) -> None:  # noqa: FBT001 - as Show has it
    tell(line)


def _coloured(console: Console, line: str, failed: bool) -> None:  # noqa: FBT001 - as Show has it
    """Print text of others as text: its brackets are no markup."""
    style = "red" if failed else None
    console.print(line, style=style, markup=False, highlight=False, emoji=False)


def _one_line(answer: dict[str, Any]) -> str:
    """Return why a run failed, cut to one line."""
    errors = answer.get("errors") or [{"sample": ""}]
    reason = " ".join(str(answer.get("reason") or errors[0]["sample"]).split())
    return f"{answer['provider']:<20} failed   {reason[:MAX_REASON]}"


def lines(answer: dict[str, Any]) -> list[str]:
    """Return what a person wants to know about one run."""
    head = f"{answer['provider']:<20} {answer['status']:<8}"
    if "reason" in answer:
        return [f"{head} {answer['reason']}"]
    counts = [f"{answer[name]} {name}" for name in COUNTS if answer[name] or name == "fetched"]
    counts.append(f"{answer['prices_changed']} prices changed")
    if answer["prices_held"]:
        counts.append(f"{answer['prices_held']} held for review")
    took = f" in {answer['duration_ms'] / 1000:.1f} s" if answer["duration_ms"] else ""
    dry = " (dry run: nothing was written)" if answer["dry_run"] else ""
    summary = f"{head} {', '.join(counts)}{took}{dry}"
    problems = [
        f"  {error['count']} x {error['category']}: {error['sample']}\n    {error['what_to_do']}"
        for error in answer["errors"]
    ]
    return [summary, *problems, *(_changes(answer) if answer["dry_run"] else [])]


def _changes(answer: dict[str, Any]) -> list[str]:
    changes = answer["price_changes"]
    listed = [
        f"  price changed: {change['model_id']} {change['meter']} {_conditions(change)}"
        f"{_difference(change['old'], change['new'])}"
        for change in changes[:LISTED_CHANGES]
    ]
    more = len(changes) - len(listed)
    return [*listed, f"  and {more} more"] if more else listed


def _difference(old: dict[str, Any], new: dict[str, Any]) -> str:
    """Return one change in words: `-50 % to 0.00000014`, `known to free`."""
    if old["amount"] is None or new["amount"] is None or not Decimal(old["amount"]):
        return f"{old['amount'] or old['state']} to {new['amount'] or new['state']}"
    change = (Decimal(new["amount"]) / Decimal(old["amount"]) - 1) * 100
    return f"{round(change, 1).normalize():+f} % to {new['amount']}"


def _conditions(change: dict[str, Any]) -> str:
    return f"{json.dumps(change['conditions'])} " if change["conditions"] else ""
