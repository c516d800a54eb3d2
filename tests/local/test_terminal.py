"""Terminal: text of others is text, and a reader who is gone ends nothing."""

import io
import os
import subprocess
import sys
from typing import Any

import pytest
from rich.console import Console

from local.commands.sync_progress import MAX_FAILURES, _coloured, _FirstFailures, _told
from local.errors import LocalError
from local.terminal import agreed, printable, tell
from tests.support.paths import ROOT

MAKE = ("make", "--dry-run", "--silent", "-o", ".venv/installed", "ENV=dev", "FILE=b.zip")
EVIL = "evil[/b] [red]\x1b[2J\u202e\r :smile:"


class Gone(io.StringIO):
    """A pipe that nobody reads."""

    def write(self, _text: str) -> int:
        """Fail as a broken pipe does."""
        raise BrokenPipeError


def test_nobody_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is only told never raises."""
    monkeypatch.setattr(sys, "stdout", Gone())

    tell("Stopping.")


def test_text_of_others_is_shown_as_text() -> None:
    """Neither markup nor what a terminal would obey."""
    out = io.StringIO()
    console = Console(file=out, force_terminal=False, width=200)

    _coloured(console, printable(EVIL), failed=True)

    assert "evil[/b] [red]\\x1b[2J\\u202e\\r :smile:\n" == out.getvalue()


def test_a_failed_run_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """With its reason, cut; a run that brought something is not told at all."""
    failed: dict[str, Any] = {
        "provider": "groq",
        "status": "failed",
        "errors": [{"sample": f"bad\nlist {EVIL} " + "x" * 500}],
    }
    for answer in (failed, {"provider": "openrouter", "status": "success"}):
        _told(answer, lambda line, _: tell(line), _FirstFailures())

    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("groq                 failed   bad list evil[/b]")
    assert len(line) < 250


def test_many_failures_are_a_few_lines() -> None:
    """On a first day without a network they do not push what matters off the screen."""
    describe = _FirstFailures()
    failed = {"provider": "groq", "status": "failed", "reason": "away"}

    lines = [line for _ in range(60) for line in describe(failed)]

    assert len(lines) == MAX_FAILURES + 1
    assert "More failed" in lines[-1]


@pytest.mark.parametrize(("answer", "yes"), [("y\n", True), ("YES\n", True), ("no\n", False)])
def test_a_person_agrees(monkeypatch: pytest.MonkeyPatch, answer: str, *, yes: bool) -> None:
    """Only y and yes are a yes."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))

    assert yes == agreed("Sure? ")


@pytest.mark.parametrize("stdin", [io.StringIO(), None])
def test_nobody_is_there_to_agree(monkeypatch: pytest.MonkeyPatch, stdin: io.StringIO) -> None:
    """An end of input or a closed one is a sentence that says what to do."""
    monkeypatch.setattr(sys, "stdin", stdin)

    with pytest.raises(LocalError, match="YES=1"):
        agreed("Sure? ")


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        (["YES=no", "DRY_RUN=0", "FORCE=0"], set()),
        (["YES=", "DRY_RUN=false", "FORCE=NO"], set()),
        (["YES=1", "DRY_RUN=yes", "FORCE=true"], {"--yes", "--dry-run", "--force"}),
    ],
)
def test_flags_of_make_mean_what_they_say(flags: list[str], expected: set[str]) -> None:
    """A flag that says no is off, above all where it would replace what a deployment holds."""
    printed = subprocess.run(  # noqa: S603 - our own Makefile
        [*MAKE, "sync", "down", "restore", "aws-restore", "import", "migrate", *flags],
        cwd=ROOT,
        env={name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    words = {
        word for line in printed.splitlines() if "/python -m " in line for word in line.split()
    }

    assert expected == words & {"--yes", "--dry-run", "--force"}
