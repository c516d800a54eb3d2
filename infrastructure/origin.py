"""Rotation of the origin secret: a new value that CloudFront sends, without a deploy."""

import secrets
from typing import Any

import boto3

from infrastructure import stack
from infrastructure.environments import DeployError, Environment

HEADER = "x-pricebook-origin"
READY = "Deployed"


def rotate(environment: Environment) -> str:
    """Give the secret a new value and tell CloudFront; return a sentence on what follows.

    The functions take the new value and the one before, so that a distribution which still sends
    the old one is let in. A third value would shut that out: it has to wait.

    Raises:
        DeployError: there is no CloudFront here, or it has not yet got the last value everywhere.
    """
    if stack.state(environment.stack) is None:
        raise DeployError(f"There is no stack {environment.stack}.")
    outputs = stack.outputs(environment.stack)
    if "CdnId" not in outputs:
        raise DeployError(f"{environment.stack} has no CloudFront, and its API no origin secret.")
    distribution: Any = boto3.client("cloudfront")
    _require_ready(distribution, outputs["CdnId"])
    value = secrets.token_hex(32)
    vault: Any = boto3.client("secretsmanager")
    vault.put_secret_value(SecretId=outputs["OriginSecretArn"], SecretString=value)
    _send(distribution, outputs["CdnId"], value)
    return "CloudFront sends the new value within minutes; until then the old one is let in too."


def _require_ready(client: Any, identity: str) -> None:  # noqa: ANN401 - boto3 makes its clients at run time
    status = client.get_distribution(Id=identity)["Distribution"]["Status"]
    if status != READY:
        raise DeployError(f"CloudFront is {status}: rotate again when it is {READY}.")


def _send(client: Any, identity: str, value: str) -> None:  # noqa: ANN401 - as above
    distribution = client.get_distribution_config(Id=identity)
    config = distribution["DistributionConfig"]
    for origin in config["Origins"]["Items"]:
        for header in origin["CustomHeaders"].get("Items", []):
            if header["HeaderName"] == HEADER:
                header["HeaderValue"] = value
    client.update_distribution(Id=identity, IfMatch=distribution["ETag"], DistributionConfig=config)
