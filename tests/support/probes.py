"""A machine whose functions do what their events say."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from local.gateway import server
from local.machine import Machine, Settings
from local.sam import template
from tests.support.paths import ROOT

FOLDER = ROOT / "tests/local"
PATIENCE_S = 10


@contextmanager
def probes(logs: Path, settings: Settings | None = None) -> Iterator[Machine]:
    """Run the template beside this file on free ports."""
    machine = Machine(template.read(FOLDER / "template.yaml", {}), server.listen(0), logs, settings)
    machine.start()
    try:
        yield machine
    finally:
        machine.stop()


def address(machine: Machine) -> str:
    """Return where the machine answers HTTP."""
    return f"http://127.0.0.1:{machine.port}"


def ask(machine: Machine, function: str = "JobFunction", **event: Any) -> Any:
    """Invoke a function, which must succeed, and return its answer."""
    payload, failed = machine.invoke(function, json.dumps(event).encode()).result(20)

    assert not failed, payload
    return json.loads(payload)


def error(machine: Machine, function: str = "JobFunction", **event: Any) -> str:
    """Invoke a function, which must fail, and return kind and message."""
    payload, failed = machine.invoke(function, json.dumps(event).encode()).result(20)

    assert failed, payload
    answer = json.loads(payload)
    return f"{answer['errorType']}: {answer['errorMessage']}"


def soon(holds: Callable[[], bool]) -> bool:
    """Tell whether something comes to hold while we are patient."""
    deadline = time.monotonic() + PATIENCE_S
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.02)
    return holds()
