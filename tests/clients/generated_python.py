"""openapi-python-client makes a client of openapi.json; its create_quote says what ours says."""

import importlib
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

from compared import TOLD, URL, ended

QUOTES = 20
GENERATOR = Path(sys.executable).parent / "openapi-python-client"


def main() -> int:
    """Generate, import and call it; return 1 where a total differs or a schema was dropped."""
    words = f"generate --url {URL}/openapi.json --overwrite --output-path generated --meta none"
    command: list[str | Path] = [GENERATOR, *words.split()]
    made = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own environment
    dropped = [line for line in made.stdout.splitlines() if "Unable to process" in line]
    sys.path.insert(0, str(Path.cwd()))
    for module in sorted(Path("generated").rglob("*.py")):
        importlib.import_module(".".join(module.with_suffix("").parts))
    cases = [case for case in TOLD["cases"] if case["use"] == "short"][:QUOTES]
    wrong = [(case["model"], found, case["total"]) for case in cases
             if (found := quoted(case)) != Decimal(case["total"])]  # fmt: skip
    return ended("openapi-python-client", len(cases), dropped + wrong, QUOTES)


def quoted(case: dict[str, Any]) -> Decimal:
    """Return the total of a quote that the generated client asks for."""
    call = importlib.import_module("generated.api.prices.create_quote")
    body = {"model": case["model"], "usage": case["usage"], "usage_format": "meters"}
    with importlib.import_module("generated.client").Client(base_url=URL) as client:
        answer = call.sync(client=client, body=body)
    return Decimal(answer.to_dict()["data"]["total"])


if __name__ == "__main__":
    sys.exit(main())
