"""Named statements: SQL by its address, as in `catalog.models.page`.

`sql/<room>/<subject>.sql` holds the statements of one subject, each under `-- name: its_name`.
"""

import re
from functools import cache
from importlib.resources import files

NAME = re.compile(r"^-- name: (\w+)\n", re.MULTILINE)
ADDRESS = re.compile(r"(\w+)\.(\w+)\.(\w+)")


def text(statement: str) -> str:
    """Return the SQL of a named statement; text that is not an address is SQL already."""
    address = ADDRESS.fullmatch(statement)
    return load(address[1], address[2])[address[3]] if address else statement


@cache
def load(room: str, subject: str) -> dict[str, str]:
    """Return the statements of one file by name."""
    file = files("pricebook").joinpath("sql", room, f"{subject}.sql")
    parts = NAME.split(file.read_text(encoding="utf-8"))[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))
