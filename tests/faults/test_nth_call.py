"""Fail the n-th call: the catalogue is as before or as after, never between, and a retry heals.

The short form takes some calls of each operation; `make test-faults` takes them all.
"""

import os
from pathlib import Path

import pytest

from local.stores.postgres import Postgres
from pricebook.storage.postgres import Database
from tests.faults.laboratory import Laboratory
from tests.faults.nth_call import KINDS, Fault, Kind
from tests.faults.operations import OPERATIONS

EVERY = int(os.environ.get("FAULTS_EVERY", "0"))
"""Which calls fail: 1 is every one; 0 is some three of each operation."""


@pytest.fixture
def laboratory(
    environment: pytest.MonkeyPatch,
    template_database: Database,
    postgres: Postgres,
    database_url: str,
    tmp_path: Path,
) -> Laboratory:
    """Give a laboratory, whose catalogue is empty."""
    return Laboratory(template_database, postgres, environment, database_url, tmp_path)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", OPERATIONS)
def test_an_interruption_leaves_nothing_between(
    laboratory: Laboratory, name: str, kind: Kind
) -> None:
    """Each call of an operation fails once; what was there or what was meant to be is there."""
    operation = OPERATIONS[name]
    laboratory.prepare(operation)
    (before, after, twice, *stages), calls = laboratory.undisturbed(operation)
    every = EVERY or calls // 3 + 1
    numbers = range(1 + calls % every, calls + 1, every)
    wrong = []
    for number in numbers:
        fault = Fault(number, kind)
        left, healed, open_runs = laboratory.interrupted(operation, fault)
        whole = (left == after and healed == twice) or (
            left in (before, *stages) and healed == after
        )
        if not whole or open_runs:
            wrong.append((fault.calls[number - 1], left, healed, open_runs))

    print(f"faults | {name} | {kind} | {len(numbers)} of {calls} calls | {len(wrong)}")
    assert [] == wrong
