"""Mutants that are noticed and those that are not, on a test with a fixture of its own."""

import io
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.mutants.trial import Trial

TESTS = """
import os
import pytest

@pytest.fixture
def doubled():
    return 2 * int(os.environ["AMOUNT"])

def test_a_pair_costs_twice_as_much(doubled):
    assert 6 == doubled
"""
TEST = "test_pairs.py::test_a_pair_costs_twice_as_much"


@dataclass(frozen=True)
class Change:
    """A variable, and what it becomes."""

    name: str
    value: str
    address: str = "price.field"


class Changes:
    """A variable that the test reads, and one that it does not."""

    asked = ()
    mutants = (Change("AMOUNT", "4"), Change("CURRENCY", "EUR"), Change("NOTHING", "1"))

    def watching(self, _test: str) -> nullcontext[None]:
        """Nothing is to be found out."""
        return nullcontext()

    def tests(self, mutant: Change) -> set[str] | None:
        """Return the test, for all but what is no change."""
        return None if mutant.name == "NOTHING" else {TEST}

    def look_closer(self, _mutants: object) -> None:
        """Nothing more is to be found out."""

    @contextmanager
    def changed(self, mutant: Change) -> Iterator[None]:
        """Change the variable inside the block."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(mutant.name, mutant.value)
            yield


def test_only_what_a_test_asks_for_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A test that passes again and again with a mutant has not noticed it."""
    (tmp_path / "test_pairs.py").write_text(TESTS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AMOUNT", "3")
    told = io.StringIO()
    trial = Trial(Changes(), told, lambda _name: "nobody pays by it")
    options = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", f"--rootdir={tmp_path}"]
    pytest.main([*options, "test_pairs.py"], plugins=[trial])

    assert ["CURRENCY"] == [mutant.name for mutant in trial.survivors]
    assert 2 == trial.tried.total()
    assert "nobody pays by it" in told.getvalue()
