"""A migration that was committed stays as it is."""

from pathlib import Path

from migrations.__main__ import check
from migrations.checksums import append, differences


def test_every_migration_is_as_it_was_committed() -> None:
    """What make check asks: the files are those of the list."""
    assert [] == differences()
    assert 0 == check()


def test_a_changed_migration_is_named(folder: Path) -> None:
    """A file that was edited after it was committed is refused, and the message says what to do."""
    (folder / "0103_runs.up.sql").write_text("-- nothing\n")

    (sentence,) = differences(folder)

    assert sentence.startswith("0103_runs.up.sql has changed since its checksum was committed: ")
    assert "put the change into a new migration" in sentence


def test_a_removed_migration_is_named(folder: Path) -> None:
    """A file that is gone is missed."""
    (folder / "0103_runs.up.sql").unlink()

    assert ["0103_runs.up.sql is gone: restore it."] == differences(folder)


def test_a_new_migration_is_added_once(folder: Path) -> None:
    """What has no checksum is refused until it is added, and is added at the end, once."""
    (folder / "9000_new.up.sql").write_text("SELECT 1;\n")
    before = (folder / "checksums.txt").read_text()
    assert ["9000_new.up.sql has no checksum: run make schema."] == differences(folder)

    append(folder)
    append(folder)

    assert [] == differences(folder)
    assert (folder / "checksums.txt").read_text().startswith(before)
    assert 1 == (folder / "checksums.txt").read_text().count("9000_new")
