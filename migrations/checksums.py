"""Committed checksums: a migration that was committed is never edited.

`checksums.txt` has one line per versioned migration, in the form that `sha256sum -c` reads.
"""

from pathlib import Path

from migrations.versioned import FOLDER, migrations

NAME = "checksums.txt"


def read(path: Path) -> dict[str, str]:
    """Return the checksum of each file that a list names."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {name: checksum for checksum, name in (line.split(maxsplit=1) for line in lines)}


def differences(folder: Path = FOLDER) -> list[str]:
    """Return one sentence for each migration that is not what the list says, with what to do."""
    committed, present = read(folder / NAME), _present(folder)
    both = committed.keys() & present.keys()
    return [
        *(_changed(name) for name in sorted(both) if committed[name] != present[name]),
        *(f"{name} is gone: restore it." for name in committed if name not in present),
        *(f"{name} has no checksum: run make schema." for name in present if name not in committed),
    ]


def append(folder: Path = FOLDER) -> None:
    """Add the checksums of new migrations to the list."""
    committed = read(folder / NAME)
    with (folder / NAME).open("a", encoding="utf-8") as file:
        for name, checksum in _present(folder).items():
            if name not in committed:
                file.write(f"{checksum}  {name}\n")


def _present(folder: Path) -> dict[str, str]:
    return {migration.up.name: migration.checksum for migration in migrations(folder)}


def _changed(name: str) -> str:
    return (
        f"{name} has changed since its checksum was committed: restore it, and put the change into"
        " a new migration. If no database has it yet, remove its line from"
        f" migrations/{NAME} and run make schema."
    )
