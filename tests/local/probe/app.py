"""A function that does to its worker whatever the event says."""

import base64
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

MEMORY: list[bytearray] = []
INVOCATIONS: list[str] = []


def handler(event: dict[str, Any], context: Any) -> Any:
    """Obey the event's `do`, or the path of a request, and tell what was seen."""
    INVOCATIONS.append(context.aws_request_id)
    if "rawPath" in event:
        return _request(event)
    return _do(event.get("do", "echo"), event, context)


def _request(event: dict[str, Any]) -> Any:
    query = event.get("queryStringParameters", {})
    if "answer" in query:
        return json.loads(query["answer"])
    if "do" in query:
        return _do(query["do"], query, None)
    return event


def _do(verb: str, event: dict[str, Any], context: Any) -> Any:
    match verb:
        case "sleep":
            time.sleep(float(event["seconds"]))
        case "exit":
            os._exit(int(event.get("code", 1)))
        case "fail":
            raise ValueError(event.get("message", "told to"))
        case "fill":
            MEMORY.append(bytearray(int(event["mb"]) * 1024 * 1024))
            time.sleep(5)
        case "large":
            return "x" * int(event["bytes"])
        case "page":
            body = base64.b64encode(bytes(int(event["bytes"]))).decode()
            return {"statusCode": 200, "body": body, "isBase64Encoded": True}
        case "count":
            path = Path(event["path"])
            with path.open("a") as log:
                log.write("x")
            if len(path.read_text()) < int(event["until"]):
                raise ValueError("not yet")
        case "look":
            return {"environment": dict(os.environ), "folder": str(Path.cwd()), "path": sys.path}
    return {"event": event, "pid": os.getpid(), "invocations": len(INVOCATIONS), **_seen(context)}


def _seen(context: Any) -> dict[str, Any]:
    if context is None:
        return {}
    return {
        "function": context.function_name,
        "memory": context.memory_limit_in_mb,
        "arn": context.invoked_function_arn,
        "remaining_ms": context.get_remaining_time_in_millis(),
    }
