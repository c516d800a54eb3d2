"""Mutants that are noticed and those that are not, on tests with a fixture of their own."""

import io
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.mutants.trial import Trial

pytestmark = pytest.mark.slow

TESTS = """
import os
import time
import pytest

@pytest.fixture
def doubled():
    return 2 * int(os.environ["AMOUNT"])

def test_a_pair_costs_twice_as_much(doubled):
    assert 6 == doubled

@pytest.mark.parametrize("limit", [9, 6])
def test_a_limit_holds(limit):
    assert limit > int(os.environ.get("HIGH", 0))

def test_waiting_ends():
    while os.environ.get("AWAITED"):
        try:
            time.sleep(0.01)
        except Exception:
            pass
"""
NAMES = {
    f"test_pairs.py::{name}"
    for name in (
        *("test_a_pair_costs_twice_as_much", "test_waiting_ends"),
        *("test_a_limit_holds[9]", "test_a_limit_holds[6]"),
    )
}


@dataclass(frozen=True)
class Change:
    """A variable, and what it becomes."""

    name: str
    value: str
    address: str = "price.field"


@dataclass(frozen=True)
class Told:
    """A trial, and what it said."""

    trial: Trial[Change]
    lines: list[str]


class Changes:
    """Variables that a test reads, and two that none reads."""

    asked = ()
    mutants = (
        Change("AMOUNT", "4"),
        Change("AWAITED", "for ever"),
        Change("HIGH", "7"),
        Change("CURRENCY", "EUR"),
        Change("COLOUR", "red"),
        Change("NOTHING", "1"),
    )

    def watching(self, _test: str) -> nullcontext[None]:
        """Nothing is to be found out."""
        return nullcontext()

    def tests(self, mutant: Change) -> set[str] | None:
        """Return the tests, for all but what is no change."""
        return None if mutant.name == "NOTHING" else NAMES

    def likely(self, _mutant: Change) -> AbstractSet[str]:
        """Return none: nothing tells the tests apart."""
        return frozenset()

    def look_closer(self, _mutants: object) -> None:
        """Find out nothing more."""

    def is_sure(self, _mutant: Change, _test: str) -> bool:
        """Tell that nothing more is to be found out."""
        return True

    @contextmanager
    def changed(self, mutant: Change) -> Iterator[None]:
        """Change the variable inside the block."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(mutant.name, mutant.value)
            yield


class Digits:
    """Two variables of which it is found out, test by test, where they do something: in two."""

    asked = ()
    mutants = (Change("DIGIT", "7"), Change("COLOUR", "red"))
    _names = frozenset(f"test_digits.py::test_of_{digit}" for digit in range(10))
    _touched = frozenset({"test_digits.py::test_of_3", "test_digits.py::test_of_7"})

    def __init__(self) -> None:
        self._is_close = False
        self.looked_at: list[str] = []

    @contextmanager
    def watching(self, test: str) -> Iterator[None]:
        """Note what is watched when more is to be found out."""
        if self._is_close:
            self.looked_at.append(test)
        yield

    def tests(self, _mutant: Change) -> AbstractSet[str]:
        """Return all that were not looked at, and of the others those where it does something."""
        return self._names - (set(self.looked_at) - self._touched)

    def likely(self, _mutant: Change) -> AbstractSet[str]:
        """Return the one of the two that notices nothing."""
        return frozenset({"test_digits.py::test_of_3"})

    def look_closer(self, _mutants: object) -> None:
        """Find out more from now on."""
        self._is_close = True

    def is_sure(self, _mutant: Change, test: str) -> bool:
        """Tell whether a test was looked at."""
        return test in self.looked_at

    @contextmanager
    def changed(self, mutant: Change) -> Iterator[None]:
        """Change the variable inside the block."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(mutant.name, mutant.value)
            yield


DIGITS = "import os\n" + "\n".join(
    f"def test_of_{digit}():\n    assert os.environ.get('DIGIT') != '{digit}'"
    for digit in range(10)
)


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Told:
    """Try the changes, for one of which a reason is known, with little patience."""
    monkeypatch.setenv("AMOUNT", "3")
    monkeypatch.setattr("tests.mutants.trial.PATIENCE_S", 0.2)
    (tmp_path / "test_pairs.py").write_text(TESTS)
    return _tried(Changes(), tmp_path, monkeypatch)


def _tried(subject: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Told:
    """Try what a subject changes with the tests of a folder."""
    monkeypatch.chdir(folder)
    out = io.StringIO()
    trial = Trial(subject, out, lambda name: {"CURRENCY": "nobody pays by it"}.get(name, ""))
    options = ["-q", "--import-mode=importlib", "-pno:cacheprovider", "-pno:xdist"]
    pytest.main([*options, f"--rootdir={folder}"], plugins=[trial])
    return Told(trial, out.getvalue().splitlines())


def test_only_what_a_test_asks_for_is_noticed(told: Told) -> None:
    """A test that passes with a mutant has not noticed it; one that it keeps from ending has."""
    assert ["CURRENCY", "COLOUR"] == [mutant.name for mutant in told.trial.survivors]
    assert 5 == told.trial.tried.total()


def test_another_case_of_a_test_may_notice(told: Told) -> None:
    """Its parameters are asked one by one, and before anything is looked at more closely."""
    assert [] == [line for line in told.lines if "HIGH" in line]


def test_a_survivor_is_told_with_its_reason(told: Told) -> None:
    """One without is looked at more closely, and named at the end."""
    assert "    nobody pays by it" == told.lines[told.lines.index("4 / 5: CURRENCY") + 1]
    assert ["COLOUR  (4 tests)", "    NOT EXPLAINED"] == told.lines[-2:]


def test_nothing_is_asked_where_a_change_does_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the first test leaves is looked at in the others, each of them once for all changes."""
    monkeypatch.setattr("tests.mutants.trial.FEW", 1)
    monkeypatch.setattr("tests.mutants.trial.FEW_S", 0)
    monkeypatch.setattr("tests.mutants.trial.MORE_S", 0)
    (tmp_path / "test_digits.py").write_text(DIGITS)
    digits = Digits()

    told = _tried(digits, tmp_path, monkeypatch)

    assert ["COLOUR"] == [mutant.name for mutant in told.trial.survivors]
    assert ["COLOUR  (2 tests)", "    NOT EXPLAINED"] == told.lines[-2:]
    assert len(set(digits.looked_at)) == len(digits.looked_at)
