"""Let schemathesis loose on a machine that is started for it, or on that of PRICEBOOK_HOME.

PRICEBOOK_UPSTREAM, or ../shared/providers/replay.py where it is, fills the machine; without either
it holds made-up offers, and every sync that schemathesis starts finds nobody.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.filling import REPLAY, replayed
from local import issuer, machine_on_home
from local.commands import migrate
from local.commands.sync_progress import synchronise
from local.gateway import server
from local.home import ROOT, Home
from local.machine import Machine
from local.stores.addresses import Stores
from tests.clients.goods import listed

CONFIG = Path(__file__).with_name("schemathesis.toml")
DOCUMENT = ROOT / "openapi.json"
NOBODY = "http://127.0.0.1:9"
PUBLIC, OPERATORS = "^/(?!v1/admin)", "^/v1/admin"
ROUNDS: tuple[tuple[str, str | None, tuple[str, ...]], ...] = (
    (PUBLIC, None, ()),
    (PUBLIC, "pro", ()),
    # the gateway routes single methods to operators, and answers 404 to others
    (OPERATORS, "admin", ("--exclude-checks", "unsupported_method")),
)
"""Which paths are asked, with whose token, and what is not checked of them."""
EXAMPLES = os.environ.get("EXAMPLES", "60")
"""How many requests are made up for one operation, besides those that cover its schema."""
SEED = os.environ.get("SEED", "1")
CHECKS = {"SCHEMATHESIS_HOOKS": "tests.fuzzing.sentences", "PYTHONPATH": str(ROOT)}
"""What is checked besides its own checks, which hold status, type and shape to the document."""


def main() -> int:
    """Ask everything, and return 1 where any answer is not what the document says."""
    program = Path(sys.argv[1]).absolute() / "bin/schemathesis"
    home = Home()
    if running := home.running():
        return rounds(program, home, running.url)
    with tempfile.TemporaryDirectory(prefix="pricebook-api-") as folder, ExitStack() as stack:
        os.environ |= {"PRICEBOOK_HOME": folder, "DB_SSL": "disable"}
        if not os.environ.get("PRICEBOOK_UPSTREAM"):
            os.environ["PRICEBOOK_UPSTREAM"] = stack.enter_context(upstream())
        home = Home()
        return rounds(program, home, stack.enter_context(served(home)))


@contextmanager
def upstream() -> Iterator[str]:
    """Give what stands in for the internet."""
    if not REPLAY.exists():
        yield NOBODY
        return
    with replayed() as url:
        yield url


@contextmanager
def served(home: Home) -> Iterator[str]:
    """Start stores and machine, fill them, and give the machine's address."""
    stores = Stores(home)
    addresses = stores.start()
    migrate.apply(addresses)
    listed(addresses.database)
    with server.listen(0) as taken:
        machine = machine_on_home.machine(home, addresses, taken)
        machine.start()
        try:
            fill(machine)
            yield f"http://127.0.0.1:{machine.port}"
        finally:
            machine.stop()
            stores.stop()


def fill(machine: Machine) -> None:
    """Synchronise a few providers of every kind, where somebody answers for them."""
    if os.environ["PRICEBOOK_UPSTREAM"] == NOBODY:
        return
    slugs = ("openrouter", "openai", "deepinfra", "groq", "litellm")
    synchronise(
        machine_on_home.starter(machine), [{"provider": s, "triggered_by": "cli"} for s in slugs]
    )


def rounds(program: Path, home: Home, url: str) -> int:
    """Run every round; return 1 if one of them found something."""
    ends = []
    for paths, role, besides in ROUNDS:
        print(f"--- {paths} as {role or 'nobody'}", flush=True)
        token = ("-H", f"Authorization: Bearer {issuer.token(home, role)}") if role else ()
        asked = ("--url", url, "--include-path-regex", paths, *besides, *token)
        told = [*command(program), *asked]
        # away from our folder, where it would leave its own
        ends.append(subprocess.run(told, cwd=home.path, env=os.environ | CHECKS, check=False))  # noqa: S603 - our own
    return max(end.returncode for end in ends)


def command(program: Path) -> list[str | Path]:
    """Return what every round has in common."""
    told: list[str | Path] = [program, "--config-file", CONFIG, "run", DOCUMENT]
    told += ["--checks", "all", "--max-examples", EXAMPLES, "--continue-on-failure"]
    return [*told, "--workers", "2", "--seed", SEED]


if __name__ == "__main__":
    sys.exit(main())
