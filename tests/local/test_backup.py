"""What a backup promises: the same bytes afterwards, or nothing changed and a sentence why."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from pg8000.exceptions import DatabaseError
from pg8000.native import identifier

from local.commands.backup import backup
from local.commands.restore import restore
from local.errors import LocalError
from local.home import ROOT, Home
from local.stores.postgres import Postgres
from migrations.runner import migrate, undo
from migrations.unattended import LET_IN
from migrations.versioned import migrations
from pricebook.storage.postgres import Database, connect
from pricebook.sync import provider_run
from pricebook.sync.fetch import Fetcher
from tests.support.admin_client import AdminClient
from tests.support.clients import CatalogClient
from tests.support.database_dump import contents, cut, damage, exchange, outdate, schema
from tests.support.databases import created, drop_left
from tests.support.fakes.provider_transport import item
from tests.support.probes import soon
from tests.support.sync_and_query import rows, run

MODEL = "openrouter/acme/a"
PATHS = ("/v1/catalog", f"/v1/history/{MODEL}", f"/v1/models/{MODEL}", "/v1/changes")


@pytest.fixture
def ours(tmp_path: Path, database_url: str, redis_url: str) -> Home:
    """Give a home whose stores are those of the test."""
    stores = {"DATABASE_URL": database_url, "REDIS_URL": redis_url, "DB_SSL": "disable"}
    return Home(stores | {"PRICEBOOK_HOME": str(tmp_path)})


@pytest.fixture
def filled(admin: AdminClient, ours: Home, tmp_path: Path) -> Path:
    """Give the backup of a catalogue with history: a price that moved, and one of an operator."""
    run(item("acme/a"), item("acme/b", description='a\\b\t"c"\nüñî €'))
    run(item("acme/a", "0.0000015"), item("acme/b"))
    price = {"meter": "input_tokens", "amount": "2.5", "reason": "the invoice of June"}
    assert 200 == admin.ask("PUT", f"/v1/admin/prices/{MODEL}", price).status
    backup(ours, tmp_path / "one.zip")
    return tmp_path / "one.zip"


def seen(api: CatalogClient, office: AdminClient) -> list[bytes]:
    """Return what readers and operators are told, byte by byte."""
    asked = {"accept-encoding": "gzip"}
    public = [api.get(path, asked) for path in PATHS]
    answers = [*public, office.ask("GET", "/v1/admin/audit")]
    assert [200] * len(answers) == [answer.status for answer in answers]
    return [answer.body.split(b'"request_id"')[0] for answer in answers]  # each has its own


def test_everything_is_as_it_was(
    filled: Path, ours: Home, client: CatalogClient, admin: AdminClient, owner_database: Database
) -> None:
    """Every row, trigger and grant is the same, and readers get the same bytes with no wait."""
    before = seen(client, admin), contents(owner_database), schema(owner_database)
    run(item("acme/a", "0.000009"), item("acme/new"))
    admin.ask("DELETE", f"/v1/admin/prices/{MODEL}", {"meter": "input_tokens", "reason": "over"})
    assert before[0] != seen(client, admin)
    restore(ours, filled, agreed=True)

    after = seen(client, admin), contents(owner_database), schema(owner_database)
    assert before == after


def test_life_goes_on_afterwards(
    filled: Path, ours: Home, client: CatalogClient, owner_database: Database
) -> None:
    """The next run writes on, history is still append-only, and no id comes to mean another row."""
    run(item("acme/a", "0.000009"), item("acme/b"))
    ((given,),) = rows(owner_database, "SELECT max(id) FROM model_prices")

    restore(ours, filled, agreed=True)

    assert given > rows(owner_database, "SELECT max(id) FROM model_prices")[0][0]
    report = run(item("acme/a", "0.0000011"), item("acme/b"))
    assert (2, 1) == (report.fetched, report.prices_changed)
    assert given < rows(owner_database, "SELECT max(id) FROM model_prices")[0][0]
    assert "2.5" == client.get(f"/v1/models/{MODEL}").json()["data"]["pricing"]["prompt"]
    with pytest.raises(DatabaseError, match="append-only"):
        owner_database.run("DELETE FROM model_prices")


def test_an_empty_database_becomes_a_full_one(
    filled: Path, ours: Home, owner_database: Database, empty_database_url: str
) -> None:
    """A database without a schema is filled without being asked for consent."""
    restored = Database(empty_database_url)

    restore(Home({**ours.environment, "DATABASE_URL": empty_database_url}), filled, agreed=False)

    assert contents(owner_database) == contents(restored)
    restored.close()


def test_a_database_with_models_is_replaced_only_on_demand(
    filled: Path, ours: Home, owner_database: Database
) -> None:
    """Without YES=1 the message counts what would be lost, and nothing is."""
    before = contents(owner_database)

    with pytest.raises(LocalError, match="holds 2 models: YES=1 replaces all of it"):
        restore(ours, filled, agreed=False)

    assert before == contents(owner_database)


def test_an_older_backup_is_brought_up_to_date(
    ours: Home, owner_database: Database, database_url: str, tmp_path: Path
) -> None:
    """What an earlier schema held is back in one transaction, with every view of today."""
    expected = schema(owner_database)
    connection = connect(database_url)
    label = undo(connection, 1).migrations
    backup(ours, tmp_path / "old.zip")
    migrate(connection)
    connection.close()

    restore(ours, tmp_path / "old.zip", agreed=True)

    assert [migrations()[-1].label] == label
    assert expected == schema(owner_database)
    assert [] == rows(owner_database, "SELECT * FROM model_documents")


@pytest.mark.usefixtures("filled")
def test_it_is_of_one_moment(ours: Home, owner_database: Database, tmp_path: Path) -> None:
    """A run that ends between the copies of two tables is in all of them or in none: here none."""
    expected = contents(owner_database)
    with ThreadPoolExecutor() as pool:
        with owner_database.transaction():
            owner_database.run("LOCK TABLE admin_audit_log")  # the first that is copied
            copied = pool.submit(backup, ours, tmp_path / "two.zip")
            assert soon(
                lambda: bool(rows(owner_database, "SELECT FROM pg_locks WHERE NOT granted"))
            )
            owner_database.run("UPDATE models SET name = 'late'")
        copied.result()

    restore(ours, tmp_path / "two.zip", agreed=True)

    assert expected == contents(owner_database)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (cut, "is no backup, or only a part of one"),
        (damage, "(is damaged in|only a part of one)"),
        (exchange, "is no backup, or only a part of one"),
        (outdate, r"was made with migrations \[9999\]"),
        (Path.unlink, "There is no file"),
    ],
)
def test_a_bad_file_changes_nothing(
    spoil: Callable[[Path], None], said: str, filled: Path, ours: Home, owner_database: Database
) -> None:
    """A file that is cut, damaged, of somebody else, too new or absent is refused in a sentence."""
    before = contents(owner_database)
    spoil(filled)

    with pytest.raises(LocalError, match=said):
        restore(ours, filled, agreed=True)

    assert before == contents(owner_database)


def test_a_restore_that_fails_is_rolled_back(
    filled: Path, ours: Home, owner_database: Database
) -> None:
    """Where the last statement fails, the database is still what it was, schema included."""
    before = contents(owner_database)
    with zipfile.ZipFile(filled, "a") as archive:
        assert "sync_runs" in archive.namelist()
        manifest = archive.read("manifest.json").replace(b'"sync_runs_id_seq"', b'"gone_seq"')
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("manifest.json", manifest)

    with pytest.raises(LocalError, match=r'nothing was changed: .*"gone_seq" does not exist'):
        restore(ours, filled, agreed=True)

    assert before == contents(owner_database)


def test_strangers_tables_are_left_alone(filled: Path, ours: Home, empty_database_url: str) -> None:
    """A database that holds something else is refused, whatever was agreed."""
    other = Database(empty_database_url)
    other.run("CREATE TABLE invoices (id integer)")

    with pytest.raises(LocalError, match="tables that are not Pricebook's"):
        restore(Home({**ours.environment, "DATABASE_URL": empty_database_url}), filled, agreed=True)

    assert {"invoices": []} == contents(other)
    other.close()


def test_a_run_that_spans_a_restore_writes_nothing(
    filled: Path, ours: Home, owner_database: Database
) -> None:
    """What was fetched before a restore is not written into the restored catalogue."""
    expected = contents(owner_database)

    def answer(_request: httpx.Request) -> httpx.Response:
        restore(ours, filled, agreed=True)
        listed = json.dumps({"data": [item("acme/a"), item("acme/b"), item("acme/late")]})
        return httpx.Response(200, stream=httpx.ByteStream(listed.encode()))

    with pytest.raises(DatabaseError, match="is not present in table"):
        provider_run.run(
            "openrouter", triggered_by="cli", fetcher=Fetcher(httpx.MockTransport(answer))
        )

    assert expected == contents(owner_database)


@pytest.fixture
def owned(template_database: Database, postgres: Postgres, ours: Home) -> Iterator[Home]:
    """Give a home whose database is in Amazon RDS: its owner makes roles and is no superuser."""
    template_database.run("""
        CREATE ROLE rds_iam;
        CREATE ROLE master LOGIN CREATEROLE;
        GRANT rds_iam, pricebook_reader, pricebook_writer
          TO master WITH ADMIN TRUE, INHERIT FALSE, SET FALSE
    """)
    with created(template_database, postgres, "template0") as url:
        name = url.partition("?")[0].rpartition("/")[2]
        template_database.run(f"ALTER DATABASE {identifier(name)} OWNER TO master")
        yield Home({**ours.environment, "DATABASE_URL": url.replace("postgres@", "master@")})
    drop_left(template_database)  # the database is master's
    template_database.run("DROP OWNED BY master; DROP ROLE master; DROP ROLE rds_iam")


def test_the_owner_in_aws_may_restore(filled: Path, owned: Home, owner_database: Database) -> None:
    """It takes no superuser, and the owner, whom AWS asks for no token, is not asked for one."""
    restore(owned, filled, agreed=False)
    restored = Database(owned.environment["DATABASE_URL"])
    restored.run(LET_IN)

    restore(owned, filled, agreed=True)

    assert contents(owner_database) == contents(restored)
    assert [[False]] == rows(restored, "SELECT pg_has_role('rds_iam', 'USAGE')")
    restored.close()


def test_the_verbs_say_what_they_did(filled: Path, ours: Home) -> None:
    """Each prints a line; a backup keeps its secrets, and never overwrites another."""
    environment = {**ours.environment, "PYTHONPATH": "layers/shared:.", "PATH": "/usr/bin:/bin"}

    def said(*words: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "local", *words]
        done = subprocess.run(  # noqa: S603 - our own interpreter
            command, cwd=ROOT, env=environment, stdout=-1, stderr=-2, text=True, check=False
        )
        return done.returncode, done.stdout

    code, told = said("backup")
    (made,) = (ours.path / "backups").iterdir()
    assert (0, f"{made} has all ") == (code, told[: len(f"{made} has all ")])
    assert 0o600 == made.stat().st_mode & 0o777
    assert (1, f"{filled} exists already: name another FILE.\n") == said("backup", str(filled))
    code, told = said("restore", str(made), "--yes")
    assert (0, "The database is what it was at ") == (code, told[:31])
