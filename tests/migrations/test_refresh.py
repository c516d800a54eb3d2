"""Definitions in a database: whatever changed is applied again, with what depends on it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pg8000.native import Connection

from local.commands import schema
from local.stores.postgres import Postgres
from migrations.errors import MigrationError
from migrations.runner import migrate, undo

GRANTS = """
SELECT grantee FROM information_schema.role_table_grants
WHERE table_name = :name AND grantee LIKE 'pricebook%' ORDER BY 1
"""

type Edit = Callable[[str, str, str], None]


@pytest.fixture
def edit(folder: Path) -> Edit:
    """Give what replaces a text in a definition."""

    def replaced(name: str, old: str, new: str) -> None:
        path = folder / "definitions" / f"{name}.sql"
        assert old in path.read_text()
        path.write_text(path.read_text().replace(old, new))

    return replaced


@pytest.fixture
def migrated(connection: Connection, folder: Path) -> Connection:
    """Give a connection to a database that is up to date."""
    migrate(connection, folder=folder)
    return connection


def test_a_changed_definition_is_applied_again(
    migrated: Connection, folder: Path, edit: Edit
) -> None:
    """With it come those that depend on it, in order, and nothing else; once."""
    edit("iso_duration", "length::text", "upper(length::text)")

    assert ["iso_duration", "conduct_of"] == migrate(migrated, folder=folder).definitions.applied
    assert [] == migrate(migrated, folder=folder).definitions.applied
    assert [["PT6H"]] == migrated.run("SELECT iso_duration('6 hours')")


def test_what_was_dropped_comes_back(migrated: Connection, folder: Path) -> None:
    """A migration may drop a definition for reasons of its own, and somebody by mistake."""
    (folder / "9000_drop.up.sql").write_text("-- drop: latest_runs\n")
    migrated.run("DROP FUNCTION picked")

    applied = set(migrate(migrated, folder=folder).definitions.applied)

    assert {"picked", "latest_runs", "provider_health"} <= applied
    assert [] == migrated.run("SELECT * FROM provider_health")
    assert [["{}"]] == migrated.run("SELECT picked('{}', '{}')")


def test_another_shape_drops_what_depends_on_it(
    migrated: Connection, folder: Path, edit: Edit
) -> None:
    """A view loses a column and a function gains an argument; what uses them is made again."""
    edit(
        "latest_runs",
        "SELECT DISTINCT ON (provider) *",
        "SELECT DISTINCT ON (provider) id, provider, status, completed_at",
    )
    edit("quoted", "per integer)", "per integer, digits integer DEFAULT 20)")
    applied = set(migrate(migrated, folder=folder).definitions.applied)

    assert {"latest_runs", "provider_health", "conduct_of"} <= applied
    assert {"quoted", "priced", "model_documents", "review_report"} <= applied
    assert [["2"]] == migrated.run("SELECT quoted(0.000002, 1000000)")
    assert [[1]] == migrated.run("SELECT count(*) FROM pg_proc WHERE proname = 'quoted'")
    assert 4 == len(
        migrated.run(
            "SELECT attname FROM pg_attribute"
            " WHERE attrelid = 'latest_runs'::regclass AND attnum > 0"
        )
    )


def test_a_star_gains_the_columns_of_its_table(migrated: Connection, folder: Path) -> None:
    """A migration that adds a column applies the views of that table again."""
    (folder / "9000_more.up.sql").write_text("ALTER TABLE sync_runs ADD COLUMN host text;")

    applied = migrate(migrated, folder=folder).definitions.applied

    assert {"latest_runs", "provider_health"} <= set(applied)
    assert "quoted" not in applied
    assert [] == migrated.run("SELECT host FROM latest_runs")


def test_the_file_says_who_may_read(migrated: Connection, folder: Path, edit: Edit) -> None:
    """A grant that a file no longer has is taken back."""
    edit("open_reviews", "TO pricebook_reader, pricebook_writer", "TO pricebook_writer")
    migrate(migrated, folder=folder)

    assert [["pricebook_writer"]] == migrated.run(GRANTS, name="open_reviews")


def test_a_removed_definition_is_dropped(migrated: Connection, folder: Path, edit: Edit) -> None:
    """What has no file any more goes, after what used it."""
    (folder / "definitions/sighted.sql").unlink()
    edit("served_models", "sighted(d.document, s.last_seen_at)", "d.document::text")

    assert ["sighted"] == migrate(migrated, folder=folder).definitions.dropped
    assert [[None]] == migrated.run("SELECT to_regproc('sighted')")


def test_a_definition_that_is_still_used_is_not_dropped(migrated: Connection, folder: Path) -> None:
    """The message names it, and nothing was changed."""
    (folder / "9000_word.up.sql").write_text(
        "-- apply: word\nALTER TABLE alerts ADD CONSTRAINT word CHECK (word(title) = title);"
    )
    word = folder / "definitions/word.sql"
    word.write_text(
        "CREATE OR REPLACE FUNCTION word(t text) RETURNS text IMMUTABLE LANGUAGE sql RETURN t;"
    )
    assert "word" in migrate(migrated, folder=folder).definitions.applied
    word.unlink()

    with pytest.raises(MigrationError, match="word has no file in definitions/ any more"):
        migrate(migrated, folder=folder)


def test_what_is_stored_is_computed_again(migrated: Connection, folder: Path, edit: Edit) -> None:
    """A function of a generated column changes only with a migration that sees to the column."""
    migrated.run("INSERT INTO canonical_models (id, name) VALUES ('acme/one', 'One')")
    edit("searchable", "lower(written)", "upper(written)")
    with pytest.raises(MigrationError, match=r"What searchable returns is stored .*apply: search"):
        migrate(migrated, folder=folder)

    (folder / "9000_upper.up.sql").write_text(
        "-- apply: searchable\nUPDATE canonical_models SET name = name;"
    )
    migrate(migrated, folder=folder)

    assert [["| ACME | ONE | ONE |"]] == migrated.run("SELECT search_text FROM canonical_models")


def test_a_broken_definition_changes_nothing(
    migrated: Connection, folder: Path, edit: Edit
) -> None:
    """The message names the file and the reason; the database works as before."""
    edit("changes", "m.model_id", "m.nothing")

    with pytest.raises(
        MigrationError, match=r"definitions/changes.sql failed .*column m.nothing does not exist"
    ):
        migrate(migrated, folder=folder)

    assert [] == migrated.run("SELECT * FROM changes")


def test_a_file_makes_what_it_is_named_after(migrated: Connection, folder: Path) -> None:
    """A definition under another name would never be found again."""
    text = "CREATE OR REPLACE VIEW other AS SELECT 1 AS a;"
    (folder / "definitions/mine.sql").write_text(text)

    with pytest.raises(MigrationError, match=r"definitions/mine.sql must make one view or functio"):
        migrate(migrated, folder=folder)


def test_a_migration_without_its_definition_is_refused(
    connection: Connection, folder: Path
) -> None:
    """A file that a baseline applies is missed by name."""
    (folder / "definitions/searchable.sql").unlink()

    with pytest.raises(MigrationError, match=r"0102_models.up.sql applies searchable: restore"):
        migrate(connection, folder=folder)


def test_an_undo_leaves_what_fits(
    migrated: Connection, folder: Path, edit: Edit, postgres: Postgres
) -> None:
    """Definitions that no longer fit are dropped, and are there again after the way up."""
    (folder / "9000_more.up.sql").write_text("ALTER TABLE sync_runs ADD COLUMN host text;")
    (folder / "9000_more.down.sql").write_text("ALTER TABLE sync_runs DROP COLUMN host;")
    edit("provider_health", "l.id AS last_run_id", "l.host AS host, l.id AS last_run_id")
    migrate(migrated, folder=folder)
    [[name]] = migrated.run("SELECT current_database()")
    before = schema.text(postgres, name)

    assert ["provider_health", "conduct_of"] == undo(migrated, 1, folder=folder).definitions.dropped
    assert [] == migrated.run("SELECT * FROM latest_runs")
    applied = migrate(migrated, folder=folder).definitions.applied

    assert {"latest_runs", "provider_health", "conduct_of"} <= set(applied)
    assert before == schema.text(postgres, name)
