"""`logs`: follows every log of a home, as `tail -F` would."""

import time
from pathlib import Path

from local.errors import LocalError
from local.home import Home

FIRST_BYTES = 2000
PAUSE_S = 0.3


def follow(home: Home) -> None:
    """Print the end of every log, then what is added, until Ctrl-C."""
    if not home.logs.exists():
        raise LocalError(f"There are no logs in {home.logs}: `make up` writes them.")
    seen: dict[Path, int] = {}
    for path in home.logs.glob("*.log"):
        seen[path] = max(path.stat().st_size - FIRST_BYTES, 0)
    while True:
        for path in sorted(home.logs.glob("*.log")):
            seen[path] = _show(path, seen.get(path, 0))
        time.sleep(PAUSE_S)


def _show(path: Path, start: int) -> int:
    """Print the whole lines after a position and return where they end."""
    with path.open("rb") as log:
        size = log.seek(0, 2)
        log.seek(start if start <= size else 0)  # it was cut or replaced
        text = log.read()
        whole = text[: text.rfind(b"\n") + 1]
        for line in whole.decode(errors="replace").splitlines():
            print(f"{path.stem:<18} {line}", flush=True)
        return log.tell() - len(text) + len(whole)
