"""What the small Lambda promises to functions and to those who invoke them."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from local.lambda_runtime import worker
from local.machine import Machine, Settings
from tests.support.paths import ROOT
from tests.support.probes import ask, error, probes, soon


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the logs of the machine."""
    return tmp_path_factory.mktemp("logs")


@pytest.fixture(scope="module")
def machine(folder: Path) -> Iterator[Machine]:
    """Give a machine with one provider key."""
    keys = {"PROBE_API_KEY": "secret"}
    with probes(folder, Settings(keys=keys)) as running:
        yield running


def test_a_worker_serves_one_event_after_the_other(machine: Machine) -> None:
    """A second event finds the worker of the first one warm."""
    first, second = ask(machine), ask(machine)

    assert (first["pid"], first["invocations"] + 1) == (second["pid"], second["invocations"])
    assert ("JobFunction", "256") == (second["function"], second["memory"])
    assert "arn:aws:lambda:local:000000000000:function:JobFunction" == second["arn"]
    assert 500 < second["remaining_ms"] <= 1000


def test_a_worker_sees_what_lambda_shows(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment is the template's, Lambda's and the provider keys, and nothing of ours."""
    monkeypatch.setenv("OURS", "private")
    seen = ask(machine, "WebFunction", do="look")
    environment = seen["environment"]

    assert "OURS" not in environment
    assert ("web", "secret") == (environment["WHO"], environment["PROBE_API_KEY"])
    assert ("WebFunction", "local") == (
        environment["AWS_LAMBDA_FUNCTION_NAME"],
        environment["AWS_REGION"],
    )
    assert machine.invoke_url == environment["AWS_ENDPOINT_URL_LAMBDA"]
    assert seen["folder"].endswith("tests/local/probe")
    assert str(ROOT) not in seen["path"]


@pytest.mark.parametrize("client", [worker.AWS_CLIENT, worker.OWN_CLIENT], ids=["aws", "own"])
def test_both_runtime_clients_keep_the_protocol(tmp_path: Path, client: tuple[str, ...]) -> None:
    """Answers, errors, ends and failed starts read the same through AWS's client and ours."""
    with probes(tmp_path, Settings(client=client)) as running:
        assert "hello" == ask(running, word="hello")["event"]["word"]
        assert "ValueError: broken" == error(running, do="fail", message="broken")
        assert "exit status 7" in error(running, do="exit", code=7)
        assert "No module named 'missing'" in error(running, "BrokenFunction")
        assert 0 < ask(running)["remaining_ms"] <= 1000


def test_a_slow_function_is_killed(machine: Machine) -> None:
    """An event that takes longer than the timeout is answered then, and the next one is served."""
    started = time.monotonic()
    message = error(machine, do="sleep", seconds=5)

    assert message.startswith("Sandbox.Timedout: ")
    assert message.endswith("Task timed out after 1.00 seconds")
    assert 1 <= time.monotonic() - started < 2
    assert 1 == ask(machine)["invocations"]


def test_a_greedy_function_is_killed(machine: Machine) -> None:
    """A worker that takes more memory than its function has ends as it would in the cloud."""
    message = error(machine, do="fill", mb=300)

    assert message.startswith("Runtime.ExitError: ")
    assert message.endswith("Runtime exited with error: signal: killed")


def test_a_killed_worker_is_replaced(machine: Machine) -> None:
    """A worker killed in the middle of an event answers at once, and the next event is served."""
    pid = ask(machine)["pid"]
    promise = machine.invoke("JobFunction", b'{"do": "sleep", "seconds": 0.9}')
    time.sleep(0.1)
    os.kill(pid, signal.SIGKILL)
    payload, failed = promise.result(0.5)

    assert failed
    assert "signal: killed" in json.loads(payload)["errorMessage"]
    assert pid != ask(machine)["pid"]


def test_an_idle_worker_may_die(machine: Machine) -> None:
    """An event never meets a worker that died while it waited."""
    pid = ask(machine)["pid"]
    os.kill(pid, signal.SIGKILL)
    soon(lambda: not psutil.pid_exists(pid))

    assert pid != ask(machine)["pid"]


def test_a_broken_function_says_why(machine: Machine, folder: Path) -> None:
    """A function that cannot start answers every event with the reason, and starts no storm."""
    starts = (folder / "BrokenFunction.log").read_text().count("ImportModuleError")
    messages = [error(machine, "BrokenFunction") for _ in range(2)]
    time.sleep(0.3)

    assert ["Runtime.ImportModuleError"] * 2 == [text.partition(":")[0] for text in messages]
    assert 2 == (folder / "BrokenFunction.log").read_text().count("ImportModuleError") - starts


def test_workers_multiply_up_to_the_limit(machine: Machine) -> None:
    """Four events at once on a function with two workers take two turns."""
    ask(machine)
    event = b'{"do": "sleep", "seconds": 0.5}'
    promises = [machine.invoke("JobFunction", event) for _ in range(4)]
    pids = {json.loads(promise.result(10)[0])["pid"] for promise in promises}

    assert 2 == len(pids)
    assert 2 == machine._pools["JobFunction"].size


def test_connections_are_shared_out(tmp_path: Path) -> None:
    """With few connections to the database no function gets more workers than its share."""
    with probes(tmp_path, Settings(connections=3)) as running:
        event = b'{"do": "sleep", "seconds": 0.2}'
        promises = [running.invoke("JobFunction", event) for _ in range(3)]

        assert 1 == len({json.loads(promise.result(10)[0])["pid"] for promise in promises})


def test_idle_workers_go(tmp_path: Path) -> None:
    """Workers that nobody needs end, except one of the function behind the routes."""
    with probes(tmp_path, Settings(idle_s=0.2)) as running:
        ask(running)
        ask(running, "WebFunction")

        assert soon(lambda: running._pools["JobFunction"].size == 0)
        assert 1 == running._pools["WebFunction"].size


def test_an_answer_may_be_too_large(machine: Machine) -> None:
    """An answer of more than six megabytes is an error, not a long wait."""
    assert "Function.ResponseSizeTooLarge" in error(machine, do="large", bytes=6_400_000)
    assert 6_000_000 == len(ask(machine, do="large", bytes=6_000_000))


def test_the_log_tells_what_lambda_tells(machine: Machine, folder: Path) -> None:
    """Each event leaves its START, END and REPORT line around what the function printed."""
    ask(machine)
    lines = (folder / "JobFunction.log").read_text().splitlines()[-3:]

    assert ["START", "END", "REPORT"] == [line.split(" ")[0] for line in lines]
    assert "Duration: " in lines[2]
    assert "Memory Size: 256 MB" in lines[2]


def test_workers_end_with_their_machine(tmp_path: Path) -> None:
    """When the machine is killed, its workers end by themselves."""
    code = (
        "import sys, time; from pathlib import Path; from tests.support.probes import ask, probes\n"
        "with probes(Path(sys.argv[1])) as machine:\n"
        "    print(ask(machine)['pid'], flush=True); time.sleep(60)"
    )
    with subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code, str(tmp_path)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": os.pathsep.join((".", "layers/shared"))},
    ) as process:
        assert process.stdout is not None
        pid = int(process.stdout.readline())
        process.kill()

    assert soon(lambda: not psutil.pid_exists(pid) or _is_zombie(pid))


def _is_zombie(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
