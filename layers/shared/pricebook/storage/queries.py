"""Load named statements from sql/."""

import re
from functools import cache
from importlib.resources import files

NAME = re.compile(r"^-- name: (\w+)\n", re.MULTILINE)


@cache
def load(file: str) -> dict[str, str]:
    """Return the statements of one file by name; each starts with a line `-- name: its_name`."""
    source = files("pricebook").joinpath("sql", f"{file}.sql").read_text(encoding="utf-8")
    parts = NAME.split(source)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))
