"""A Postgres that somebody else runs: its owner is no superuser, and its readers have a login."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pg8000.exceptions import DatabaseError

from local.commands.backup import backup
from local.commands.restore import restore
from local.home import ROOT, Home
from local.stores import os_account
from local.stores.postgres import Postgres
from migrations import unattended
from pricebook.storage import writer
from pricebook.storage.postgres import Database
from tests.support.fakes.provider_transport import item
from tests.support.sync_and_query import run

MODELS = "SELECT model_id FROM models ORDER BY model_id"
SUPERUSERS = "SELECT rolname FROM pg_roles WHERE rolsuper AND rolname LIKE 'pricebook%'"


@pytest.fixture
def server() -> Iterator[Postgres]:
    """Give a server of its own: roles belong to a whole server."""
    folder = Path(tempfile.mkdtemp(prefix="foreign-"))
    folder.chmod(0o711)  # Postgres has a user of its own where root runs the tests
    found = Postgres(folder)
    found.start()
    yield found
    found.forget()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def foreign(server: Postgres) -> Postgres:
    """Give the server after infrastructure/postgres.sql, run as what a vendor gives."""
    vendor = Database(server.url().replace("/pricebook?", "/postgres?"))
    vendor.run("ALTER DATABASE pricebook RENAME TO somebody_else")
    vendor.run("CREATE ROLE admin LOGIN CREATEROLE CREATEDB")
    vendor.close()
    host = server.url().partition("host=")[2]
    words = ["-h", host, "-U", "admin", "-d", "postgres", "-v", "ON_ERROR_STOP=1"]
    words += ["-v", "owner_password=it's", "-v", "reader_password=secret"]
    script = (ROOT / "infrastructure" / "postgres.sql").read_text()
    subprocess.run(  # noqa: S603 - the psql of the embedded server
        [os_account.binaries() / "psql", *words], input=script, text=True, check=True, stdout=-3
    )
    return server


def test_the_order_of_roles_works(
    foreign: Postgres, environment: pytest.MonkeyPatch, redis_url: str, tmp_path: Path
) -> None:
    """Roles, migrations, a sync, a reader, a backup, a restore, the next deploy: no superuser."""
    owner = foreign.url("pricebook_owner:it%27s")
    readers = Database(foreign.url("pricebook_reader:secret"), "pricebook_reader")
    assert unattended.apply(owner, 60).migrations
    environment.setenv("DATABASE_URL", owner)
    writer.writer.cache_clear()
    run(item("acme/a"), item("acme/b"))
    stores = {"DATABASE_URL": owner, "REDIS_URL": redis_url, "DB_SSL": "disable"}
    home = Home(stores | {"PRICEBOOK_HOME": str(tmp_path)})
    backup(home, tmp_path / "one.zip")
    run(item("acme/a"), item("acme/c"))

    restore(home, tmp_path / "one.zip", agreed=True)

    assert [["openrouter/acme/a"], ["openrouter/acme/b"]] == readers.run(MODELS)
    readers.run("BEGIN READ WRITE")  # which a reader may ask for, and may still not write
    with pytest.raises(DatabaseError, match="permission denied"):
        readers.run("DELETE FROM models")
    readers.run("ROLLBACK")
    assert [] == readers.run(SUPERUSERS)
    assert [] == unattended.apply(owner, 60).migrations
    readers.close()
