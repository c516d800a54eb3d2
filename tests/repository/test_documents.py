"""Documents: every name in backticks exists in the tree."""

import json
import re
import subprocess
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

from tests.support.paths import LAYER, ROOT

DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
VERB = re.compile(r"\bmake (?:-s )?([a-z][a-z-]*)")
FILE = re.compile(r"[\w.<>*{}-]+(/[\w.<>*{},-]+)*/?")
ENDINGS = (".py", ".sql", ".yaml", ".json", ".md", ".toml", ".in", ".txt", ".sh", ".js")
WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]{2,}")
KIND_OF_ROUTE = re.compile(r"(/v1/admin|/v1|/feeds)?/[^/{]+")
SQL_FILE = re.compile(r"[a-z_/]+\.sql\b")
ARGUMENT = re.compile(r"([a-z_]+)=")
COMMANDS = ("aws ", "curl ", "git ", "psql ", "sam ", "TOKEN=")
"""How a command of another program begins."""


@cache
def tracked() -> list[str]:
    """Return every file that git would keep."""
    return subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],  # noqa: S607 - git is on the path
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()


@cache
def words() -> set[str]:
    """Return every word of the tree but for its documents, and of the names of its files."""
    found: set[str] = set()
    for name in tracked():
        path = ROOT / name
        if path.suffix != ".md" and path.is_file() and path.stat().st_size < 1 << 20:
            found.update(WORD.findall(path.read_text(errors="ignore")))
        found.update(WORD.findall(name))
    return found


@cache
def arguments() -> set[str]:
    """Return every name of an argument, a parameter or a setting in the tree."""
    found: set[str] = set()
    for name in tracked():
        if name.endswith((".py", ".json", ".yaml", "Makefile")) and (ROOT / name).is_file():
            text = (ROOT / name).read_text(errors="ignore")
            found.update(re.findall(r"\b([a-z_]+)(?:\??=|: )", text))
            found.update(re.findall(r'"name": "([a-z_]+)"', text))
    return found


def is_path(code: str) -> bool:
    """Tell whether a name in backticks is a path of this repository."""
    return bool(FILE.fullmatch(code)) and (code.endswith(ENDINGS) or code.endswith("/"))


def there(code: str) -> bool:
    """Tell whether a path, or the end of one, exists; `<slug>` and `{a,b}` stand for anything."""
    pattern = re.sub(r"<[^>]*>|\{[^}]*\}", "*", code)
    pattern = f"{pattern}*" if code.endswith("/") else pattern
    ignored = (ROOT / ".gitignore").read_text().splitlines()
    return code in ignored or any(fnmatch(f"/{name}", f"*/{pattern}") for name in tracked())


def unknown(code: str) -> list[str]:
    """Return what of a name in backticks is nowhere in the tree."""
    if code.startswith(COMMANDS):
        return []
    if code.startswith("make "):
        verbs = re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE)
        return [verb for verb in VERB.findall(code) if verb not in verbs]
    if is_path(code):
        return [] if there(code) or "../shared" in code else [code]
    if argument := ARGUMENT.match(code):
        return [] if argument[1] in arguments() else [code]
    return [word for word in WORD.findall(code) if word not in words()]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_names_in_backticks_exist(path: Path) -> None:
    """A file, a verb, a setting or a word of the code that a document names is in the tree."""
    lost = {code: rest for code in CODE.findall(path.read_text()) if (rest := unknown(code))}

    assert {} == lost


def test_the_verbs_of_the_documents_are_the_makefiles() -> None:
    """Every `make` that a document types, in a table or in a block, exists."""
    verbs = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    typed = {
        verb
        for path in DOCUMENTS
        for line in path.read_text().splitlines()
        if line.startswith(("make ", "| `make "))
        for verb in VERB.findall(line)
    }

    assert set() == typed - verbs


def test_the_routes_of_the_documents_exist() -> None:
    """Every route that README's tables name is a path of openapi.json."""
    paths = {
        re.sub(r"\{[^}]*\}", "*", path)
        for path in json.loads((ROOT / "openapi.json").read_text())["paths"]
    }
    for row in re.findall(
        r"^\| (`(?:GET|POST|PUT|PATCH|DELETE)?.*?/v1.*?) \|",
        (ROOT / "README.md").read_text(),
        re.MULTILINE,
    ):
        for route in re.findall(r"(/(?:v1|feeds)/[^\s`,?\[]*)", row):
            name = re.sub(r"\{[^}]*\}", "*", route)
            assert any(p == name or p.startswith(name) for p in paths), route


def test_readme_knows_every_kind_of_route() -> None:
    """Whoever looks for something finds it there, whatever was added since."""
    readme = (ROOT / "README.md").read_text()
    paths = json.loads((ROOT / "openapi.json").read_text())["paths"]
    kinds = {kind[0] for path in paths if (kind := KIND_OF_ROUTE.match(path))}

    assert [] == sorted(kind for kind in kinds if not re.search(rf"{re.escape(kind)}\b", readme))


def test_decisions_have_an_index() -> None:
    """The index of DECISIONS links every decision, in order."""
    text = (ROOT / "DECISIONS.md").read_text()
    titles = re.findall(r"^## \d{4}-\d\d-\d\d (.+)$", text, re.MULTILINE)
    links = re.findall(r"^- \[(.+)\]\(#", text, re.MULTILINE)

    assert titles == links


def test_the_version_has_one_home() -> None:
    """The newest heading of CHANGELOG is the version of the layer, or Unreleased above it."""
    version = re.search(r'__version__ = "(.+)"', (LAYER / "pricebook/__init__.py").read_text())
    headings = re.findall(r"^## (?:\[?)([\w.]+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)

    assert version
    assert version[1] in headings[:2]


def test_comments_of_statements_name_files_that_exist() -> None:
    """Whoever follows a comment of a statement or a definition finds the file."""
    folders = (LAYER / "pricebook/sql", ROOT / "migrations/definitions")
    comments = [
        (path, name)
        for folder in folders
        for path in folder.rglob("*.sql")
        for line in path.read_text().splitlines()
        for name in SQL_FILE.findall(line.partition("--")[2])
    ]

    assert [] == [
        f"{path.name}: {name}"
        for path, name in comments
        if not (folders[0] / name).exists() and not (path.parent / name).exists()
    ]
