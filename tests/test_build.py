"""The built artefacts: what Lambda unpacks, run as Lambda runs it."""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from pricebook.runs import known
from tests.upstream import items

ROOT = Path(__file__).parents[1]
BUILT = ROOT / ".aws-sam" / "build"
RUNTIME = ("boto3", "botocore", "s3transfer")
"""What Lambda's Python runtime brings, and the layer leaves out."""

# Only the function's folder, the layer's, and where asked what the runtime brings are on the path.
RUN = """
import json, sys
sys.path[:] = [p for p in sys.path if "site-packages" not in p]
sys.path[:0] = sys.argv[1:]
import app, pricebook
assert app.__file__.startswith(sys.argv[1]), app.__file__
assert pricebook.__file__.startswith(sys.argv[2]), pricebook.__file__

class Context:
    function_name = "test"
    memory_limit_in_mb = 512
    invoked_function_arn = "arn:aws:lambda:local:000000000000:function:test"
    aws_request_id = "00000000-0000-0000-0000-000000000000"

print("ANSWER", json.dumps(app.handler(json.load(sys.stdin), Context())))
"""


class Loopback(BaseHTTPRequestHandler):
    """Plays both OpenRouter's list and Lambda's Invoke API, and remembers what was invoked."""

    invoked: list[dict[str, Any]]

    def do_GET(self) -> None:
        """List three models."""
        self._answer(200, json.dumps({"data": items(3)}).encode())

    def do_POST(self) -> None:
        """Take an asynchronous invocation."""
        size = int(self.headers["content-length"])
        self.invoked.append(json.loads(self.rfile.read(size)) | {"path": self.path})
        self._answer(202, b"")

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def loopback() -> Iterator[str]:
    """Give the address of everything that the functions call."""
    Loopback.invoked = []
    server = HTTPServer(("127.0.0.1", 0), Loopback)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def built() -> Path:
    """Build the artefacts for this machine, as a deployment would."""
    make = shutil.which("make") or "make"
    subprocess.run([make, "build"], cwd=ROOT, check=True, capture_output=True)  # noqa: S603 - our own target
    return BUILT


@pytest.fixture
def runtime(tmp_path: Path) -> Path:
    """Give a folder with nothing but what Lambda's runtime brings."""
    for name in RUNTIME:
        found = find_spec(name)
        assert found
        assert found.origin
        (tmp_path / name).symlink_to(Path(found.origin).parent)
    return tmp_path


def call(function: str, event: dict[str, Any], *path: Path, **environment: str) -> Any:
    """Run a function from its artefact, with nothing else on the path."""
    folders = (BUILT / function, BUILT / "SharedLayer" / "python", *path)
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-I", "-c", RUN, *map(str, folders)],
        input=json.dumps(event),
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert 0 == done.returncode, done.stderr
    answer = next(line for line in done.stdout.splitlines() if line.startswith("ANSWER "))
    return json.loads(answer.removeprefix("ANSWER "))


@pytest.mark.usefixtures("environment", "built")
def test_a_sync_and_a_read_run_from_their_artefacts(loopback: str) -> None:
    """The sync function writes what the catalogue function answers, each from its own folder."""
    wanted = {"provider": "openrouter", "triggered_by": "cli"}
    report = call("SyncFunction", wanted, PRICEBOOK_UPSTREAM=loopback)
    event = json.loads((ROOT / "tests/events/http_api_get.json").read_text())
    event |= {"rawPath": "/v1/models/openrouter/acme/m0"}
    event["requestContext"]["http"]["path"] = event["rawPath"]
    answer = call("CatalogFunction", event, DATABASE_ROLE="pricebook_reader")

    assert ("success", 3) == (report["status"], report["added"])
    assert 200 == answer["statusCode"]


@pytest.mark.usefixtures("environment", "built")
def test_a_tick_runs_from_its_artefact(loopback: str, runtime: Path) -> None:
    """The dispatch function invokes the sync function through AWS's own client."""
    answer = call(
        *("DispatchFunction", {}, runtime),
        SYNC_FUNCTION_NAME="pricebook-sync",
        AWS_ENDPOINT_URL_LAMBDA=loopback,
        AWS_ACCESS_KEY_ID="none",
        AWS_SECRET_ACCESS_KEY="none",  # noqa: S106 - loopback asks for no secret
    )

    assert sorted(known()) == answer["dispatched"]
    assert sorted(known()) == [event["provider"] for event in Loopback.invoked]
    assert {"/2015-03-31/functions/pricebook-sync/invocations"} == {
        event["path"] for event in Loopback.invoked
    }


def test_the_layer_leaves_boto3_to_the_runtime(built: Path) -> None:
    """Lambda brings boto3; shipping it again would cost 33 MB."""
    shipped = {path.name for path in (built / "SharedLayer" / "python").iterdir()}

    assert {"pricebook", "pg8000", "redis", "httpx"} <= shipped
    assert set() == set(RUNTIME) & shipped
