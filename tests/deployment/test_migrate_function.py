"""Migrations as CloudFormation asks for them: it hears an answer, whatever happens."""

import gc
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

import pytest
from pg8000.exceptions import DatabaseError

from functions.migrate import app
from migrations.session import LOCK
from migrations.versioned import migrations
from pricebook.storage.postgres import Database
from tests.support.clients import Context
from tests.support.fakes.cloudformation_bucket import STACK, Bucket, bucketed

LARGEST_ANSWER = 4096


@dataclass
class Patient(Context):
    """The context of a function that has just begun."""

    def get_remaining_time_in_millis(self) -> int:
        """Return the function's whole time."""
        return 900_000


@dataclass
class Hurried(Context):
    """The context of a function that has so little time left that none is left to migrate."""

    def get_remaining_time_in_millis(self) -> int:
        """Return what is reserved for the answer."""
        return app.RESERVE_S * 1000


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bucket]:
    """Give what hears the answers."""
    monkeypatch.setattr(app, "PAUSES_S", (0, 0))
    monkeypatch.setattr(app, "is_of_aws", lambda _url: True)
    with bucketed() as server:
        yield server


@pytest.fixture
def swept(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Collect what pg8000 leaves of a session that the server has ended: it warns of itself."""
    yield
    caplog.get_records("call").clear()
    gc.collect()


@pytest.fixture
def empty(empty_database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """Give the database that the function shall migrate."""
    monkeypatch.setenv("DATABASE_URL", empty_database_url)
    owner = Database(empty_database_url)
    yield owner
    owner.close()


@pytest.fixture
def master(
    template_database: Database, empty: Database, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """Log the function in as RDS does: an owner who may make roles and is no superuser."""
    [[database]] = empty.run("SELECT current_database()")
    template_database.run(f"""
        CREATE ROLE rds_iam;
        CREATE ROLE master LOGIN CREATEROLE;
        GRANT rds_iam, pricebook_reader, pricebook_writer
          TO master WITH ADMIN TRUE, INHERIT FALSE, SET FALSE;
        ALTER DATABASE {database} OWNER TO master
    """)
    url = urlsplit(empty._url)
    monkeypatch.setenv("DATABASE_URL", url._replace(netloc="master@").geturl())
    monkeypatch.setenv("DB_IAM", "true")
    yield "master"
    empty.run("REASSIGN OWNED BY master TO postgres; DROP OWNED BY master")
    template_database.run("DROP ROLE master; DROP ROLE rds_iam")


def run(event: dict[str, Any], context: Context) -> None:
    """Invoke the function."""
    app.handler(event, cast("Any", context))


def told(bucket: Bucket, kind: str, context: Context | None = None) -> tuple[str, str]:
    """Ask the function, and return what its answer says."""
    run(bucket.asks(kind), context or Patient())
    return bucket.answer["Status"], bucket.answer["Reason"]


def test_a_new_stack_gets_the_schema(bucket: Bucket, empty: Database) -> None:
    """Creating the stack migrates, and the answer is the one that CloudFormation waits for."""
    assert "SUCCESS" == told(bucket, "Create")[0]
    assert {
        "StackId": STACK,
        "RequestId": "unique id for this request",
        "LogicalResourceId": "Migrations",
        "PhysicalResourceId": "migrations",
        "Data": {"Run": "unique id for this request"},
        "Status": "SUCCESS",
        "Reason": f"{len(migrations())} migrations were applied.",
    } == bucket.answer
    assert [""] == bucket.types
    assert [[len(migrations())]] == empty.run("SELECT count(*) FROM schema_migrations")


def test_switching_off_asks_no_database(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    """Serve=snapshot is for bad days: it deploys while the database is down."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://user@127.0.0.1:1/gone")
    event = bucket.asks("Update")
    event["ResourceProperties"] |= {"Serve": "snapshot"}

    run(event, Patient())

    assert "SUCCESS" == bucket.answer["Status"]


@pytest.mark.usefixtures("owner_database")
def test_the_next_deploy_has_nothing_to_do(
    bucket: Bucket, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A deploy without new migrations changes nothing."""
    monkeypatch.setenv("DATABASE_URL", database_url)

    assert ("SUCCESS", "0 migrations were applied.") == told(bucket, "Update")


def test_deleting_the_stack_needs_no_database(
    bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database may be gone by then, and if not it keeps what it has."""
    monkeypatch.delenv("DATABASE_URL", raising=False)

    assert ("SUCCESS", "The database stays as it is.") == told(bucket, "Delete")


@pytest.mark.parametrize("kind", ["Create", "Update"])
def test_a_failed_migration_fails_the_deploy(bucket: Bucket, empty: Database, kind: str) -> None:
    """The answer names the file and the reason, and the database is as before."""
    empty.run("CREATE TABLE providers ()")
    status, reason = told(bucket, kind)

    assert "FAILED" == status
    assert reason.startswith("MigrationError: 0102_models.up.sql failed and was rolled back: ")
    assert 'relation "providers" already exists' in reason
    assert [[1]] == empty.run("SELECT count(*) FROM schema_migrations")


def test_a_failed_deploy_can_be_taken_back(bucket: Bucket, database_url: str) -> None:
    """The release before meets the migrations of the failed one, which it can live with."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", database_url)
        later = Database(database_url)
        later.run("INSERT INTO schema_migrations VALUES (9999, 'later', '')")
        later.close()
        undone, first = told(bucket, "Update"), bucket.bodies.pop()
        created = told(bucket, "Create")

    assert first
    assert "SUCCESS" == undone[0]
    assert "FAILED" == created[0]
    assert undone[1] == created[1]
    assert "has migrations [9999] that this code does not know" in created[1]


def test_a_defect_is_answered_too(bucket: Bucket) -> None:
    """What nobody thought of fails the deploy at once, and the function for its alarm."""
    event = bucket.asks("Create")
    del event["RequestType"]
    with pytest.raises(KeyError):
        run(event, Patient())

    assert "FAILED" == bucket.answer["Status"]
    assert "The function itself failed; its log says why." == bucket.answer["Reason"]


@pytest.mark.usefixtures("swept")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_migration_ends_before_the_function_does(bucket: Bucket, empty: Database) -> None:
    """Lambda would end it without an answer, and Postgres would go on: so both are told in time."""
    empty.run("SELECT pg_advisory_lock(:lock)", lock=LOCK)
    status, reason = told(bucket, "Update", Hurried())
    (waiting,) = empty.run(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )

    assert "FAILED" == status
    assert "The migrations took longer than 1 seconds; the one under way was rolled back" in reason
    assert [0] == waiting


def test_an_answer_that_is_lost_is_sent_again(bucket: Bucket) -> None:
    """S3 may have a bad moment or two."""
    bucket.refusals = 2

    assert "SUCCESS" == told(bucket, "Delete")[0]


def test_an_answer_that_nobody_takes_is_an_error(bucket: Bucket) -> None:
    """The function's own alarm is then the only one who can tell."""
    bucket.refusals = 9
    with pytest.raises(OSError, match="503"):
        told(bucket, "Delete")


def test_an_answer_fits(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long the reason is, and whatever letters it has, CloudFormation takes the answer."""
    monkeypatch.setenv("DATABASE_URL", "\N{DOUBLE-STRUCK CAPITAL Z}" + '"' * 9000)
    status, reason = told(bucket, "Create")

    assert "FAILED" == status
    assert reason.startswith("MissingSetting: DATABASE_URL is ")
    assert len(bucket.bodies[0]) <= LARGEST_ANSWER


def test_aws_lets_the_roles_in_and_the_owner_by_password(
    bucket: Bucket, template_database: Database, master: str
) -> None:
    """Whoever may act as a member of rds_iam needs a token, so the owner gives that right back."""
    status, reason = told(bucket, "Create")
    members = template_database.run("""
        SELECT granted.rolname, member.rolname FROM pg_auth_members
        JOIN pg_roles granted ON granted.oid = roleid JOIN pg_roles member ON member.oid = member
        WHERE (inherit_option OR set_option) AND member.rolname <> 'postgres'
        AND granted.rolname IN ('rds_iam', 'pricebook_reader', 'pricebook_writer') ORDER BY 1, 2
    """)

    assert "SUCCESS" == status, reason
    assert [["rds_iam", "pricebook_reader"], ["rds_iam", "pricebook_writer"]] == members
    assert [[False]] == template_database.run(
        "SELECT pg_has_role(:role, 'rds_iam', 'USAGE')", role=master
    )


def test_a_database_elsewhere_knows_no_such_role(
    bucket: Bucket, empty: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DB_IAM on a database that is not Amazon's fails the deploy with the reason."""
    monkeypatch.setenv("DB_IAM", "true")
    status, reason = told(bucket, "Create")

    assert "FAILED" == status
    assert 'role "rds_iam" does not exist' in reason
    with pytest.raises(DatabaseError, match="rds_iam"):
        empty.run("GRANT rds_iam TO pricebook_reader")


def test_only_aws_is_answered(caplog: pytest.LogCaptureFixture) -> None:
    """Whoever may invoke the function gets no request out of it to an address of theirs."""
    app.respond("http://127.0.0.1:1/", b"{}")

    assert "not of AWS" in caplog.text
