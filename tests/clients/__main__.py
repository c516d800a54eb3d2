"""Let every client read its feed, of PRICEBOOK_URL or of a machine that is started for it."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.clients import cases, goods

SCRIPTS = ("litellm_map", "genai_data", "openai_list", "opencode_models")
FOLDER = Path(__file__).parent


@contextmanager
def machine(clients: Path) -> Iterator[str]:
    """Give the address of the machine to read from."""
    if url := os.environ.get("PRICEBOOK_URL"):
        yield url.rstrip("/")
        return
    with tempfile.TemporaryDirectory(prefix="pricebook-clients-") as home:
        os.environ |= {"PRICEBOOK_HOME": home, "DB_SSL": "disable"}
        with goods.served(Path(home), clients) as url:
            yield url


def main() -> int:
    """Run every script; return 1 if one of them found a difference."""
    clients = Path(sys.argv[1]).absolute()
    with machine(clients) as url, tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "cases.json"
        told.write_text(cases.written(url))
        ends = [run(clients, name, url, told) for name in SCRIPTS]
    return max(ends)


def run(clients: Path, name: str, url: str, told: Path) -> int:
    """Run one script in the clients' environment."""
    print(f"--- {name}", flush=True)
    command: list[str | Path] = [clients / "bin/python", FOLDER / f"{name}.py", url, told]
    # away from our folders, whose modules have names of other modules
    return subprocess.run(command, cwd=told.parent, check=False).returncode  # noqa: S603 - our own scripts


if __name__ == "__main__":
    sys.exit(main())
