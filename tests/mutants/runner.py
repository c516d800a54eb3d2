"""Runner: the kernel's tests against one mutant each, in processes of their own."""

import importlib.abc
import importlib.machinery
import importlib.util
import os
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import ModuleType

import pytest

from tests.mutants.kernel import KERNEL, TESTS
from tests.mutants.operators import Mutant

TIMEOUT_S = 120
"""A mutant that runs for longer is taken for one that never ends, and was noticed."""
EXAMPLES = 50


class Mutated(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports a mutant in the place of its module."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant
        self.name = f"pricebook.pricing.{Path(mutant.module).stem}"

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Return the mutant's spec for its module, and nothing for any other."""
        del path, target
        return importlib.util.spec_from_loader(fullname, self) if fullname == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        """Run the mutant."""
        code = compile(self.mutant.source, str(KERNEL / self.mutant.module), "exec")
        exec(code, module.__dict__)  # noqa: S102 - our own module, changed by ourselves


def survivors(every: Iterable[Mutant], workers: int) -> Iterator[Mutant]:
    """Yield the mutants that no test notices.

    Args:
        every: the mutants to try.
        workers: how many at a time.
    """
    running: dict[int, Mutant] = {}
    for mutant in every:
        if len(running) >= workers:
            yield from _ended(running)
        running[_started(mutant)] = mutant
    while running:
        yield from _ended(running)


def _started(mutant: Mutant) -> int:
    """Start the tests against a mutant in a child, and return its process id."""
    if child := os.fork():
        return child
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    os.dup2(sys.stdout.fileno(), sys.stderr.fileno())
    signal.alarm(TIMEOUT_S)
    try:
        os._exit(_tests(mutant))
    except BaseException:  # noqa: BLE001 - a mutant may fail in any way, and that is what is wanted
        os._exit(1)


class FewExamples:
    """A plugin: the same few examples for every mutant, and no search for a smaller one."""

    @staticmethod
    def pytest_configure() -> None:
        """Set the profile; whoever imports hypothesis before pytest is warned."""
        import hypothesis  # noqa: PLC0415 - see above

        phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
        hypothesis.settings.register_profile(
            "mutants",
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            phases=phases,
            report_multiple_bugs=False,
        )
        hypothesis.settings.load_profile("mutants")


def _tests(mutant: Mutant) -> int:
    sys.meta_path.insert(0, Mutated(mutant))
    options = ["-x", "-q", "--noconftest", "-p", "no:cacheprovider"]
    return int(pytest.main([*options, *map(str, TESTS)], plugins=[FewExamples()]))


def _ended(running: dict[int, Mutant]) -> Iterator[Mutant]:
    """Wait for one child, and yield its mutant if the tests passed."""
    child, status = os.wait()
    mutant = running.pop(child)
    if os.waitstatus_to_exitcode(status) == 0:
        yield mutant
