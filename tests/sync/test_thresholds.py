"""Thresholds: the numbers of a provider's guards, and whether a person decides about its prices."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pricebook.sync import thresholds
from pricebook.sync.thresholds import DEFAULTS
from tests.support.staged_run import StagedRun


def test_what_nobody_set_is_what_settings_say(staged: StagedRun) -> None:
    """Of a provider that an operator left alone."""
    assert thresholds.of(staged.database, "ours") == DEFAULTS


def test_a_number_of_an_operator_is_exact(staged: StagedRun) -> None:
    """It is of this provider alone, and a decimal, as what it is compared with."""
    guards = '{"jump_factor": 2.1, "misses": 5}'
    staged.database.run(
        "UPDATE providers SET guards = CAST(:guards AS jsonb) WHERE slug = 'ours'", guards=guards
    )

    changed = replace(DEFAULTS, jump_factor=Decimal("2.1"), misses=5)
    assert changed == thresholds.of(staged.database, "ours")
    assert thresholds.of(staged.database, "one") == DEFAULTS


@pytest.mark.parametrize(("reviews", "automatic"), [("automatic", True), ("manual", False)])
def test_a_person_decides_where_an_operator_wishes_it(
    staged: StagedRun, reviews: str, *, automatic: bool
) -> None:
    """Elsewhere other sources and repetition may."""
    staged.database.run("UPDATE providers SET reviews = :reviews", reviews=reviews)

    assert automatic is thresholds.is_automatic(staged.database, "ours")
