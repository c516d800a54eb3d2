"""Mutants that mean the same as the code, each with the reason why no test can tell them."""

import tomllib
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("survivors.toml")


@cache
def reasons() -> dict[str, str]:
    """Return the reasons by change."""
    told = tomllib.loads(FILE.read_text())["survivor"]
    return {change: item["why"] for item in told for change in item["changes"]}
