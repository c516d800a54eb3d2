"""`logs`: one line per request, run and warning, from all logs of a home, as they are written."""

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local.errors import LocalError
from local.home import Home
from local.terminal import printable

FIRST_BYTES = 20_000
PAUSE_S = 0.3
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
RUN = ("fetched", "added", "updated", "rejected", "prices_changed", "prices_held")
"""What is told of a run, where it is not zero."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person wants to see.

    Attributes:
        provider: lines that name it; all, where it is empty.
        level: what functions say from this level on; runs are told at any level.
        raw: every line as it was written.
    """

    provider: str = ""
    level: str = "WARNING"
    raw: bool = False

    def __post_init__(self) -> None:
        """Refuse a level that does not exist."""
        if self.level not in LEVELS:
            raise LocalError(f"LEVEL is {self.level!r}: set it to one of {', '.join(LEVELS)}.")


def follow(home: Home, choice: Choice) -> None:
    """Print the end of every log, then what is added, until Ctrl-C."""
    if not home.logs.exists():
        raise LocalError(f"There are no logs in {home.logs}: `make up` writes them.")
    seen: dict[Path, int] = {}
    for path in home.logs.glob("*.log"):
        seen[path] = max(path.stat().st_size - FIRST_BYTES, 0)
    while True:
        for path in sorted(home.logs.glob("*.log")):
            seen[path] = _show(path, seen.get(path, 0), choice)
        time.sleep(PAUSE_S)


def line(source: str, text: str, choice: Choice) -> str | None:
    """Return a line of a log as a person reads it; None where it is not wanted.

    Args:
        source: the function or store that the log is of.
        text: the line as it was written.
        choice: what is wanted.
    """
    if choice.provider not in text:
        return None
    if choice.raw:
        return f"{source:<18} {text}"
    try:
        entry = json.loads(text)
    except ValueError:
        return None  # START, END and REPORT, and the words of stores
    if not isinstance(entry, dict) or "_aws" in entry:
        return None
    if "status" in entry and "method" in entry:
        return _request(entry)
    return _message(source, entry, choice.level)


def _request(entry: dict[str, Any]) -> str:
    facts = (entry["status"], f"{entry['ms']:.0f} ms", entry.get("source") or "")
    words = " ".join(map(str, facts)).strip()
    where = f"{entry['method']} {entry['path']}"
    return f"{_clock(entry['time'])} {entry.get('function', ''):<18} {where} {words}"


def _message(source: str, entry: dict[str, Any], level: str) -> str | None:
    run = entry.get("run")
    grave = entry.get("level") in LEVELS[LEVELS.index(level) :]
    if not grave and not isinstance(run, dict):
        return None
    parts = [str(entry.get("message"))]
    if isinstance(run, dict):
        parts += [str(run.get("provider", ""))]
        parts += [f"{run[name]} {name}" for name in RUN if run.get(name)]
    parts += [f"({entry['reason']})"] if entry.get("reason") else []
    head = f"{_clock(str(entry.get('timestamp', '')))} {source:<18} {entry.get('level', '')}"
    return f"{head} {' '.join(filter(None, parts))}"


def _clock(moment: str) -> str:
    """Return the time of a day, out of what begins with a date."""
    return moment.replace("T", " ").partition(" ")[2][:8].rjust(8)


def _show(path: Path, start: int, choice: Choice) -> int:
    """Print the whole lines after a position and return where they end."""
    with path.open("rb") as log:
        size = log.seek(0, 2)
        log.seek(start if start <= size else 0)  # it was cut or replaced
        text = log.read()
        whole = text[: text.rfind(b"\n") + 1]
        for written in whole.decode(errors="replace").splitlines():
            if (summary := line(path.stem, written, choice)) is not None:
                print(printable(summary), flush=True)
        return log.tell() - len(text) + len(whole)
