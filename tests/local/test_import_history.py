"""`make import`: whatever fails on its way, it ends in a sentence, whole or not at all."""

from pathlib import Path

import pytest

from local.commands.import_history import import_history
from local.errors import LocalError
from local.home import Home
from pricebook.storage.postgres import Database
from tests.support.dated_history import models_dev

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
