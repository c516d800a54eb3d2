"""Backup and restore of a deployment: its function of migrations does it, a bucket has the file."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from infrastructure import stack
from infrastructure.environments import DeployError, Environment

PATIENCE_S = 910
"""Lambda ends the function after 900 seconds."""


def backup(environment: Environment, cluster: str | None = None) -> str:
    """Write a backup into the bucket, and return a sentence on it.

    Args:
        environment: whose database.
        cluster: a cluster that was restored beside the stack's, to back that up instead.

    Raises:
        DeployError: there is no such stack or cluster, or nothing was written.
    """
    outputs = _outputs(environment)
    request = {"verb": "backup", "key": f"{cluster or environment.stack}-{_now()}.zip"}
    return _ask(outputs, request | (_login(cluster) if cluster else {}))


def restore(environment: Environment, file: str, *, replace: bool) -> str:
    """Make a database what a backup says, and return a sentence on it.

    Args:
        environment: whose database.
        file: a file here, which is put into the bucket, or the name of one that is there.
        replace: replace the models that are there.

    Raises:
        DeployError: there is no such stack, or why nothing was changed.
    """
    outputs, path = _outputs(environment), Path(file)
    if not file:
        raise DeployError("FILE names the backup: a file here, or its name in the bucket.")
    if path.is_file():
        boto3.client("s3").upload_file(str(path), outputs["BackupFilesName"], path.name)
        file = path.name
    return _ask(outputs, {"verb": "restore", "key": file, "replace": replace})


def _outputs(environment: Environment) -> dict[str, str]:
    if stack.state(environment.stack) is None:
        raise DeployError(f"There is no stack {environment.stack}.")
    outputs = stack.outputs(environment.stack)
    if "BackupFilesName" not in outputs:
        raise DeployError(
            f"{environment.stack} has no database of its own: make backup and make restore, with"
            " DATABASE_URL of its owner."
        )
    return outputs


def _login(cluster: str) -> dict[str, str]:
    """Return where a restored cluster is, and the secret of its owner."""
    try:
        clusters = boto3.client("rds").describe_db_clusters(DBClusterIdentifier=cluster)
    except ClientError as error:
        raise DeployError(f"There is no cluster {cluster}: {error}") from error
    described = clusters["DBClusters"][0]
    if "MasterUserSecret" not in described:
        raise DeployError(f"{cluster} has no secret: modify it with --manage-master-user-password.")
    return {"host": described["Endpoint"], "secret": described["MasterUserSecret"]["SecretArn"]}


def _ask(outputs: dict[str, str], request: dict[str, Any]) -> str:
    """Invoke the function once, and wait."""
    once = Config(read_timeout=PATIENCE_S, retries={"total_max_attempts": 1})
    answer = boto3.client("lambda", config=once).invoke(
        FunctionName=outputs["MigrateFunctionName"], Payload=json.dumps(request).encode()
    )
    outcome = json.loads(answer["Payload"].read())
    if "done" not in outcome:
        raise DeployError(outcome.get("failed") or f"The function itself failed: {outcome}")
    return str(outcome["done"])


def _now() -> str:
    return f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
