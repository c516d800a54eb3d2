"""An event, and how a function answered it, in Lambda's own words."""

import json
import uuid
from dataclasses import dataclass, field

EXITED = "Runtime.ExitError"
EXPIRED = "EventAgeExceeded"
TIMED_OUT = "Sandbox.Timedout"
TOO_LARGE = "Function.ResponseSizeTooLarge"
UNHANDLED = "Unhandled"
MAX_PAYLOAD_BYTES = 6_291_556  # bytes, either way, envelope included


@dataclass(frozen=True)
class Event:
    """What one invocation gives to a function."""

    payload: bytes
    request_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    expires: float = float("inf")  # by the monotonic clock


@dataclass(frozen=True)
class Outcome:
    """What one invocation gives back; `error` names its kind and is empty for a success."""

    payload: bytes
    error: str = ""


def failure(event: Event, kind: str, message: str) -> Outcome:
    """Return what Lambda answers when the function itself could not."""
    text = f"RequestId: {event.request_id} Error: {message}"
    return Outcome(json.dumps({"errorType": kind, "errorMessage": text}).encode(), kind)
