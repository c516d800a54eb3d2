"""`llm openrouter models` lists our models at our prices; it takes every price for a number."""

import os
import re
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
from click.testing import CliRunner
from compared import CATALOGUE, URL, ended, same

LIST = f"{URL}/feeds/openrouter/api/v1/models"
"""In place of the address that the plugin has in its code."""
SCALES = {"/M": 1_000_000, "/K": 1000, "": 1}
asked = httpx.get


def ours(_url: str, **options: Any) -> httpx.Response:
    """Ask us whatever the address is."""
    return asked(LIST, timeout=60, **options)


def main() -> int:
    """Compare what the command prints; return 1 where it fails or a figure differs."""
    os.environ["LLM_USER_PATH"] = str(Path.cwd())  # where it keeps a list for an hour
    httpx.get = ours  # type: ignore[assignment]  # the plugin gives no more than an address
    from llm.cli import cli  # noqa: PLC0415 - its plugins read the list while it is imported

    result = CliRunner().invoke(cli, ["openrouter", "models"])
    if result.exception:
        print(result.output[-500:], repr(result.exception))
        return 1
    shown = [block for block in result.output.split("- id: ") if "pricing:" in block]
    wrong = [block.splitlines()[0] for block in shown if not sold(block)]
    return ended("llm-openrouter", len(shown), wrong, 100)


def sold(block: str) -> bool:
    """Whether a seller has the prices that a block shows, in the ten digits that it shows."""
    model = block.splitlines()[0]
    prompt, completion = price(block, "prompt"), price(block, "completion")
    return any(
        offer["prompt"] is None  # it has prices under conditions alone
        or (close(prompt, offer["prompt"]) and close(completion, offer["completion"]))
        for offer in CATALOGUE.values()
        if offer["canonical"] == model
    )


def close(shown: str | None, told: str | None) -> bool:
    """Whether a price is shown, of a text that nobody writes as nothing."""
    return same(shown, told) or (not shown and float(told or 0) == 0)


def price(block: str, key: str) -> str | None:
    """Return a price per token as a block shows it."""
    found = re.search(rf"[ ,]{key} \$([0-9.]+)(/[MK])?", block)
    return str(Decimal(found[1]) / SCALES[found[2] or ""]) if found else None


if __name__ == "__main__":
    sys.exit(main())
