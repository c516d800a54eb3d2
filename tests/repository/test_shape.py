"""The rules of the house, measured: what reviewers would otherwise argue about."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from pricebook.pricing.conditions import CONDITIONS
from pricebook.pricing.meters import METERS
from pricebook.providers import registry
from pricebook.storage import queries
from tests.support.paths import ROOT
from tests.support.python_files import nodes, parsed

LAYER = ROOT / "layers/shared/pricebook"
FUNCTION_LINES = 40
FILE_LINES = 250
HANDLER_LINES = 60
PROVIDER_LINES = 60
VAGUE = {"base", "common", "helper", "helpers", "manager", "misc", "service", "util", "utils"}
REGISTRIES = re.compile("pypi" + r"\.org|python" + r"hosted\.org|registry\.npm" + r"js\.org")


def files(*folders: str) -> list[Path]:
    """Return every Python file that git would keep under these folders."""
    found = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "*.py"],  # noqa: S607 - git is on the path
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    return sorted(
        ROOT / name for name in found if name.startswith(folders) and (ROOT / name).exists()
    )


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    """Yield every function of a file."""
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef):
            yield node


def length(node: ast.FunctionDef) -> int:
    """Return the lines of a function, without its docstring."""
    lines = (node.end_lineno or 0) - node.lineno + 1
    first = node.body[0]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return lines - ((first.end_lineno or 0) - first.lineno + 1 if documented else 0)


def shown(path: Path) -> str:
    """Return a path as a reader knows it."""
    return str(path.relative_to(ROOT))


def test_no_file_is_too_long() -> None:
    """A file fits into one head; so does a vendor, as a module or as a package."""
    too_long = {
        shown(path): lines for path in files("") if (lines := _lines(path)) > _most_lines(path)
    }

    assert {} == too_long


def _lines(path: Path) -> int:
    """Return the lines of a file from the end of its imports on; a provider's tables are free."""
    body = parsed(path).body
    imports = [n for n in body if isinstance(n, ast.Import | ast.ImportFrom)]
    lines = len(path.read_text().splitlines())
    tables = _tables(body) if path.is_relative_to(LAYER / "providers") else 0
    return lines - tables - max((n.end_lineno or 0 for n in imports), default=0)


def _tables(body: list[ast.stmt]) -> int:
    """Return the lines of the tables of a module: a row a line is how a reviewer holds them."""
    return sum(
        (node.end_lineno or 0) - node.lineno + 1
        for node in body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and isinstance(node.value, ast.Dict | ast.List | ast.Set | ast.Tuple)
    )


def _most_lines(path: Path) -> int:
    if path.is_relative_to(ROOT / "functions"):
        return HANDLER_LINES
    return PROVIDER_LINES if path.parent == LAYER / "providers" else FILE_LINES


def test_no_function_is_too_long() -> None:
    """A function fits on one screen."""
    too_long = {
        f"{shown(path)}:{node.name}": length(node)
        for path in files("")
        for node in functions(path)
        if length(node) > FUNCTION_LINES
    }

    assert {} == too_long


def test_functions_are_small_where_it_counts() -> None:
    """Half of the layer's functions have ten lines or fewer."""
    lengths = sorted(length(node) for path in files("layers/") for node in functions(path))

    assert lengths[len(lengths) // 2] <= 10


def test_names_say_something() -> None:
    """No module is called by a word that fits everything."""
    assert [] == [shown(path) for path in files("") if path.stem in VAGUE]


EVERYTHING = {"Exception", "BaseException"}


def test_nothing_catches_everything() -> None:
    """A broad except hides the defect that it meets, and so does a broad suppress."""
    broad = [
        f"{shown(path)}:{line}"
        for path in files("layers/", "functions/", "local/", "migrations/")
        for node in nodes(path)
        for line, caught in _caught(node)
        if caught in EVERYTHING
    ]

    assert [] == broad


def _caught(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield every error that a node catches or suppresses; without a name it is any."""
    match node:
        case ast.ExceptHandler(type=ast.Tuple(elts=kinds)):
            yield from ((node.lineno, ast.unparse(kind)) for kind in kinds)
        case ast.ExceptHandler(type=kind):
            yield node.lineno, ast.unparse(kind) if kind else "BaseException"
        case ast.Call(func=func, args=kinds) if ast.unparse(func).endswith("suppress"):
            yield from ((node.lineno, ast.unparse(kind)) for kind in kinds)


NO_MONEY = {"fetch.py", "cache.py", "receivers.py", "validation.py", "badge.py"}
"""Modules in which a float is a time-out, a likeness of words or a width in pixels."""


def test_money_is_decimal() -> None:
    """No float occurs in the layer: neither the word nor a figure of prices that is one."""
    named = [
        f"{shown(path)}:{node.lineno}"
        for path in files("layers/")
        if path.parent.name != "storage" and path.name not in NO_MONEY
        for node in nodes(path)
        if (isinstance(node, ast.Name) and node.id == "float")
        or (isinstance(node, ast.Constant) and isinstance(node.value, float))
    ]

    assert [] == named


def test_adapters_only_map() -> None:
    """A provider's file has no client, no logger, no SQL and no try."""
    forbidden = re.compile(r"import (httpx|logging|json)|pricebook\.(sync|storage|telemetry)")
    guilty = [
        shown(path)
        for path in files("layers/shared/pricebook/providers/")
        if forbidden.search(path.read_text())
        or any(isinstance(node, ast.Try) for node in nodes(path))
    ]

    assert [] == guilty


def test_every_statement_is_used() -> None:
    """Every named statement is run somewhere in the layer or by the local machine."""
    source = "\n".join(path.read_text() for path in files("layers/", "local/"))
    for path in sorted((LAYER / "sql").rglob("*.sql")):
        room, subject = path.parent.name, path.stem
        names = set(queries.load(room, subject))
        built = set(re.findall(rf'f"{room}\.{subject}\.\{{(\w+)\}}"', source))
        unused = {n for n in names if f'"{room}.{subject}.{n}"' not in source}

        assert set() == unused if not built else all(f'"{n}"' in source for n in unused), path


def test_every_statement_exists() -> None:
    """An address of a statement that Python names is there."""
    named = re.compile(r'"(\w+\.\w+\.\w+)"')
    rooms = {path.name for path in (LAYER / "sql").iterdir()}
    for path in files("layers/", "local/"):
        for address in named.findall(path.read_text()):
            if address.split(".")[0] in rooms:
                assert queries.text(address), f"{shown(path)}: {address}"


def test_the_registry_is_the_folder() -> None:
    """A provider's file or package is named after its slug."""
    modules = {path.stem for path in (LAYER / "providers").glob("*.py")} - {"__init__"}
    packages = {path.parent.name for path in (LAYER / "providers").glob("*/__init__.py")}

    assert {slug.replace("-", "_") for slug in registry()} == modules | packages


def test_every_waiver_has_a_reason() -> None:
    """A rule that is switched off on a line says why on the same line."""
    waiver = re.compile(r"#\s*(noqa|type: ignore)(:\s*[A-Z0-9, ]+|\[[\w, -]+\])?(?P<reason>.*)")
    mute = [
        f"{shown(path)}:{number}"
        for path in files("")
        if path != Path(__file__)
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if (found := waiver.search(line)) and len(found["reason"].strip(" -#")) < len("because")
    ]

    assert [] == mute


def test_no_file_names_a_registry() -> None:
    """Locks and scripts install by name, wherever the reader's packages come from."""
    names = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],  # noqa: S607 - git is on the path
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    texts = {name: (ROOT / name).read_bytes() for name in names if (ROOT / name).is_file()}

    assert [] == [n for n, text in texts.items() if REGISTRIES.search(text.decode("latin-1"))]


def test_sql_and_python_know_the_same_words() -> None:
    """The meters and conditions of pricing are those of the newest migrations."""
    schema = "\n".join(path.read_text() for path in sorted((ROOT / "migrations").glob("*.up.sql")))
    row = re.compile(r"\('(\w+)', '(\w+)', '(\w+)', '(\w+)', (\d+), '([\w -]+)'\)")
    meters = {m[1]: (m[2], m[3], m[4], int(m[5]), m[6]) for m in row.finditer(schema)}
    conditions = re.findall(r"AND conditions - ARRAY\[(.*?)\]", schema, re.DOTALL)[-1]

    assert {
        n: (m.family, m.direction, m.modality, m.per, m.unit) for n, m in METERS.items()
    } == meters
    assert set(re.findall(r"'(\w+)'", conditions)) == CONDITIONS
