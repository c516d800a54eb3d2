"""Subject: what is changed, and which tests can notice it."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager
from typing import Protocol


class Mutant(Protocol):
    """One change: where it is, and what."""

    @property
    def address(self) -> str:
        """What is changed."""

    @property
    def name(self) -> str:
        """The change, which is named in `survivors.toml`."""


class Subject[M: Mutant](Protocol):
    """What is changed, and how."""

    @property
    def mutants(self) -> Sequence[M]:
        """The changes, one at a time."""

    @property
    def asked(self) -> Sequence[str]:
        """The files of tests that are asked."""

    def watching(self, test: str) -> AbstractContextManager[None]:
        """Find out inside the block which mutants a test can notice."""

    def tests(self, mutant: M) -> AbstractSet[str] | None:
        """Return the tests that may notice a mutant, as far as is known; None if it is none."""

    def likely(self, mutant: M) -> AbstractSet[str]:
        """Return those of the tests that are likeliest to notice a mutant."""

    def look_closer(self, mutants: Sequence[M]) -> None:
        """Find out all about these, and about no others, in what is watched from now on."""

    def is_sure(self, mutant: M, test: str) -> bool:
        """Tell whether all is known about a mutant that is looked at closely in one test."""

    def changed(self, mutant: M) -> AbstractContextManager[None]:
        """Change what is tested inside the block."""
