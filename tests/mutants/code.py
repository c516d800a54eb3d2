"""The Python of runs, guards and the ledger, changed line by line while the tests run.

`python -m tests.mutants.code [sync.guards ...]`

A mutant is put into the function itself, wherever it is imported; a constant and those made from it
into every module that has them. Fields, defaults and decorators are declarations, and not changed.
"""

import ast
import functools
import importlib
import inspect
import re
import sys
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest

from tests.mutants.asked import CODE_TESTS
from tests.mutants.lines import Lines, statement_lines
from tests.mutants.operators import mutants
from tests.mutants.session import judge
from tests.support.paths import LAYER

ROOMS = ("sync", "ledger")
"""Rooms of `pricebook` whose modules are changed; the guards are in `sync`."""
SAID = re.compile(r"XX(\w+\.\w+\.\w+'|[^']*\s)|logger\.")
"""A sentence for people, which is no rule, and the name of a statement, which is wrong anywhere."""


@dataclass(frozen=True, slots=True)
class CodeMutant:
    """One change of one function, or of one constant.

    Attributes:
        address: the module and the name in it.
        name: the change, with its address.
        lines: the file, and the lines of the statement that is changed.
        source: the module as it is then.
    """

    address: str
    name: str
    lines: tuple[str, range]
    source: str


class Code:
    """Modules, and what became of their mutants."""

    asked = CODE_TESTS

    def __init__(self, wanted: Sequence[str], part: slice) -> None:
        self.mutants = list(_every(wanted))[part]
        self._lines = Lines({mutant.lines[0] for mutant in self.mutants})
        self.watching = self._lines.watching

    def tests(self, mutant: CodeMutant) -> AbstractSet[str] | None:
        """Return the tests that run the changed statement; None if it cannot be imported."""
        try:
            _scope(mutant)
        except Exception:  # noqa: BLE001 - a mutant may fail in any way
            return None
        return self._lines.tests(*mutant.lines)

    def likely(self, _mutant: CodeMutant) -> AbstractSet[str]:
        """Return none: nothing tells the tests that run a line apart."""
        return frozenset()

    def look_closer(self, _mutants: Sequence[CodeMutant]) -> None:
        """Find out nothing more: a test that runs a line may notice its change."""

    def is_sure(self, _mutant: CodeMutant, _test: str) -> bool:
        """Tell that the lines are all that is known of a test."""
        return True

    @contextmanager
    def changed(self, mutant: CodeMutant) -> Iterator[None]:
        """Change a function or a constant inside the block."""
        module = _module(mutant.address)
        name = mutant.address.removeprefix(f"{_short(module)}.")
        with pytest.MonkeyPatch.context() as patch, _forgotten(module):
            if function := _function(module, name):
                code = _found(compile(mutant.source, str(module.__file__), "exec"), name)
                # one that needs no `super()` any more is given what it was given before
                free = function.__code__.co_freevars
                patch.setattr(function, "__code__", code.replace(co_freevars=free))
            else:
                for constant, new in _new_constants(mutant).items():
                    _replace(patch, constant, getattr(module, constant), new)
            yield


def _every(wanted: Sequence[str]) -> Iterator[CodeMutant]:
    for room in ROOMS:
        for path in sorted((LAYER / "pricebook" / room).glob("*.py")):
            if not wanted or f"{room}.{path.stem}" in wanted:
                yield from _of_module(f"{room}.{path.stem}", path)


def _of_module(module: str, path: Path) -> Iterator[CodeMutant]:
    source = path.read_text()
    tree = ast.parse(source)
    plain = _named(tree)
    alike: dict[str, int] = {}
    for mutant in mutants(path.name, source):
        changed = _named(ast.parse(mutant.source))
        name = next((name for name, text in plain.items() if changed.get(name) != text), None)
        if name and not _is_plain(mutant.change):
            change = f"{module}.{name}: {mutant.change}"
            alike[change] = alike.get(change, 0) + 1
            # a constant is everywhere in its module
            lines = range(len(source)) if name.isupper() else statement_lines(tree, mutant.line)
            told = f"{change} #{alike[change]}"
            yield CodeMutant(f"{module}.{name}", told, (str(path), lines), mutant.source)


def _is_plain(change: str) -> bool:
    """Tell whether nothing is learned from a change: text, a default, a missing parameter."""
    before, _, after = change.partition("  =>  ")
    lacks = ".run(" in before and before.count("=") > after.count("=")  # fails wherever it runs
    return lacks or before.startswith("def ") or SAID.search(change) is not None


def _named(tree: ast.Module) -> dict[str, str]:
    """Return the functions, methods and constants of a module, each as text."""
    named = {}
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name):
                named[name] = ast.dump(node)
            case ast.Assign(targets=[ast.Name(id=name)]):
                named[name] = ast.dump(node)
            case ast.ClassDef(name=owner, body=body):
                methods = (inner for inner in body if isinstance(inner, ast.FunctionDef))
                named |= {f"{owner}.{method.name}": ast.dump(method) for method in methods}
    return named


def _module(address: str) -> ModuleType:
    return importlib.import_module(f"pricebook.{'.'.join(address.split('.')[:2])}")


def _scope(mutant: CodeMutant) -> dict[str, Any]:
    """Return what a changed module would hold."""
    scope = dict(vars(_module(mutant.address)))
    exec(mutant.source, scope)  # noqa: S102 - our own module, changed by ourselves
    return scope


def _new_constants(mutant: CodeMutant) -> dict[str, Any]:
    """Return the constants of a module that are others then: the changed one, and what has it."""
    plain, scope = vars(_module(mutant.address)), _scope(mutant)
    return {
        name: value
        for name, value in scope.items()
        if name.isupper() and repr(value) != repr(plain.get(name))  # its class may be another then
    }


def _short(module: ModuleType) -> str:
    return module.__name__.removeprefix("pricebook.")


def _function(module: ModuleType, name: str) -> FunctionType | None:
    """Return a function or a method behind its decorators, and None for a constant."""
    found: Any = functools.reduce(inspect.getattr_static, name.split("."), module)
    for attribute in ("fget", "func", "__func__", "__wrapped__"):
        found = getattr(found, attribute, found)
    return found if isinstance(found, FunctionType) else None


@contextmanager
def _forgotten(module: ModuleType) -> Iterator[None]:
    """Let a module's functions forget the answers that they keep, before the block and after it.

    All of them: what one keeps may be made of what another answers.
    """
    _forget(module)
    try:
        yield
    finally:
        _forget(module)


def _forget(module: ModuleType) -> None:
    for value in vars(module).values():
        if getattr(value, "__module__", None) == module.__name__:
            getattr(value, "cache_clear", lambda: None)()


def _found(code: CodeType, name: str) -> CodeType:
    """Return the code of a function inside the code of its module."""
    for part in name.split("."):
        inner = (const for const in code.co_consts if isinstance(const, CodeType))
        code = next(found for found in inner if found.co_name == part)
    return code


def _replace(patch: pytest.MonkeyPatch, name: str, old: object, new: object) -> None:
    """Replace a constant in every module that has it."""
    for module in list(sys.modules.values()):
        ours = getattr(module, "__name__", "").startswith("pricebook")
        if ours and vars(module).get(name) is old:
            patch.setattr(module, name, new)


if __name__ == "__main__":
    judge(Code, sys.argv[1:])
