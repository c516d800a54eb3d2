"""`make aws-backup` and `make aws-restore`: the stack says whom to ask and where the file lies."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from infrastructure import copies, stack
from infrastructure.environments import DeployError, Environment
from tests.support.fakes.aws_server import BUCKET, serving
from tests.support.fakes.lambda_invoke_api import Lambda, invocable

ENVIRONMENT = Environment("dev", "pricebook-dev", {})
OUTPUTS = {"BackupFilesName": BUCKET, "MigrateFunctionName": "Migrate"}
TEMPLATE = """
Resources: { Queue: { Type: "AWS::SQS::Queue" } }
Outputs: %s
"""


@pytest.fixture
def function(monkeypatch: pytest.MonkeyPatch) -> Iterator[Lambda]:
    """Give the function of a stack with these outputs, in an account that moto plays."""
    outputs = {name: {"Value": value} for name, value in OUTPUTS.items()}
    with serving(monkeypatch), invocable(monkeypatch) as function:
        client: Any = boto3.client("cloudformation")
        client.create_stack(StackName=ENVIRONMENT.stack, TemplateBody=TEMPLATE % outputs)
        function.answer = {"done": "It is done."}
        yield function
        client.delete_stack(StackName=ENVIRONMENT.stack)


def test_a_backup_is_asked_for(function: Lambda) -> None:
    """The function is invoked once, and the answer awaited."""
    assert "It is done." == copies.backup(ENVIRONMENT)
    (event,) = function.started

    assert "backup" == event["verb"]
    assert event["key"].startswith("pricebook-dev-2")


def test_a_restored_cluster_is_backed_up(function: Lambda) -> None:
    """Its address and its owner's secret are RDS's own words."""
    client: Any = boto3.client("rds")
    cluster = client.create_db_cluster(
        DBClusterIdentifier="pricebook-dev-before",
        Engine="aurora-postgresql",
        MasterUsername="postgres",
        ManageMasterUserPassword=True,
    )["DBCluster"]
    copies.backup(ENVIRONMENT, "pricebook-dev-before")
    (event,) = function.started

    assert cluster["Endpoint"] == event["host"]
    assert cluster["MasterUserSecret"]["SecretArn"] == event["secret"]
    with pytest.raises(DeployError, match="There is no cluster gone"):
        copies.backup(ENVIRONMENT, "gone")


def test_a_file_goes_through_the_bucket(function: Lambda, tmp_path: Path) -> None:
    """A file from here is put there first; one that is there is named."""
    (tmp_path / "one.zip").write_bytes(b"rows")
    copies.restore(ENVIRONMENT, str(tmp_path / "one.zip"), replace=True)
    copies.restore(ENVIRONMENT, "two.zip", replace=False)
    storage: Any = boto3.client("s3")

    assert b"rows" == storage.get_object(Bucket=BUCKET, Key="one.zip")["Body"].read()
    assert [("one.zip", True), ("two.zip", False)] == [
        (event["key"], event["replace"]) for event in function.started
    ]


def test_a_failure_is_the_reason(function: Lambda) -> None:
    """What the function could not do ends the verb."""
    function.answer = {"failed": "MigrationError: This database holds 2 models"}
    with pytest.raises(DeployError, match="holds 2 models"):
        copies.restore(ENVIRONMENT, "one.zip", replace=False)
    with pytest.raises(DeployError, match="FILE names the backup"):
        copies.restore(ENVIRONMENT, "", replace=False)


def test_a_database_from_outside_has_its_own_way(
    function: Lambda, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There make backup and make restore do it from anywhere."""
    assert function
    monkeypatch.setattr(stack, "outputs", lambda _name: {"MigrateFunctionName": "Migrate"})
    with pytest.raises(DeployError, match="no database of its own: make backup"):
        copies.backup(ENVIRONMENT)
