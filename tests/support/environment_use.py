"""Which environment variables the code of a function can come to read: by its imports."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.support.paths import ROOT

HOMES = {"pricebook": ROOT / "layers/shared", "migrations": ROOT}
REGISTRIES = {"providers", "references"}
"""Packages that import whatever lies in them."""
LOOKUP = re.compile(r"^(?:(?:settings\.)?(?:text|number)|os\.environ(?:\.get)?)[(\[]'([A-Z0-9_]+)'")
SETTINGS = HOMES["pricebook"] / "pricebook/settings.py"


@cache
def read(code: Path) -> set[str]:
    """Return every variable that the code of a function reads, but for those that Lambda sets."""
    found: set[str] = set()
    for path in _reachable(code):
        if path != SETTINGS:
            found |= _named(_tree(path)) | _of_settings(_asked(_tree(path)))
    return {name for name in found if not name.startswith("AWS_")}


def _reachable(code: Path) -> set[Path]:
    found: set[Path] = set()
    waiting = [code]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += _imported(path)
    return found


def _imported(path: Path) -> Iterator[Path]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (file for alias in node.names for file in _files(alias.name))
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from _files(node.module)
            for alias in node.names:
                yield from _files(f"{node.module}.{alias.name}")
    if path.name == "__init__.py" and path.parent.name in REGISTRIES:
        yield from path.parent.glob("*.py")


def _files(module: str) -> Iterator[Path]:
    package = module.partition(".")[0]
    if package in HOMES:
        base = HOMES[package].joinpath(*module.split("."))
        yield from (
            file for file in (base.with_suffix(".py"), base / "__init__.py") if file.exists()
        )


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def _named(tree: ast.AST) -> set[str]:
    """Return the names that are looked up, as in settings.text("X") and os.environ["X"]."""
    found = {_first(node) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    found |= {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Subscript)}
    return {name for lookup in found for name in LOOKUP.findall(lookup)}


def _first(call: ast.Call) -> str:
    """Return a call with its first argument only: a default is no name."""
    return f"{ast.unparse(call.func)}({ast.unparse(call.args[0])})" if call.args else ""


def _asked(tree: ast.AST) -> set[str]:
    """Return what is asked of settings.py, as in settings.alerts_topic."""
    attributes = (node for node in ast.walk(tree) if isinstance(node, ast.Attribute))
    return {
        node.attr
        for node in attributes
        if isinstance(node.value, ast.Name) and node.value.id == "settings"
    }


def _of_settings(asked: set[str]) -> set[str]:
    functions = {
        node.name: node for node in _tree(SETTINGS).body if isinstance(node, ast.FunctionDef)
    }
    found: set[str] = set()
    for name in asked & functions.keys():
        inner = {node.id for node in ast.walk(functions[name]) if isinstance(node, ast.Name)}
        found |= _named(functions[name]) | _of_settings((inner & functions.keys()) - {name})
    return found
