"""The runtime client of systems where AWS has none: asks for an event, calls, answers.

Runs by its path (`python -P loop.py app.handler`), so it imports nothing of this repository.
"""

import http.client
import importlib
import json
import os
import sys
import time
import traceback
from dataclasses import dataclass
from types import TracebackType
from typing import Any

PREFIX = "/2018-06-01/runtime"
Trace = TracebackType | None


@dataclass
class Context:
    """What a handler may know about its invocation."""

    function_name: str
    function_version: str
    invoked_function_arn: str
    memory_limit_in_mb: str
    aws_request_id: str
    log_group_name: str
    log_stream_name: str
    deadline_ms: int

    def get_remaining_time_in_millis(self) -> int:
        """Return how long the invocation may still take."""
        return max(self.deadline_ms - round(time.time() * 1000), 0)


class Client:
    """One connection to the Runtime API."""

    def __init__(self, address: str) -> None:
        self._connection = http.client.HTTPConnection(address)
        self._task = "init"  # what an error would be about; nothing while we wait

    def next(self) -> tuple[Any, Context]:
        """Wait for an event."""
        self._task = ""
        self._connection.request("GET", f"{PREFIX}/invocation/next")
        response = self._connection.getresponse()
        event = json.loads(response.read() or b"{}")
        context = _context(response)
        self._task = f"invocation/{context.aws_request_id}"
        return event, context

    def respond(self, body: bytes) -> None:
        """Answer the event."""
        self._post("response", body)

    def report(self, kind: type[BaseException], error: BaseException, trace: Trace) -> None:
        """Answer with the error that ends this process; its successor starts from nothing."""
        sys.__excepthook__(kind, error, trace)
        if self._task:
            description = {
                "errorMessage": str(error),
                "errorType": kind.__name__,
                "stackTrace": traceback.format_tb(trace),
            }
            self._post("error", json.dumps(description).encode())

    def _post(self, what: str, body: bytes) -> None:
        self._connection.request("POST", f"{PREFIX}/{self._task}/{what}", body)
        self._connection.getresponse().read()


def _context(response: http.client.HTTPResponse) -> Context:
    def header(name: str) -> str:
        return response.getheader(f"Lambda-Runtime-{name}") or ""

    return Context(
        function_name=os.environ["AWS_LAMBDA_FUNCTION_NAME"],
        function_version=os.environ["AWS_LAMBDA_FUNCTION_VERSION"],
        invoked_function_arn=header("Invoked-Function-Arn"),
        memory_limit_in_mb=os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"],
        aws_request_id=header("Aws-Request-Id"),
        log_group_name=os.environ["AWS_LAMBDA_LOG_GROUP_NAME"],
        log_stream_name=os.environ["AWS_LAMBDA_LOG_STREAM_NAME"],
        deadline_ms=int(header("Deadline-Ms")),
    )


def main(handler: str) -> None:
    """Serve events until one raises, or the Runtime API goes away."""
    client = Client(os.environ["AWS_LAMBDA_RUNTIME_API"])
    sys.excepthook = client.report
    module, _, name = handler.rpartition(".")
    function = getattr(importlib.import_module(module), name)
    while True:
        client.respond(json.dumps(function(*client.next())).encode())


if __name__ == "__main__":
    main(sys.argv[1])
