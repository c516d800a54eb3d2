"""Backup and restore as the function of migrations is asked for them: the file lies in S3."""

import json
from collections.abc import Iterator
from typing import Any, cast

import boto3
import pytest
from moto import mock_aws

from functions.migrate import app
from pricebook.storage.postgres import Database
from tests.support.clients import Context
from tests.support.fakes.botocore_recorder import recording
from tests.support.fakes.provider_transport import item
from tests.support.sync_and_query import run

OWNER = {"secret": "rds!cluster-1"}
MODELS = "SELECT model_id FROM models ORDER BY model_id"


@pytest.fixture(autouse=True)
def bucket(environment: pytest.MonkeyPatch) -> Iterator[Any]:
    """Give the bucket that the template makes, as moto plays it."""
    environment.setenv("AWS_ACCESS_KEY_ID", "test")
    environment.setenv("AWS_SECRET_ACCESS_KEY", "test")
    environment.setenv("BACKUP_BUCKET", "files")
    with mock_aws():
        storage: Any = boto3.client("s3")
        storage.create_bucket(Bucket="files")
        yield storage


def ask(**event: Any) -> dict[str, str]:
    """Invoke the function as an operator does, and return its answer."""
    return cast("dict[str, str]", app.handler(event, cast("Any", Context("MigrateFunction"))))


def test_a_backup_comes_back(bucket: Any, owner_database: Database) -> None:
    """What was written into the bucket is what the database is after a restore."""
    run(item("acme/a"), item("acme/b"))
    assert "s3://files/one.zip has all" in ask(verb="backup", key="one.zip")["done"]
    run(item("acme/c"))

    answer = ask(verb="restore", key="one.zip", replace=True)

    assert answer["done"].startswith("The database is what it was at ")
    assert [["openrouter/acme/a"], ["openrouter/acme/b"]] == owner_database.run(MODELS)
    assert ["one.zip"] == [it["Key"] for it in bucket.list_objects_v2(Bucket="files")["Contents"]]


def test_a_restore_replaces_nothing_unasked(owner_database: Database) -> None:
    """Models that are there stay, unless the operator says so."""
    run(item("acme/a"))
    ask(verb="backup", key="one.zip")
    run(item("acme/a"), item("acme/b"))

    assert "holds 2 models" in ask(verb="restore", key="one.zip")["failed"]
    assert 2 == len(owner_database.run(MODELS))


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        ({"verb": "restore", "key": "none.zip"}, "Not Found"),
        ({"verb": "restore", "key": "text"}, "is no backup"),
        (
            {"verb": "backup", "key": "x", "host": "h", "secret": "gone"},
            "secret gone cannot be read",
        ),
    ],
)
def test_what_cannot_be_done_is_answered(bucket: Any, event: dict[str, str], reason: str) -> None:
    """An operator reads why, and the database is as it was."""
    bucket.put_object(Bucket="files", Key="text", Body=b"text")

    assert reason in ask(**event)["failed"]


def test_another_cluster_is_backed_up_with_its_own_secret(
    bucket: Any, environment: pytest.MonkeyPatch
) -> None:
    """What was restored beside the stack's cluster has a password of its own, read from RDS.

    That and the file are all that is asked of AWS.
    """
    run(item("acme/a"))
    secrets: Any = boto3.client("secretsmanager")
    secrets.create_secret(Name=OWNER["secret"], SecretString=json.dumps({"password": "it's"}))

    with recording(environment) as heard:
        answer = ask(verb="backup", key="before.zip", host="before.invalid", **OWNER)
        ask(verb="restore", key="before.zip", replace=True)

    assert "s3://files/before.zip has all" in answer["done"]
    assert bucket.head_object(Bucket="files", Key="before.zip")["ContentLength"] > 1000
    actions = {action for action, _subject in heard}
    assert {"s3:GetObject", "s3:PutObject", "secretsmanager:GetSecretValue"} == actions
