"""Progress of a sync: a few providers at a time, with a line or more for each run."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from decimal import Decimal
from itertools import islice
from typing import Any

from rich.progress import Progress

AT_ONCE = 3
LISTED_CHANGES = 20
COUNTS = ("fetched", "added", "updated", "unchanged", "rejected", "deactivated", "returned")
Start = Callable[[dict[str, Any]], Future[tuple[bytes, bool]]]
"""Starts a run for an event and promises its answer, and whether that is an error."""


def synchronise(start: Start, events: list[dict[str, Any]]) -> bool:
    """Run all events, print each answer as it comes, and return whether no run failed."""
    if not sys.stdout.isatty():
        return _all(_printed(answer, print) for answer in _answers(start, events))
    with Progress() as progress:
        bar = progress.add_task("Synchronising", total=len(events))
        results = []
        for answer in _answers(start, events):
            results.append(_printed(answer, progress.console.print))
            progress.advance(bar)
    return all(results)


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


def _printed(answer: dict[str, Any], show: Callable[[str], None]) -> bool:
    for line in lines(answer):
        show(line)
    sys.stdout.flush()
    return bool(answer["status"] != "failed")


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


def _all(results: Iterable[bool]) -> bool:
    return all(list(results))  # every run counts, also after one that failed
