"""The money kernel: prices and what usage costs by them, in one package that needs nothing else."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutants.kernel import KERNEL, TESTS
from tests.support.paths import LAYER, ROOT
from tests.support.python_files import nodes

MAX_LINES = 800


def test_the_kernel_imports_the_standard_library_alone() -> None:
    """So that Lambda, a command line, a simulator and an auditor run the same code."""
    foreign = {
        f"{path.name}: {name}"
        for path in KERNEL.glob("*.py")
        for node in nodes(path)
        for name in _imported(node)
        if name not in sys.stdlib_module_names and not name.startswith("pricebook.pricing")
    }

    assert set() == foreign


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        whole = node.module or ""
        return [whole if whole.startswith("pricebook") else whole.split(".")[0]]
    return (
        [alias.name.split(".")[0] for alias in node.names] if isinstance(node, ast.Import) else []
    )


def test_the_kernel_fits_into_one_sitting() -> None:
    """Whoever audits a bill reads all of it."""
    assert MAX_LINES >= sum(len(path.read_text().splitlines()) for path in KERNEL.glob("*.py"))


@pytest.mark.slow
def test_the_kernels_own_tests_run_every_branch(tmp_path: Path) -> None:
    """Of every module; what no test of prices runs, no test of prices holds."""
    data, report = tmp_path / "coverage", tmp_path / "coverage.json"
    coverage = [sys.executable, "-m", "coverage"]
    environment = {"PYTHONPATH": f"{LAYER}:{ROOT}", "COVERAGE_FILE": str(data), "PATH": ""}
    tests = [*coverage, "run", "--branch", f"--source={KERNEL}", "-m", "pytest", "-q", "-p"]

    for command in (
        [*tests, "no:cacheprovider", *map(str, TESTS)],
        [*coverage, "json", "-q", "-o", str(report)],
    ):
        done = subprocess.run(  # noqa: S603 - our own interpreter
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        assert 0 == done.returncode, done.stdout + done.stderr
    files = json.loads(report.read_text())["files"]

    assert {path.name for path in KERNEL.glob("*.py")} == {Path(name).name for name in files}
    assert {} == {
        name: found["missing_lines"] + found["missing_branches"]
        for name, found in files.items()
        if found["missing_lines"] or found["missing_branches"]
    }
