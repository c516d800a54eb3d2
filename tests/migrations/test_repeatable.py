"""Definitions on disk: what each needs is read from its text, and so is their order."""

import re
from pathlib import Path

import pytest
from pg8000.native import Connection

from migrations.errors import MigrationError
from migrations.repeatable import Definition, load
from migrations.runner import migrate
from migrations.versioned import FOLDER, migrations

# Views by their rule, functions by themselves: which of ours each of ours depends on.
RECORDED = """
SELECT DISTINCT coalesce(v.relname, f.proname), coalesce(w.relname, g.proname)
FROM pg_depend d
LEFT JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
LEFT JOIN pg_class v ON v.oid = r.ev_class AND v.relkind = 'v'
LEFT JOIN pg_proc f ON d.classid = 'pg_proc'::regclass AND f.oid = d.objid
LEFT JOIN pg_class w
  ON d.refclassid = 'pg_class'::regclass AND w.oid = d.refobjid AND w.relkind = 'v'
LEFT JOIN pg_proc g ON d.refclassid = 'pg_proc'::regclass AND g.oid = d.refobjid
"""
CREATED = re.compile(r"^CREATE OR REPLACE (?:VIEW|FUNCTION) (\w+)", re.MULTILINE)


def write(folder: Path, **texts: str) -> None:
    """Write definitions."""
    (folder / "definitions").mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / "definitions" / f"{name}.sql").write_text(text)


def test_each_file_makes_what_it_is_named_after() -> None:
    """One view or function per file, made in place, so that its name is its address."""
    for definition in load(FOLDER).ordered:
        assert [definition.name] == CREATED.findall(definition.text)


def test_the_text_tells_what_postgres_records(connection: Connection) -> None:
    """Every dependency that Postgres knows of is found in the text, so that the order is right."""
    migrate(connection)
    known = load(FOLDER)
    recorded = {
        (name, needed)
        for name, needed in connection.run(RECORDED)
        if name in known.named and needed in known.named and name != needed
    }

    assert len(recorded) > 20
    assert set() == {pair for pair in recorded if pair[1] not in known.needs(pair[0])}


def test_definitions_come_after_what_they_need() -> None:
    """Applied in this order, each finds what it names."""
    known = load(FOLDER)
    names = list(known.named)

    assert all(names.index(n) < names.index(d) for d in names for n in known.needs(d))


def test_every_definition_that_a_migration_applies_is_there() -> None:
    """`-- apply: name` and `-- drop: name` name definitions."""
    named = {text for m in migrations() for verb, text in m.steps if verb != "run"}

    assert "searchable" in named
    assert named <= load(FOLDER).named.keys()


def test_comments_and_literals_name_nothing() -> None:
    """A name in a comment or between quotes is no dependency."""
    definition = Definition("a", "SELECT 'it''s b', c -- d\nFROM e")

    assert {"c", "e"} == {word for word in definition.words if len(word) == 1}


def test_a_circle_is_refused(tmp_path: Path) -> None:
    """Two definitions that name one another have no order; the message says which."""
    write(tmp_path, one="SELECT two", two="SELECT one")

    with pytest.raises(MigrationError, match=r"need one another: (one, two, one|two, one, two)"):
        load(tmp_path)


def test_a_fingerprint_covers_what_is_below(tmp_path: Path) -> None:
    """It changes with the text, the definitions it names and the columns of its tables."""
    write(tmp_path, top="SELECT middle", middle="SELECT x FROM things", other="SELECT 1")
    before = load(tmp_path).fingerprints({"things": "x integer"})
    wider = load(tmp_path).fingerprints({"things": "x integer, y text"})
    write(tmp_path, middle="SELECT x + 1 FROM things")
    edited = load(tmp_path).fingerprints({"things": "x integer"})

    assert {"middle", "top"} == {name for name in before if before[name] != wider[name]}
    assert {"middle", "top"} == {name for name in before if before[name] != edited[name]}
