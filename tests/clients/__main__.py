"""Let every client read its feed, of PRICEBOOK_URL or of a machine that is started for it."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.clients import cases, goods, javascript

SCRIPTS = (
    *("litellm_map", "genai_data", "openai_list", "opencode_models", "mcp_tools", "litellm_proxy"),
    *("openrouter_sdk", "llm_list", "aider_models", "tokencost_prices", "langfuse_bodies"),
    *("feed_readers", "tables", "generated_python", "browser"),
)
JAVASCRIPT = ("opencode", "openrouter", "genai", "generated")
OURS = ("openrouter_trip", "first_party", "aliases")
"""What needs no client but our own."""
FOLDER = Path(__file__).parent
STORES = {"DATABASE_URL", "REDIS_URL"}


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
        # away from our folders, whose modules have names of other modules
        foreign = [[clients / "bin/python", FOLDER / f"{name}.py"] for name in SCRIPTS]
        node = javascript.installed()
        foreign += [[node, javascript.FOLDER / f"{name}.mjs"] for name in JAVASCRIPT]
        ends = [run([*command, url, told], told.parent) for command in foreign]
        ends += [run([sys.executable, "-m", f"{__package__}.{name}", url]) for name in OURS]
    return max(ends)


def run(command: list[str | Path], folder: Path | None = None) -> int:
    """Run one script, and return how it ended.

    It has not the addresses of our stores, which LiteLLM's proxy would take for its own.
    """
    print("---", *command, flush=True)
    environment = {name: value for name, value in os.environ.items() if name not in STORES}
    return subprocess.run(command, cwd=folder, env=environment, check=False).returncode  # noqa: S603 - our own scripts


if __name__ == "__main__":
    sys.exit(main())
