"""The runtime client: asks for an event, calls, answers.

AWS's own (awslambdaric, in Lambda and in tests) starts a thread for each event.

Runs by its path (`python -P loop.py app.handler`), so it imports nothing of this repository.
"""

import importlib
import json
import os
import socket
import sys
import time
import traceback
from dataclasses import dataclass
from types import TracebackType
from typing import Any

PREFIX = "/2018-06-01/runtime"
NEXT = f"GET {PREFIX}/invocation/next HTTP/1.1\r\n\r\n".encode()
FUNCTION = {
    "function_name": "AWS_LAMBDA_FUNCTION_NAME",
    "function_version": "AWS_LAMBDA_FUNCTION_VERSION",
    "memory_limit_in_mb": "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
    "log_group_name": "AWS_LAMBDA_LOG_GROUP_NAME",
    "log_stream_name": "AWS_LAMBDA_LOG_STREAM_NAME",
}
"""What a context says of the function, and the variables that have it."""
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
    """One connection to the Runtime API, which answers each request with a length and a body."""

    def __init__(self, address: str) -> None:
        host, _, port = address.partition(":")
        self._socket = socket.create_connection((host, int(port)))
        self._answers = self._socket.makefile("rb")
        self._function = {field: os.environ[name] for field, name in FUNCTION.items()}
        self._task = "init"  # what an error would be about; nothing while we wait

    def next(self) -> tuple[Any, Context]:
        """Wait for the first event."""
        self._socket.sendall(NEXT)
        return self._event()

    def respond(self, body: bytes) -> tuple[Any, Context]:
        """Answer the event and wait for the next one: both requests in one write."""
        self._socket.sendall(self._posted("response", body) + NEXT)
        self._answer()
        return self._event()

    def report(self, kind: type[BaseException], error: BaseException, trace: Trace) -> None:
        """Answer with the error that ends this process; its successor starts from nothing."""
        name = kind.__name__
        if isinstance(error, ImportError) and self._task == "init":
            name = "Runtime.ImportModuleError"
            sys.stderr.write(f"[ERROR] {name}: {error}\n")
        else:
            sys.__excepthook__(kind, error, trace)
        if self._task:
            description = {
                "errorMessage": str(error),
                "errorType": name,
                "stackTrace": traceback.format_tb(trace),
            }
            self._socket.sendall(self._posted("error", json.dumps(description).encode()))
            self._answer()

    def _event(self) -> tuple[Any, Context]:
        self._task = ""
        headers, body = self._answer()
        context = _context(self._function, headers)
        self._task = f"invocation/{context.aws_request_id}"
        return json.loads(body or b"{}"), context

    def _posted(self, what: str, body: bytes) -> bytes:
        target = f"POST {PREFIX}/{self._task}/{what} HTTP/1.1"
        return f"{target}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body

    def _answer(self) -> tuple[dict[bytes, bytes], bytes]:
        """Return the headers of an answer, in lower case, and its body."""
        if not self._answers.readline():
            sys.exit(0)  # nobody is there to be answered
        headers: dict[bytes, bytes] = {}
        while line := self._answers.readline().strip():
            name, _, value = line.partition(b":")
            headers[name.lower()] = value.strip()
        return headers, self._answers.read(int(headers[b"content-length"]))


def _context(function: dict[str, str], headers: dict[bytes, bytes]) -> Context:
    def header(name: str) -> str:
        return headers.get(f"lambda-runtime-{name}".encode(), b"").decode()

    return Context(
        **function,
        invoked_function_arn=header("invoked-function-arn"),
        aws_request_id=header("aws-request-id"),
        deadline_ms=int(header("deadline-ms")),
    )


def main(handler: str) -> None:
    """Serve events until one raises, or the Runtime API goes away."""
    client = Client(os.environ["AWS_LAMBDA_RUNTIME_API"])
    sys.excepthook = client.report
    module, _, name = handler.rpartition(".")
    try:
        function = getattr(importlib.import_module(module), name)
    except ImportError as error:
        raise ImportError(f"Unable to import module '{module}': {error}") from error
    event, context = client.next()
    while True:
        answer = json.dumps(function(event, context)).encode()
        sys.stdout.flush()  # what it printed comes before its answer, and outlives the process
        event, context = client.respond(answer)


if __name__ == "__main__":
    main(sys.argv[1])
