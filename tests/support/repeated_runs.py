"""Runs that are repeated: whether one worked its answer out."""

from collections.abc import Callable
from typing import Any

import pytest

from pricebook.sync import guards
from tests.support.fakes.provider_transport import items
from tests.support.sync_and_query import run

LISTED = items(3)


def watched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows with every run that works its answer out."""
    whole: list[str] = []
    judge = guards.judge

    def noted(*values: Any, **options: Any) -> guards.Verdict:
        whole.append("judged")
        return judge(*values, **options)

    monkeypatch.setattr(guards, "judge", noted)
    return whole


def repeats(judged: list[str], again: Callable[[], object] = lambda: run(*LISTED)) -> bool:
    """Run once more, and tell whether nothing was worked out."""
    before = len(judged)
    again()
    return len(judged) == before
