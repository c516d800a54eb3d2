"""Lambda's Runtime API with a snapshot: what AWS's runtime client asks before and after one."""

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread

from local.lambda_runtime.artefacts import CLIENT

PREFIX = "/2018-06-01/runtime"
REQUEST_ID = "8476a536-e9f4-11e8-9739-2dfe598c3fcd"
PATIENCE_S = 30


class RuntimeApi(ThreadingHTTPServer):
    """Holds one process at the moment of its snapshot until `restore`, then gives it events."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.taken = Event()
        self.idle = Event()
        self.restored = Event()
        self.events: SimpleQueue[bytes] = SimpleQueue()
        self.told: SimpleQueue[tuple[str, bytes]] = SimpleQueue()

    @property
    def address(self) -> str:
        """What AWS_LAMBDA_RUNTIME_API says."""
        return f"127.0.0.1:{self.server_port}"

    def restore(self) -> None:
        """Let the process go on, as one that was restored, and wait until it wants an event."""
        assert self.taken.wait(PATIENCE_S)
        self.restored.set()
        assert self.idle.wait(PATIENCE_S)

    def ask(self, event: bytes) -> tuple[str, bytes]:
        """Give it an event, and return `response` or `error` and what it says."""
        self.events.put(event)
        return self.told.get(timeout=PATIENCE_S)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a process that was killed while it asked."""


class Asked(BaseHTTPRequestHandler):
    """One request of the process."""

    protocol_version = "HTTP/1.1"
    server: RuntimeApi

    def do_GET(self) -> None:
        """Answer when there is something: a restore, or an event."""
        if self.path == f"{PREFIX}/restore/next":
            self.server.taken.set()
            self.server.restored.wait(PATIENCE_S)
            return self._answer(200)
        self.server.idle.set()
        headers = {
            "Content-Type": "application/json",
            "Lambda-Runtime-Trace-Id": "Root=1-67891233-abcdef012345678912345678;Sampled=0",
            "Lambda-Runtime-Aws-Request-Id": REQUEST_ID,
            "Lambda-Runtime-Deadline-Ms": "4102444800000",
            "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:local:000000000000:function:f",
        }
        return self._answer(200, self.server.events.get(), **headers)

    def do_POST(self) -> None:
        """Take an answer, or what went wrong."""
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.told.put((self.path.removeprefix(PREFIX).rpartition("/")[2], body))
        self._answer(202)

    def _answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in (headers | {"content-length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def process(handler: str, folder: Path, variables: Mapping[str, str]) -> Iterator[RuntimeApi]:
    """Run a handler in a process of its own for a while; its log is on its standard output."""
    with RuntimeApi() as api:
        thread = Thread(target=api.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        environment = {**variables, "AWS_LAMBDA_RUNTIME_API": api.address}
        started = [*CLIENT, handler]
        running = subprocess.Popen(started, cwd=folder, env=environment)  # noqa: S603 - our own
        try:
            yield api
        finally:
            running.kill()
            running.wait()
            api.restored.set()
            api.events.put(b"")  # for the thread that waits to give it one
            api.shutdown()
            thread.join()
