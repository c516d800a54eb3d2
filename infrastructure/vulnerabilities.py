"""Audit of dependencies: known vulnerabilities of every package that a lock names."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from infrastructure.environments import ROOT

PIP_AUDIT = ROOT / ".venv-lint/bin/pip-audit"
PIP_OPTIONS = ("--require-hashes", "--disable-pip", "--progress-spinner=off", "--format=json")
NPM = ("npm", "audit", "--package-lock-only", "--json")
NPM_FOLDERS = ("infrastructure/nag", "tests/clients/js", "web")
CLEAN, VULNERABLE, UNKNOWN = 0, 1, 2
"""Exit codes; unknown is where no service answered, which is no good news."""

type Findings = list[str] | None
"""A line for each vulnerability; None where no service answered."""


def python_findings(answer: str) -> Findings:
    """Return what pip-audit found, out of its JSON; what it skipped is not clean."""
    packages = _decoded(answer).get("dependencies")
    if not isinstance(packages, list):
        return None
    skipped = [f"{it['name']}: {it['skip_reason']}" for it in packages if "skip_reason" in it]
    if skipped and len(skipped) == len(packages):
        return None
    flawed = [
        f"{package['name']} {package['version']}: {flaw['id']}"
        for package in packages
        for flaw in package.get("vulns", ())
    ]
    return flawed + skipped


def npm_findings(answer: str) -> Findings:
    """Return what npm found, out of its JSON."""
    report = _decoded(answer)
    flaws = report.get("vulnerabilities")
    if not isinstance(flaws, dict) or "metadata" not in report:
        return None
    return [f"{name}: {flaw.get('severity')}" for name, flaw in sorted(flaws.items())]


def verdict(findings: dict[str, Findings]) -> tuple[int, list[str]]:
    """Return the exit code and what to print.

    Args:
        findings: what was found, by lock.
    """
    lines = [f"{lock}: {line}" for lock, known in findings.items() for line in known or ()]
    silent = [lock for lock, known in findings.items() if known is None]
    if silent:
        unknown = f"No vulnerability service answered, so nothing is known of {', '.join(silent)}."
        return UNKNOWN, [*lines, unknown]
    if lines:
        return VULNERABLE, lines
    return CLEAN, [f"No known vulnerability in {len(findings)} locks."]


def main() -> int:
    """Audit all locks."""
    locks = [ROOT / "layers/shared/requirements.txt", *sorted(ROOT.glob("requirements-*.txt"))]
    findings = {
        str(lock.relative_to(ROOT)): python_findings(
            _output([str(PIP_AUDIT), *PIP_OPTIONS, "-r", str(lock)], ROOT)
        )
        for lock in locks
    }
    for folder in NPM_FOLDERS:
        findings[f"{folder}/package-lock.json"] = npm_findings(_output(NPM, ROOT / folder))
    code, lines = verdict(findings)
    print("\n".join(lines))
    return code


def _output(command: Sequence[str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout


def _decoded(answer: str) -> dict[str, Any]:
    try:
        report = json.loads(answer)
    except ValueError:
        return {}
    return report if isinstance(report, dict) else {}


if __name__ == "__main__":
    sys.exit(main())
