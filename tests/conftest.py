"""Real Postgres and real Valkey for every test, and a database of its own for each."""

import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from local.stores.postgres import Postgres
from local.stores.valkey import Valkey
from migrations.runner import migrate
from pricebook.api import tokens
from pricebook.storage.postgres import Database, connect
from pricebook.sync.lease import Lease
from pricebook.sync.registration import register
from tests.support.admin_client import AdminClient
from tests.support.clients import CatalogClient
from tests.support.databases import (
    TEMPLATE,
    Fill,
    created,
    memory_folder,
    name_of,
    named,
    reset_reader,
    stores_set,
    switch_fsync_off,
)
from tests.support.staged_run import StagedRun
from tests.support.sync_and_query import SLUG


def pytest_configure() -> None:
    """Have a run that is told to end take its Postgres and its Valkey with it."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def isolated_environment() -> Iterator[None]:
    """Say where we are, as Lambda does, so that the libraries do not go and look."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("PRICEBOOK_", "DATABASE_"))]:
            patch.delenv(name)  # whoever works here may have a machine of their own running
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        patch.setenv("DB_SSL", "disable")
        patch.setenv("POWERTOOLS_TRACE_DISABLED", "1")
        yield


@pytest.fixture(scope="session")
def home() -> Iterator[Path]:
    """Give a folder with a path that is short enough for sockets."""
    folder = Path(tempfile.mkdtemp(prefix="pricebook-", dir=memory_folder()))
    folder.chmod(0o711)  # Postgres has a user of its own where root runs the tests
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres(home: Path) -> Iterator[Postgres]:
    """Give the server of this session."""
    server = Postgres(home)
    server.start()
    switch_fsync_off(named(server.url(), "postgres"))
    yield server
    server.forget()


@pytest.fixture(scope="session")
def valkey(home: Path) -> Iterator[Valkey]:
    """Give the Valkey of this session."""
    server = Valkey(home)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def redis_url(valkey: Valkey) -> str:
    """Give the address of Valkey."""
    return valkey.start()


@pytest.fixture(scope="session")
def template_database(postgres: Postgres) -> Iterator[Database]:
    """Give a connection that creates databases; the template has every migration."""
    database = Database(named(postgres.url(), "postgres"))
    database.run(f"CREATE DATABASE {TEMPLATE}")
    connection = connect(named(postgres.url(), TEMPLATE))
    migrate(connection)
    connection.close()
    yield database
    database.close()


@pytest.fixture(scope="session")
def template() -> str:
    """Give the database of which each test gets a copy; a file of tests may fill its own."""
    return TEMPLATE


@pytest.fixture(scope="module")
def filled(template_database: Database, postgres: Postgres, redis_url: str) -> Iterator[Fill]:
    """Give what fills a template once for a file of tests, and what it is called."""
    with ExitStack() as stack:

        def fill(work: Callable[[], object]) -> str:
            url = stack.enter_context(created(template_database, postgres, TEMPLATE))
            with pytest.MonkeyPatch.context() as patch, stores_set(patch, url, redis_url):
                work()
            return name_of(url)

        yield fill


@pytest.fixture
def database_url(template_database: Database, postgres: Postgres, template: str) -> Iterator[str]:
    """Give a database of one's own: the schema, and the rows of the file's template."""
    with created(template_database, postgres, template) as url:
        yield url


@pytest.fixture
def empty_database_url(template_database: Database, postgres: Postgres) -> Iterator[str]:
    """Give a database without even the schema."""
    with created(template_database, postgres, "template0") as url:
        yield url


@pytest.fixture
def owner_database(database_url: str) -> Iterator[Database]:
    """Give its owner's connection, which may do everything."""
    owner = Database(database_url)
    yield owner
    owner.close()


@pytest.fixture
def held(database_url: str) -> Iterator[Lease]:
    """Give the lease of another runner, which is alive."""
    database = Database(database_url)
    register(database)
    with Lease(database, SLUG, "cli", dry_run=False) as lease:
        yield lease
    database.close()


@pytest.fixture
def staged(owner_database: Database) -> Iterator[StagedRun]:
    """Give a run of the seller `ours` inside its transaction."""
    with owner_database.transaction(keep=False):
        yield StagedRun(owner_database)


@pytest.fixture
def environment(
    database_url: str, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[pytest.MonkeyPatch]:
    """Set what `template.yaml` sets for a function that writes, and forget it all afterwards."""
    with stores_set(monkeypatch, database_url, redis_url):
        yield monkeypatch


@pytest.fixture
def client(environment: pytest.MonkeyPatch) -> CatalogClient:
    """Give the catalogue function behind its gateway."""
    return CatalogClient(environment)


@pytest.fixture
def admin(environment: pytest.MonkeyPatch) -> Iterator[AdminClient]:
    """Give the admin function behind its gateway, and an operator."""
    yield AdminClient(environment)
    tokens._verifier.cache_clear()


@pytest.fixture
def reset_process() -> Callable[[], None]:
    """Give what makes the next request meet a container that was never asked anything."""
    return reset_reader


@pytest.fixture
def kill_valkey(valkey: Valkey) -> Iterator[Callable[[], None]]:
    """Give what kills Valkey at once; it is back after the test."""

    def kill() -> None:
        assert valkey._process
        os.kill(valkey._process.pid, signal.SIGKILL)
        valkey._process.wait()

    yield kill
    valkey.start()


@pytest.fixture
def stop_postgres(postgres: Postgres) -> Iterator[Callable[[], None]]:
    """Give what stops Postgres; it is back after the test."""
    yield postgres.stop
    postgres.start()
