"""Sessions: the mutants of one kind, shared among processes with stores of their own."""

import multiprocessing
import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat

import pytest

from tests.mutants.explained import reasons
from tests.mutants.runner import FewExamples
from tests.mutants.subject import Mutant, Subject
from tests.mutants.trial import Trial

EVERY = int(os.environ.get("MUTANTS_EVERY", "1"))
"""Which mutants are tried: every one, or every n-th."""
WORKERS = int(os.environ.get("MUTANTS_WORKERS", str(os.cpu_count() or 1)))
MIN_SCORE = 0.9

type Kind[M: Mutant] = Callable[[Sequence[str], slice], Subject[M]]
"""What makes the mutants of the named places, of which a slice is tried."""
type Outcome = tuple[Counter[str], list[tuple[str, str]]]
"""How many were tried of each address, and the address and the name of those that survived."""


class Interrupted(Exception):
    """A session did not end, so that nobody knows who would have survived it."""


def judge[M: Mutant](kind: Kind[M], wanted: Sequence[str]) -> None:
    """Try the mutants of these places or of all, and end with an error if too many survive."""
    tried, survivors = _all_parts(kind, wanted)
    lost = Counter(_place(address) for address, _name in survivors)
    places = Counter[str]()
    for address, number in tried.items():
        places[_place(address)] += number
    for place, number in sorted(places.items()):
        print(f"{place:40} {number:5} mutants {number - lost[place]:5} noticed")
    score = 1 - len(survivors) / max(tried.total(), 1)
    unexplained = [name for _address, name in survivors if not _why(name)]
    print(f"{tried.total()} mutants: {score:.1%} noticed; {len(unexplained)} without a reason")
    if score < MIN_SCORE or unexplained:
        sys.exit(1)


def _all_parts[M: Mutant](kind: Kind[M], wanted: Sequence[str]) -> Outcome:
    tried, survivors = Counter[str](), []
    context = multiprocessing.get_context("spawn")
    slices = [slice(part * EVERY, None, WORKERS * EVERY) for part in range(WORKERS)]
    with ProcessPoolExecutor(WORKERS, context) as pool:
        for outcome in pool.map(_part, repeat(kind), repeat(wanted), slices):
            tried += outcome[0]
            survivors += outcome[1]
    return tried, survivors


def _part[M: Mutant](kind: Kind[M], wanted: Sequence[str], part: slice) -> Outcome:
    """Try a part of the mutants in one session of pytest."""
    subject = kind(wanted, part)
    trial = Trial(subject, os.fdopen(os.dup(sys.stdout.fileno()), "w"), _why)
    # a test that is interrupted may raise where nobody can catch it
    without = ("cacheprovider", "xdist", "unraisableexception", "threadexception")
    options = ["-q", "--no-summary", *(f"-pno:{plugin}" for plugin in without)]
    plugins = [trial, subject, FewExamples()]
    ended = pytest.main([*options, *subject.asked], plugins=plugins)
    if ended != pytest.ExitCode.OK:
        raise Interrupted(f"The tests ended with {ended!r}.")
    return trial.tried, [(mutant.address, mutant.name) for mutant in trial.survivors]


def _place(address: str) -> str:
    return address.rpartition(".")[0]


def _why(name: str) -> str:
    return reasons().get(name, "")
