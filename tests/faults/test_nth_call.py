"""Fail the n-th call: the catalogue is as before or as after, never between, and a retry heals.

The short form takes every tenth call; `make test-faults` takes them all.
"""

import os

import pytest

from local.stores.postgres import Postgres
from pricebook.storage.postgres import Database
from tests.faults.laboratory import Laboratory, forget
from tests.faults.nth_call import KINDS, Fault, Kind
from tests.faults.operations import OPERATIONS, stock
from tests.support.admin_client import AdminClient

EVERY = int(os.environ.get("FAULTS_EVERY", "10"))
"""Which calls fail: 1 is every one."""


@pytest.fixture
def laboratory(
    environment: pytest.MonkeyPatch,
    template_database: Database,
    postgres: Postgres,
    database_url: str,
) -> Laboratory:
    """Stock a catalogue, of which each interruption gets a copy."""
    stock(AdminClient(environment))
    forget()
    name = database_url.partition("?")[0].rpartition("/")[2]
    return Laboratory(template_database, postgres, environment, name)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", OPERATIONS)
def test_an_interruption_leaves_nothing_between(
    laboratory: Laboratory, name: str, kind: Kind
) -> None:
    """Each call of an operation fails once; what was there or what was meant to be is there."""
    (before, after, twice), calls = laboratory.undisturbed(OPERATIONS[name])
    numbers = range(1 + calls % EVERY, calls + 1, EVERY)
    wrong = []
    for number in numbers:
        fault = Fault(number, kind)
        left, healed, open_runs = laboratory.interrupted(OPERATIONS[name], fault)
        if (left, healed) not in ((before, after), (after, twice)) or open_runs:
            wrong.append((fault.calls[number - 1], left, healed, open_runs))

    print(f"faults | {name} | {kind} | {len(numbers)} of {calls} calls | {len(wrong)}")
    assert [] == wrong
