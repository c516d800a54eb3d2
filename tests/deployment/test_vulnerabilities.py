"""Audit of dependencies: what is found is told, and silence of a service is no good news."""

import json
import subprocess
from pathlib import Path

import pytest

from infrastructure.vulnerabilities import (
    CLEAN,
    NPM_FOLDERS,
    UNKNOWN,
    VULNERABLE,
    npm_findings,
    python_findings,
    verdict,
)
from tests.support.paths import ROOT

PIP = {
    "dependencies": [
        {"name": "redis", "version": "1.0", "vulns": [{"id": "CVE-1"}, {"id": "CVE-2"}]},
        {"name": "pg8000", "version": "2.0", "vulns": []},
    ]
}
NPM = {"vulnerabilities": {"vite": {"severity": "high"}}, "metadata": {}}


def test_each_vulnerability_is_a_line() -> None:
    """Of Python and of JavaScript."""
    assert ["redis 1.0: CVE-1", "redis 1.0: CVE-2"] == python_findings(json.dumps(PIP))
    assert ["vite: high"] == npm_findings(json.dumps(NPM))


@pytest.mark.parametrize(
    "answer", ["", "Connection refused", "[]", "{}", '{"error": {"code": "ENOTFOUND"}}']
)
def test_silence_is_no_good_news(answer: str) -> None:
    """A service that does not answer has found nothing, and nothing is known."""
    assert python_findings(answer) is None
    assert npm_findings(answer) is None


def test_what_was_skipped_is_not_clean() -> None:
    """A service that knows none of the packages does not answer; of a few it is told."""
    skipped = {"name": "h11", "skip_reason": "not found"}

    assert python_findings(json.dumps({"dependencies": [skipped]})) is None
    known = {"name": "redis", "version": "1.0", "vulns": []}
    assert ["h11: not found"] == python_findings(json.dumps({"dependencies": [known, skipped]}))


def test_every_lock_of_javascript_is_audited() -> None:
    """A folder with a lock is in the list."""
    listed = subprocess.run(
        ["git", "ls-files", "*package-lock.json"],  # noqa: S607 - git of the path
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert {str(Path(path).parent) for path in listed.stdout.splitlines()} == set(NPM_FOLDERS)


def test_the_verdict_is_an_exit_code() -> None:
    """Clean, vulnerable, or unknown, which beats the others."""
    assert CLEAN == verdict({"a": [], "b": []})[0]
    assert (VULNERABLE, ["a: redis"]) == verdict({"a": ["redis"], "b": []})
    code, lines = verdict({"a": ["redis"], "b": None})
    assert (UNKNOWN, "a: redis") == (code, lines[0])
    assert "nothing is known of b" in lines[1]
