"""What functions ask of AWS, as botocore hears it: actions as IAM spells them, and of what."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3
import pytest
from aws_lambda_powertools.utilities import parameters
from botocore import handlers

from pricebook import settings
from pricebook.aws import lambda_client
from pricebook.storage import places
from tests.support.template_graph import Grant, last

ACTIONS = {"lambda:Invoke": "lambda:InvokeFunction", "s3:HeadObject": "s3:GetObject"}
"""The operations whose action has another name."""
SUBJECTS = ("FunctionName", "SecretId", "TopicArn")
"""The arguments that say what an operation is about."""


@contextmanager
def recording(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[Grant]]:
    """Hear what clients are asked that are made meanwhile."""
    heard: set[Grant] = set()

    def hear(params: dict[str, Any], model: Any, **_: object) -> None:
        action = f"{model.service_model.signing_name}:{model.name}"
        subject = next((params[name] for name in SUBJECTS if name in params), "*")
        heard.add((ACTIONS.get(action, action), last(subject)))

    listening = [*handlers.BUILTIN_HANDLERS, ("provide-client-params", hear)]
    monkeypatch.setattr(handlers, "BUILTIN_HANDLERS", listening)
    forget(monkeypatch)
    yield heard
    forget(monkeypatch)


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every client be made anew, and every secret be asked for again."""
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    lambda_client.client.cache_clear()
    places._s3.cache_clear()
    parameters.clear_caches()  # type: ignore[no-untyped-call]  # Powertools declares no types here
    settings._provider_keys.cache_clear()
