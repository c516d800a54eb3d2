"""What can be told of the pages without a browser: types, logic, and the sizes of what is sent."""

import gzip
import json
import re
import subprocess
import sys
from pathlib import Path

from local.commands import pages

SOURCES = pages.WEB / "src"
ASSETS = pages.DIST / "assets"
SCRIPT_KB, STYLE_KB = 60, 12
"""What the first view of the catalogue may load, compressed."""
DEPENDENCIES = 4
LINES = 2500
"""Lines of code: without blank ones, imports and comments of one line."""
NO_CODE = re.compile(r"^\s*($|import |//|/\*\*.*\*/$)")
COMPONENT_LINES = 60
COMPONENT = re.compile(r"^(?:export )?(?:default )?function \w+.*?^}$", re.MULTILINE | re.DOTALL)


def main() -> int:
    """Check everything, and return 1 where anything is too large or wrong."""
    npm = pages.node()
    for script in ("types", "test"):
        command = [*npm, "run", "--silent", script]
        subprocess.run(command, cwd=pages.WEB, check=True)  # noqa: S603 - npm as it was found
    found = [*_sizes(), *_sources()]
    for problem in found:
        print(problem, file=sys.stderr)
    return 1 if found else 0


def _sizes() -> list[str]:
    html = (pages.DIST / "index.html").read_text()
    names = set(re.findall(r"/assets/([\w.-]+)", html))
    catalogue = {path.name for path in ASSETS.glob("catalogue-*.js")}  # the page, and its rows
    scripts = _imported(names | catalogue)
    sizes = {kind: _packed_kb({n for n in scripts if n.endswith(kind)}) for kind in (".js", ".css")}
    print(f"first view: {sizes['.js']:.1f} KB of script, {sizes['.css']:.1f} KB of style")
    limits = ((".js", SCRIPT_KB), (".css", STYLE_KB))
    return [f"{kind}: over {most} KB" for kind, most in limits if sizes[kind] > most]


def _imported(names: set[str]) -> set[str]:
    """Return files with all that they load at once; what loads later is named otherwise."""
    seen: set[str] = set()
    while names - seen:
        name = (names - seen).pop()
        seen.add(name)
        if name.endswith(".js"):
            text = (ASSETS / name).read_text()
            names |= set(re.findall(r'(?:from|import)\s*"\./([\w.-]+)"', text))
    return seen


def _packed_kb(names: set[str]) -> float:
    return sum(len(gzip.compress((ASSETS / name).read_bytes(), 9)) for name in names) / 1024


def _sources() -> list[str]:
    files = [path for path in SOURCES.rglob("*.ts*") if path.name != "schema.ts"]
    texts = {path: path.read_text() for path in files}
    code = [text for path, text in texts.items() if ".test." not in path.name]
    lines = sum(not NO_CODE.match(line) for text in code for line in text.splitlines())
    declared = json.loads((pages.WEB / "package.json").read_text())["dependencies"]
    print(f"{lines} lines of code, {len(declared)} dependencies")
    problems = [f"{lines} lines are more than {LINES}"] if lines > LINES else []
    if len(declared) > DEPENDENCIES:
        problems.append(f"{len(declared)} dependencies are more than {DEPENDENCIES}")
    return problems + [problem for path, text in texts.items() for problem in _of_file(path, text)]


def _of_file(path: Path, text: str) -> list[str]:
    shown = path.relative_to(pages.WEB)
    long = [
        m[0].splitlines()[0]
        for m in COMPONENT.finditer(text)
        if m[0].count("\n") >= COMPONENT_LINES
    ]
    untyped = ["any"] if re.search(r"[:<|] ?any\b", text) else []
    raw = ["dangerouslySetInnerHTML"] if "dangerouslySetInnerHTML" in text else []
    return [f"{shown}: {problem}" for problem in (*long, *untyped, *raw)]


if __name__ == "__main__":
    sys.exit(main())
