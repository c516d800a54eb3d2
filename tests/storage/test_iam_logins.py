"""How a function logs in at its stores without a password in its settings."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import boto3
import pytest
from aws_lambda_powertools.utilities.parameters.constants import DEFAULT_PROVIDERS
from botocore import auth
from botocore.model import ServiceId
from botocore.signers import RequestSigner
from moto import mock_aws
from pg8000.exceptions import DatabaseError
from pg8000.native import literal
from redis import Redis

from pricebook.errors import MissingSetting
from pricebook.storage import valkey
from pricebook.storage.postgres import Database, connect
from tests.support.fakes.tls_proxy import Front, encrypted

NOW = datetime(2026, 11, 21, 12)  # noqa: DTZ001 - botocore's clock has no zone
REGION = "eu-west-1"
REFUSED = "password authentication failed"
ATTEMPTS = 200


@pytest.fixture(autouse=True)
def function(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set what Lambda sets for a function with a role, and stop the clock."""
    monkeypatch.setenv("AWS_REGION", REGION)
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "session")
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)  # another test's has other credentials
    clock(monkeypatch, NOW)


@pytest.fixture
def visitor(owner_database: Database, template_database: Database) -> Iterator[Database]:
    """Give the owner of a database that asks its user `visitor` for a password."""
    file = Path(owner_database.run("SHOW hba_file")[0][0])
    rules = file.read_text()
    owner_database.run("CREATE ROLE visitor LOGIN")
    try:
        file.write_text(f"local all visitor password\n{rules}")
        owner_database.run("SELECT pg_reload_conf()")
        yield owner_database
    finally:
        file.write_text(rules)
        owner_database.run("SELECT pg_reload_conf()")
        template_database.run("DROP ROLE visitor")


@pytest.fixture
def front(visitor: Database) -> Iterator[Front]:
    """Give its address on the network, where names and ports are."""
    folder = visitor.run("SHOW unix_socket_directories")[0][0]
    with encrypted(Path(folder) / ".s.PGSQL.5432", None) as front:
        await_rules(front)
        yield front


@pytest.fixture
def secret(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Give the secret that RDS keeps for the visitor."""
    DEFAULT_PROVIDERS.clear()
    with mock_aws():
        client = boto3.client("secretsmanager", region_name=REGION)
        client.create_secret(Name="visitor", SecretString=login("first"))
        monkeypatch.setenv("DATABASE_SECRET", "visitor")
        yield "visitor"
    DEFAULT_PROVIDERS.clear()


def clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    """Let botocore sign at this moment."""
    monkeypatch.setattr(auth, "get_current_datetime", lambda: now)


def address(front: Front, database: Database, password: str = "") -> str:
    """Return the address of the database for the visitor."""
    credentials = f"visitor:{password}" if password else "visitor"
    path = urlsplit(database._url).path
    return f"postgresql://{credentials}@localhost:{front.port}{path}"


def await_rules(front: Front) -> None:
    """Wait until the server has read its rules again: it is told to and does so at leisure."""
    for _ in range(ATTEMPTS):
        try:
            connect(f"postgresql://visitor:guess@localhost:{front.port}/postgres").close()
        except DatabaseError:
            return
    raise AssertionError("the server still lets everybody in")


def login(password: str) -> str:
    """Return a secret as RDS writes it."""
    return json.dumps({"username": "visitor", "password": password})


def become(database: Database, password: str) -> None:
    """Change the password that Postgres expects."""
    database.run(f"ALTER ROLE visitor PASSWORD {literal(password)}")


def test_postgres_gets_the_token_that_aws_makes(
    front: Front, visitor: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What boto3 generates for this host, port, user and moment is what arrives as the password."""
    monkeypatch.setenv("DB_IAM", "true")
    rds = boto3.client("rds", region_name=REGION)
    become(visitor, rds.generate_db_auth_token("localhost", front.port, "visitor"))
    connection = connect(address(front, visitor))
    rows = connection.run("SELECT session_user")
    connection.close()

    assert [["visitor"]] == rows


def test_a_token_is_made_for_one_connection(
    front: Front, visitor: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tokens end after fifteen minutes, so the next connection brings another one."""
    monkeypatch.setenv("DB_IAM", "true")
    rds = boto3.client("rds", region_name=REGION)
    become(visitor, rds.generate_db_auth_token("localhost", front.port, "visitor"))
    clock(monkeypatch, NOW + timedelta(minutes=16))
    with pytest.raises(DatabaseError, match=REFUSED):
        connect(address(front, visitor))
    become(visitor, rds.generate_db_auth_token("localhost", front.port, "visitor"))

    connect(address(front, visitor)).close()


def test_a_password_in_the_address_wins(
    front: Front, visitor: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An operator's own database is opened with what its address says."""
    monkeypatch.setenv("DB_IAM", "true")
    become(visitor, "mine")

    connect(address(front, visitor, "mine")).close()


@pytest.mark.usefixtures("secret")
def test_a_rotated_password_is_read_again(front: Front, visitor: Database) -> None:
    """Secrets Manager rotates: whoever has to connect again asks for the password of now."""
    become(visitor, "first")
    database = Database(address(front, visitor))
    database.run("SELECT 1")
    become(visitor, "second")
    boto3.client("secretsmanager", region_name=REGION).put_secret_value(
        SecretId="visitor", SecretString=login("second")
    )
    rows = [database.run("SELECT 1")]
    database.close()
    rows += [database.run("SELECT 2")]
    database.close()

    assert [[[1]], [[2]]] == rows


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ('{"username": "visitor"}', "the secret visitor is not JSON with a password"),
        ("[]", "the secret visitor is not JSON with a password"),
        ("first", "the secret visitor cannot be read"),
        (None, "the secret visitor cannot be read"),
    ],
)
def test_a_secret_without_password_is_named(secret: str, value: str | None, message: str) -> None:
    """The message says which secret, and never what is in it."""
    client = boto3.client("secretsmanager", region_name=REGION)
    if value is None:
        client.delete_secret(SecretId=secret, ForceDeleteWithoutRecovery=True)
    else:
        client.put_secret_value(SecretId=secret, SecretString=value)

    with pytest.raises(MissingSetting, match=message) as error:
        connect("postgresql://visitor@localhost:1/x")
    assert "first" not in str(error.value)


def test_a_socket_needs_no_token(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server on this machine has no name to sign for; it knows its users otherwise."""
    monkeypatch.setenv("DB_IAM", "true")
    monkeypatch.delenv("AWS_REGION")

    connect(database_url).close()


def test_valkey_gets_the_token_that_aws_asks_for(
    redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cache with IAM gets its user, and a request signed as ElastiCache documents it."""
    monkeypatch.setenv("REDIS_URL", redis_url)
    monkeypatch.setenv("CACHE_NAME", "pricebook-cache")
    monkeypatch.setenv("CACHE_USER", "pricebook")
    valkey.reset()
    with Redis.from_url(redis_url) as owner:
        owner.execute_command("ACL", "SETUSER", "pricebook", "ON", f">{token()}", "~*", "+@all")
        valkey.put("told", b"an answer", 60)
        response = valkey.get("told")
        valkey.reset()
        owner.execute_command("ACL", "DELUSER", "pricebook")

    assert b"an answer" == response


def token() -> str:
    """Return what AWS's own signer makes of the request in ElastiCache's documentation."""
    session = boto3.Session()
    credentials, emitter = session.get_credentials(), session.events
    signer = RequestSigner(
        ServiceId("elasticache"), REGION, "elasticache", "v4", credentials, emitter
    )
    query = {"Action": "connect", "User": "pricebook", "ResourceType": "ServerlessCache"}
    request = {"method": "GET", "body": {}, "headers": {}, "context": {}}
    signed: str = signer.generate_presigned_url(
        request | {"url": f"https://pricebook-cache/?{urlencode(query)}"},
        operation_name="connect",
        expires_in=900,
        region_name=REGION,
    )
    return signed.removeprefix("https://")
