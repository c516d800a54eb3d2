"""Fail the n-th call: the catalogue is as before or as after, never between, and a retry heals.

The short form takes some calls of each operation. `make test-faults` takes them all, and of the
long operations every one that is like no other: each definition is made between savepoints, each
migration read by the same calls, a backup page by page, and what a fault leaves behind does not
depend on which of a hundred it was. Of those that are alike the first, the last and six between
fail, twice in every way.
"""

import os
from pathlib import Path

import pytest

from local.stores.postgres import Postgres
from pricebook.storage.postgres import Database
from tests.faults.laboratory import Laboratory
from tests.faults.nth_call import KINDS, Fault, Kind
from tests.faults.operations import OPERATIONS, Operation, State

EVERY = int(os.environ.get("FAULTS_EVERY", "0"))
"""Which calls fail: 1 is every one; 0 is some three of each operation."""
ALIKE = int(os.environ.get("FAULTS_ALIKE", "8"))
"""So many of the calls that are alike fail, in an operation that makes very many."""
DECISIVE = ("postgres COMMIT", "valkey", "network", "disk rename", "disk replace")
"""What leaves another state than its neighbours do: it fails in every way."""
SLOW = ("restore", "migrate")
"""These make more calls than the others, and are repeated as often."""


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
@pytest.mark.parametrize(
    "name", [pytest.param(it, marks=pytest.mark.slow if it in SLOW else ()) for it in OPERATIONS]
)
def test_an_interruption_leaves_nothing_between(
    laboratory: Laboratory, name: str, kind: Kind
) -> None:
    """Each call of an operation fails once; what was there or what was meant to be is there."""
    operation = OPERATIONS[name]
    laboratory.prepare(operation)
    (before, after, twice, *stages), calls = laboratory.undisturbed(operation)
    befores, numbers = [before, *stages], _numbers(operation, kind, calls)
    healed: set[tuple[str, int]] = set()
    wrong = []
    for number in numbers:
        sort = _sort(calls[number - 1])
        deed = _verb(sort) if operation.long else sort

        def doubted(left: State, deed: str = deed) -> bool:
            wholes = [*befores, after]
            if left not in wholes:
                return True
            fault_and_state = deed, wholes.index(left)
            known = fault_and_state in healed
            healed.add(fault_and_state)
            return not known

        fault = Fault(number, kind)
        left, later, open_runs = laboratory.interrupted(operation, fault, doubted=doubted)
        whole = (left == after and later in (twice, None)) or (
            left in befores and later in (after, None)
        )
        if not whole or open_runs:
            wrong.append((fault.calls[number - 1], left, later, open_runs))

    print(f"faults | {name} | {kind} | {len(numbers)} of {len(calls)} calls | {len(wrong)}")
    assert [] == wrong


def _numbers(operation: Operation, kind: Kind, calls: list[str]) -> list[int]:
    """Return which calls fail in this way: of many calls each fails in one, in turn."""
    every = EVERY or len(calls) // 3 + 1
    if not (EVERY and operation.long):
        return list(range(1 + len(calls) % every, len(calls) + 1, every))
    turn = KINDS.index(kind)
    return [
        number
        for place, number in enumerate(_unlike(calls)[::every])
        if place % len(KINDS) == turn or calls[number - 1].startswith(DECISIVE)
    ]


def _unlike(calls: list[str]) -> list[int]:
    """Return the numbers of calls, those that are alike side by side, and of many only some."""
    alike: dict[str, list[int]] = {}
    for number, call in enumerate(calls, start=1):
        alike.setdefault(_sort(call), []).append(number)
    return [number for numbers in alike.values() for number in _spread(numbers)]


def _spread(numbers: list[int]) -> list[int]:
    """Return all of a few numbers; of many the first, the last, and some evenly between."""
    if len(numbers) <= ALIKE:
        return numbers
    return [numbers[place * (len(numbers) - 1) // (ALIKE - 1)] for place in range(ALIKE)]


def _verb(sort: str) -> str:
    """Return how a call begins: of a long operation one that heals from a state stands for all."""
    return " ".join(sort.split()[:2])


def _sort(call: str) -> str:
    """Return what kind of call it is: which statement, or what is done to a kind of file."""
    store, what, name = [*call.split(maxsplit=2), "", ""][:3]
    return call if store == "postgres" else f"{store} {what} {Path(name).suffix}"
