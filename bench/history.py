"""`python -m bench.history`: write the bundled history anew from ../shared/history.

What each line does not need is left out; where the lines are from stands in the manifest.
"""

import gzip
import json
from datetime import date
from pathlib import Path

from pricebook.history.bundle import LINES, Origin, pack
from pricebook.history.dated_list import dated_list

SHARED = Path(__file__).parents[2] / "shared" / "history"
SOURCES = {
    "models.dev": ("models_dev", "https://github.com/anomalyco/models.dev", date(2026, 7, 2)),
    "genai-prices": (
        "genai_prices",
        "https://github.com/pydantic/genai-prices",
        date(2026, 8, 21),
    ),
    "llm-prices": ("llm_prices", "https://github.com/simonw/llm-prices", date(2026, 9, 1)),
}
"""File, repository, and the day of the newest commit that was read; of llm-prices, which has no
days of its own, the newest day that a price names."""


def main() -> None:
    """Write the bundle and its manifest."""
    lists = [(_origin(name, lines), lines) for name in SOURCES if (lines := _lines(name))]
    pack(lists)
    print(f"{LINES}: {sum(len(lines) for _, lines in lists)} lines, {LINES.stat().st_size} bytes")


def _lines(name: str) -> list[str]:
    with gzip.open(SHARED / f"{SOURCES[name][0]}.jsonl.gz", "rt") as file:
        return [_compact(line) for line in file]


def _compact(line: str) -> str:
    """Return a line without what says nothing."""
    fields = {key: value for key, value in json.loads(line).items() if value is not None}
    return json.dumps(fields, separators=(",", ":"))


def _origin(name: str, lines: list[str]) -> Origin:
    _, source, until = SOURCES[name]
    return Origin(name, source, until, dated_list(name, lines).digest, len(lines))


if __name__ == "__main__":
    main()
