"""Addresses of stores that lie in a secret: the password stands in no variable of a function."""

from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws
from pg8000.exceptions import InterfaceError

from pricebook.errors import MissingSetting, Unavailable
from pricebook.storage import reader, valkey
from pricebook.storage.postgres import Database, connect

MISSING = "arn:aws:secretsmanager:us-east-1:123456789012:secret:missing"


@pytest.fixture
def secrets(environment: pytest.MonkeyPatch) -> Iterator[Any]:
    """Give Secrets Manager as moto plays it."""
    environment.setenv("AWS_ACCESS_KEY_ID", "test")
    environment.setenv("AWS_SECRET_ACCESS_KEY", "test")
    with mock_aws():
        yield boto3.client("secretsmanager")


def test_a_database_is_found_by_its_secret(secrets: Any, database_url: str) -> None:
    """Every new connection reads the address as it is now, so that a rotation needs no deploy."""
    arn = secrets.create_secret(Name="owner", SecretString="postgresql://u@127.0.0.1:1/x")["ARN"]
    with pytest.raises(InterfaceError):
        Database(arn).run("SELECT 1")
    secrets.put_secret_value(SecretId=arn, SecretString=f"{database_url}\n")
    database = Database(arn)

    assert [[1]] == database.run("SELECT 1")
    database.close()


def test_what_a_secret_holds_is_told_to_nobody(secrets: Any) -> None:
    """A secret that holds something else is named, and not its text."""
    arn = secrets.create_secret(Name="owner", SecretString="hunter2")["ARN"]

    with pytest.raises(MissingSetting) as error:
        connect(arn)
    assert "hunter2" not in str(error.value)
    assert arn in str(error.value)


def test_a_secret_that_cannot_be_read_is_an_outage(
    secrets: Any, environment: pytest.MonkeyPatch, reset_process: Callable[[], None]
) -> None:
    """Readers get stale answers and no error, as when the stores themselves are away."""
    assert secrets
    environment.setenv("DATABASE_URL", MISSING)
    environment.setenv("REDIS_URL", MISSING)
    reset_process()

    with pytest.raises(Unavailable):
        reader.rows("catalog.lookup.answering")
    assert not valkey.answering()


def test_valkey_is_found_by_its_secret(
    secrets: Any,
    environment: pytest.MonkeyPatch,
    redis_url: str,
    reset_process: Callable[[], None],
) -> None:
    """After a rotation the next attempt reads the new address."""
    arn = secrets.create_secret(Name="valkey", SecretString="redis://127.0.0.1:1")["ARN"]
    environment.setenv("REDIS_URL", arn)
    reset_process()
    assert not valkey.answering()
    secrets.put_secret_value(SecretId=arn, SecretString=redis_url)
    valkey._circuit.reset()

    assert valkey.answering()
