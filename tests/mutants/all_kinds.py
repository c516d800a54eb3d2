"""Statements, definitions and Python in one session, where a test is watched once for all three.

`python -m tests.mutants.all_kinds`
"""

import sys
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any

import pytest

from tests.mutants.asked import CODE_TESTS
from tests.mutants.code import Code
from tests.mutants.definitions import Functions
from tests.mutants.session import judge
from tests.mutants.statements import Statements
from tests.mutants.subject import Mutant, Subject


class AllKinds:
    """The subjects of all kinds as one."""

    asked = CODE_TESTS

    def __init__(self, wanted: Sequence[str], part: slice) -> None:
        self._subjects: list[Subject[Any]] = [
            kind(wanted, part) for kind in (Statements, Functions, Code)
        ]
        self._of = {m.name: subject for subject in self._subjects for m in subject.mutants}
        self.mutants = [mutant for subject in self._subjects for mutant in subject.mutants]

    def pytest_configure(self, config: pytest.Config) -> None:
        """Let each of them be a plugin, as it is by itself."""
        for subject in self._subjects:
            config.pluginmanager.register(subject)

    @contextmanager
    def watching(self, test: str) -> Iterator[None]:
        """Find out inside the block which mutants a test can notice."""
        with ExitStack() as stack:
            for subject in self._subjects:
                stack.enter_context(subject.watching(test))
            yield

    def tests(self, mutant: Mutant) -> AbstractSet[str] | None:
        """Return the tests that can notice a mutant; None if it is no mutant."""
        return self._of[mutant.name].tests(mutant)

    def likely(self, mutant: Mutant) -> AbstractSet[str]:
        """Return those of the tests that are likeliest to notice a mutant."""
        return self._of[mutant.name].likely(mutant)

    def look_closer(self, mutants: Sequence[Mutant]) -> None:
        """Find out all about these, and about no others, in what is watched from now on."""
        for subject in self._subjects:
            subject.look_closer([m for m in mutants if self._of[m.name] is subject])

    def is_sure(self, mutant: Mutant, test: str) -> bool:
        """Tell whether all is known about a mutant that is looked at closely in one test."""
        return self._of[mutant.name].is_sure(mutant, test)

    def changed(self, mutant: Mutant) -> AbstractContextManager[None]:
        """Change what is tested inside the block."""
        return self._of[mutant.name].changed(mutant)


if __name__ == "__main__":
    judge(AllKinds, sys.argv[1:])
