"""`make import`: whatever fails on its way, it ends in a sentence, whole or not at all."""

import gzip
from pathlib import Path

import pytest

from local.commands.import_history import import_history
from local.errors import LocalError
from local.home import Home
from pricebook.storage.postgres import Database
from tests.support.dated_history import models_dev

MEMORY = Path("/proc/self/mem")

pytestmark = pytest.mark.usefixtures("environment")

FAIL = """
CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS
  $$BEGIN RAISE EXCEPTION 'disk full'; END$$;
CREATE TRIGGER fail BEFORE INSERT ON history_imports EXECUTE FUNCTION fail();
"""


def test_an_interrupted_import_is_a_sentence(
    owner_database: Database, database_url: str, redis_url: str, tmp_path: Path
) -> None:
    """The database breaks half way: one sentence that says what to do, and nothing is kept."""
    file = tmp_path / "models_dev.jsonl"
    file.write_text(models_dev("2026-03-01", "openai", "gpt-5", cost={"input": 1, "output": 4}))
    home = Home(
        {
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "DB_SSL": "disable",
            "PRICEBOOK_HOME": str(tmp_path / "home"),
        }
    )
    owner_database.run(FAIL)

    with pytest.raises(LocalError, match=r"interrupted: .*disk full.* run it again\.$"):
        import_history(home, file, dry_run=False)

    assert [[0]] == owner_database.run("SELECT count(*) FROM model_prices")


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
