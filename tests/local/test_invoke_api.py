"""What the Lambda API promises to boto3, and the schedules to their functions."""

import asyncio
import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import boto3
import httpx
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from local.machine import Machine, Settings, _default_input
from local.sam.template import Schedule
from tests.support.probes import probes, soon


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the logs of the machine."""
    return tmp_path_factory.mktemp("logs")


@pytest.fixture(scope="module")
def machine(folder: Path) -> Iterator[Machine]:
    """Give a machine that retries at once."""
    with probes(folder, Settings(retry_delays_s=(0.05,))) as running:
        yield running


@pytest.fixture
def client(machine: Machine) -> Any:
    """Give boto3's client of the machine."""
    return boto3.client(
        "lambda",
        endpoint_url=machine.invoke_url,
        region_name="local",
        aws_access_key_id="local",
        aws_secret_access_key="local",  # noqa: S106 - nobody checks it
        config=Config(retries={"total_max_attempts": 1}),
    )


def test_boto3_invokes(client: Any) -> None:
    """A function can be invoked by its name and by its ARN, and answers its JSON."""
    answer = client.invoke(FunctionName="JobFunction", Payload=b'{"a": 1}')
    arn = "arn:aws:lambda:local:000000000000:function:JobFunction"

    assert (200, "$LATEST") == (answer["StatusCode"], answer["ExecutedVersion"])
    assert {"a": 1} == json.loads(answer["Payload"].read())["event"]
    assert {} == json.loads(client.invoke(FunctionName=arn)["Payload"].read())["event"]
    assert 204 == client.invoke(FunctionName=arn, InvocationType="DryRun")["StatusCode"]


def test_boto3_sees_errors(client: Any) -> None:
    """An error of the function comes as an answer, one of the caller as an exception."""
    answer = client.invoke(FunctionName="JobFunction", Payload=b'{"do": "fail"}')

    assert ("Unhandled", 200) == (answer["FunctionError"], answer["StatusCode"])
    assert "ValueError" == json.loads(answer["Payload"].read())["errorType"]
    with pytest.raises(client.exceptions.ResourceNotFoundException, match="NoFunction"):
        client.invoke(FunctionName="NoFunction")
    with pytest.raises(client.exceptions.InvalidRequestContentException):
        client.invoke(FunctionName="JobFunction", Payload=b"{")
    with pytest.raises(ClientError, match="too large for the Event"):
        client.invoke(FunctionName="JobFunction", InvocationType="Event", Payload=b" " * 1_100_000)


def test_an_asynchronous_event_is_tried_again(client: Any, tmp_path: Path) -> None:
    """An event that fails twice succeeds at the third attempt, and is not tried a fourth time."""
    path = tmp_path / "attempts"
    event = json.dumps({"do": "count", "path": str(path), "until": 3})
    answer = client.invoke(FunctionName="JobFunction", InvocationType="Event", Payload=event)

    assert 202 == answer["StatusCode"]
    assert soon(lambda: path.exists() and len(path.read_text()) == 3)
    time.sleep(0.3)
    assert "xxx" == path.read_text()


def test_whoever_waits_goes_before_what_is_queued(client: Any) -> None:
    """Events for which nobody waits leave the next worker to a caller: fifty runs are no outage."""
    queued = json.dumps({"do": "sleep", "seconds": 0.2}).encode()
    for _ in range(40):
        client.invoke(FunctionName="JobFunction", InvocationType="Event", Payload=queued)
    began = time.monotonic()
    client.invoke(FunctionName="JobFunction", Payload=b"{}")

    assert time.monotonic() - began < 2  # all of the others take four seconds


def test_an_asynchronous_event_is_given_up(client: Any, tmp_path: Path, folder: Path) -> None:
    """An event that fails for good leaves a line in the log that holds it and its error."""
    path = tmp_path / "attempts"
    event = json.dumps({"do": "count", "path": str(path), "until": 9})
    client.invoke(FunctionName="JobFunction", InvocationType="Event", Payload=event)
    log = folder / "JobFunction.log"

    assert soon(lambda: "asynchronous event given up" in log.read_text())
    [line] = [line for line in log.read_text().splitlines() if "given up" in line]
    told = json.loads(line)
    assert (3, event) == (told["attempts"], told["event"])
    assert "not yet" in told["error"]


def test_schedules_tick(machine: Machine, tmp_path: Path) -> None:
    """A schedule invokes its function again and again, with its input."""
    path = tmp_path / "ticks"
    event = json.dumps({"do": "count", "path": str(path), "until": 0})
    timed = Schedule("Tick", "rate(1 minute)", "JobFunction", event)
    ticking = machine._tick(timed, lambda moment: moment + timedelta(seconds=0.1))
    task = asyncio.run_coroutine_threadsafe(ticking, machine._loop)

    assert soon(lambda: path.exists() and len(path.read_text()) >= 3)
    task.cancel()


def test_a_schedule_without_input_says_what_ticked() -> None:
    """The scheduler's own input names the schedule and the moment."""
    told = json.loads(_default_input("Tick", datetime(2026, 8, 22, 10, 0, tzinfo=UTC)))

    assert "2026-08-22T10:00:00Z" == told["time"]
    assert ["arn:aws:scheduler:local:000000000000:schedule/default/Tick"] == told["resources"]


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/2015-03-31/functions/JobFunction/invocations", {}),
        ("/wrong/2015-03-31/functions/JobFunction/invocations", {}),
        (None, {"origin": "http://127.0.0.1:8080"}),
        (None, {"origin": "null"}),
        (None, {"host": "evil.example"}),
        (None, {"host": "localhost"}),
    ],
)
def test_a_page_invokes_nothing(
    machine: Machine, path: str | None, headers: dict[str, str]
) -> None:
    """Without the secret in the address, from a page, or through another name: 403."""
    address = urlsplit(machine.invoke_url)
    own = f"{address.path}/2015-03-31/functions/JobFunction/invocations"

    answer = httpx.post(
        f"{address.scheme}://{address.netloc}{path or own}", content=b"{}", headers=headers
    )

    assert (403, "AccessDeniedException") == (
        answer.status_code,
        answer.headers["x-amzn-errortype"],
    )


def test_the_address_is_a_secret(machine: Machine) -> None:
    """It cannot be guessed, and opens the functions."""
    secret = urlsplit(machine.invoke_url).path.removeprefix("/")
    answer = httpx.post(
        f"{machine.invoke_url}/2015-03-31/functions/JobFunction/invocations", content=b"{}"
    )

    assert len(secret) >= 32
    assert 200 == answer.status_code
