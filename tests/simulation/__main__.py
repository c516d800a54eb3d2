"""`make simulate-ledger`: simulate, count what happened, and return the verdict."""

import os
import subprocess
import sys
from collections import Counter

from tests.simulation.sellers import DEEDS, ELSEWHERE
from tests.simulation.steps import STEPS

ENOUGH = 100
"""So often everything must have happened in a simulation of its whole length."""
LONG = 1_000_000
"""From so many steps of seeds on a simulation counts as long."""
ONE_BY_ONE = ("--numprocesses=auto", "--maxschedchunk=1")
"""Else one processor is given the first worlds at once, and the others have none."""
KINDS = {*STEPS, *DEEDS, *ELSEWHERE} - {"nothing"}


def main() -> int:
    """Run the simulation, print what happened, and return its verdict."""
    done = subprocess.run(  # noqa: S603 - our own tests
        [sys.executable, "-m", "pytest", "-q", "-rP", *ONE_BY_ONE, "tests/simulation"],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    lines = done.stdout.splitlines()
    print(*(line for line in lines if line.startswith("planted | ")), sep="\n")
    happened = _happened([line for line in lines if line.startswith("simulation | ")])
    print(*(f"{happened[kind]:>9,} x {kind}" for kind in sorted(KINDS)), lines[-1], sep="\n")
    seldom = [kind for kind in sorted(KINDS) if happened[kind] < ENOUGH]
    if done.returncode:
        print(done.stdout, file=sys.stderr)
    elif seldom and _steps() >= LONG:
        print(f"Too seldom: {', '.join(seldom)}.", file=sys.stderr)
        return 1
    return done.returncode


def _happened(lines: list[str]) -> Counter[str]:
    happened: Counter[str] = Counter()
    for line in lines:
        for word in line.rpartition(" | ")[2].split():
            kind, _, count = word.partition("=")
            happened[kind] += int(count)
    return happened


def _steps() -> int:
    return int(os.environ["SEEDS"]) * int(os.environ["STEPS"])


if __name__ == "__main__":
    sys.exit(main())
