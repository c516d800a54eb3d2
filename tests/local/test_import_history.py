"""`make import`: whatever fails on its way, it ends in a sentence, whole or not at all."""

import gzip
import json
from pathlib import Path

import pytest

from local.commands.import_history import import_history
from local.errors import LocalError
from local.home import Home
from pricebook.errors import Unreadable
from pricebook.storage.postgres import Database
from tests.support.dated_history import models_dev
from tests.support.fakes.provider_transport import item

MEMORY = Path("/proc/self/mem")

pytestmark = pytest.mark.usefixtures("environment")

FAIL = """
CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS
  $$BEGIN RAISE EXCEPTION 'disk full'; END$$;
CREATE TRIGGER fail BEFORE INSERT ON history_imports EXECUTE FUNCTION fail();
"""


def _home(database_url: str, redis_url: str, folder: Path) -> Home:
    """Return a home whose stores are those of the test."""
    stores = {"DATABASE_URL": database_url, "REDIS_URL": redis_url, "DB_SSL": "disable"}
    return Home(stores | {"PRICEBOOK_HOME": str(folder / "home")})


def test_an_interrupted_import_is_a_sentence(
    owner_database: Database, database_url: str, redis_url: str, tmp_path: Path
) -> None:
    """The database breaks half way: one sentence that says what to do, and nothing is kept."""
    file = tmp_path / "models_dev.jsonl"
    file.write_text(models_dev("2026-03-01", "openai", "gpt-5", cost={"input": 1, "output": 4}))
    owner_database.run(FAIL)

    with pytest.raises(LocalError, match=r"interrupted: .*disk full.* run it again\.$"):
        import_history(_home(database_url, redis_url, tmp_path), file, dry_run=False)

    assert [[0]] == owner_database.run("SELECT count(*) FROM model_prices")


def test_answers_of_a_seller_are_imported(
    owner_database: Database,
    database_url: str,
    redis_url: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A folder of what its list answered, a file a day; files of other names are left alone."""
    answer = json.dumps({"data": [item("acme/a")]}).encode()
    (tmp_path / "openrouter.2025-12-02.json").write_bytes(answer)
    (tmp_path / "openrouter.2025-12-03.json.gz").write_bytes(gzip.compress(answer, mtime=0))
    (tmp_path / "openrouter.json").write_bytes(b"of no day")

    import_history(_home(database_url, redis_url, tmp_path), tmp_path, dry_run=False)

    assert capsys.readouterr().out.startswith("openrouter: 2 ")
    assert [["2025-12-02", "2025-12-04"]] == owner_database.run(
        "SELECT DISTINCT lower(valid)::date::text, upper(valid)::date::text FROM model_prices"
    )


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("openrouter.2025-13-02.json", "names no day"),
        ("openrooter.2025-12-02.json", "no provider 'openrooter'"),
        ("openrouter.json", "<seller>.<day>.json"),
    ],
)
def test_a_file_of_a_wrong_name_is_a_sentence(tmp_path: Path, name: str, message: str) -> None:
    """It says what is wrong with it, or which names are read."""
    (tmp_path / name).write_bytes(b"{}")

    with pytest.raises((LocalError, Unreadable), match=message):
        import_history(Home({"PRICEBOOK_HOME": str(tmp_path)}), tmp_path / name, dry_run=False)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("models_dev.jsonl.gz", b"no gzip"),
        ("models_dev.jsonl.gz", gzip.compress(b"{}" * 99, mtime=0)[:-12]),
        ("models_dev.jsonl.gz", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + b"\xff" * 20),
        ("models_dev.jsonl", b"\xff\xfe"),
    ],
)
def test_a_damaged_file_is_a_sentence(tmp_path: Path, name: str, body: bytes) -> None:
    """What cannot be unpacked, or is no text, is named, and nothing is imported."""
    (tmp_path / name).write_bytes(body)

    with pytest.raises(LocalError, match=rf"{name} is damaged: "):
        import_history(Home({"PRICEBOOK_HOME": str(tmp_path)}), tmp_path / name, dry_run=False)


@pytest.mark.skipif(not MEMORY.exists(), reason="only Linux has a file that no read succeeds on")
def test_a_file_that_cannot_be_read_is_a_sentence(tmp_path: Path) -> None:
    """A disk that fails is named as what it is."""
    (tmp_path / "models_dev.jsonl").symlink_to(MEMORY)

    with pytest.raises(LocalError, match="cannot be read: Input/output error"):
        import_history(Home({"PRICEBOOK_HOME": str(tmp_path)}), tmp_path, dry_run=False)
