"""The environment of a worker: what the template says, what Lambda sets, and provider keys."""

import os
import sys
from collections.abc import Mapping

from local.sam.intrinsics import REGION
from local.sam.template import Function
from pricebook.providers import registry


def provider_keys(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the providers' keys and accounts; the rest of our environment stays outside.

    PRICEBOOK_KEYS=none has none of them, and the workers are told so.
    """
    if environment.get("PRICEBOOK_KEYS") == "none":
        return {"PRICEBOOK_KEYS": "none"}
    names = {name for provider in registry().values() for name in (provider.key, provider.account)}
    return {name: value for name, value in environment.items() if name in names}


def webhooks(environment: Mapping[str, str]) -> dict[str, str]:
    """Return whether webhooks may go to this machine: PRICEBOOK_WEBHOOKS=loopback says so."""
    return {name: environment[name] for name in ("PRICEBOOK_WEBHOOKS",) if name in environment}


def of_worker(
    function: Function, *, runtime_api: str, invoke_url: str, keys: Mapping[str, str]
) -> dict[str, str]:
    """Return every variable that a worker of the function sees."""
    return {
        **keys,
        **function.environment,
        **_of_lambda(function),
        "AWS_ENDPOINT_URL_LAMBDA": invoke_url,
        "AWS_LAMBDA_RUNTIME_API": runtime_api,
        "HOME": os.path.expanduser("~"),  # noqa: PTH111 - Path.home() raises where there is none
        "PATH": os.environ.get("PATH", os.defpath),
        "POWERTOOLS_TRACE_DISABLED": "1",
        "PYTHONPATH": os.pathsep.join(map(str, (function.code, *function.layers))),
    }


def _of_lambda(function: Function) -> dict[str, str]:
    return {
        "_HANDLER": function.handler,
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_EXECUTION_ENV": f"AWS_Lambda_python{sys.version_info.major}.{sys.version_info.minor}",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.memory_mb),
        "AWS_LAMBDA_FUNCTION_NAME": function.name,
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_LAMBDA_LOG_FORMAT": function.log_format,
        "AWS_LAMBDA_LOG_GROUP_NAME": f"/aws/lambda/{function.name}",
        "AWS_LAMBDA_LOG_STREAM_NAME": "local",
        "AWS_REGION": REGION,
        "AWS_SECRET_ACCESS_KEY": "local",
        "LAMBDA_RUNTIME_DIR": "/var/runtime",
        "LAMBDA_TASK_ROOT": str(function.code),
        "LANG": "C.UTF-8",
        "TZ": ":UTC",
    }
