"""`make test-mutants`: change the money kernel in hundreds of ways; the tests must notice."""

import os
import sys

from tests.mutants.explained import reasons
from tests.mutants.kernel import KERNEL
from tests.mutants.operators import Mutant, mutants
from tests.mutants.runner import survivors

MIN_SCORE = 0.95


def main() -> None:
    """Try every mutant, and end with an error if too many survive, or one without a reason."""
    known = reasons()
    every = [
        mutant
        for path in sorted(KERNEL.glob("*.py"))
        for mutant in mutants(path.name, path.read_text())
        if not sys.argv[1:] or path.name in sys.argv[1:]
    ]
    unchanged = Mutant("price.py", 0, "nothing", (KERNEL / "price.py").read_text())
    if not list(survivors([unchanged], 1)):
        sys.exit("The tests fail without any change.")
    print(f"{len(every)} mutants of {KERNEL.name}/, {os.cpu_count()} at a time", flush=True)
    found = [_shown(m, known) for m in survivors(every, os.cpu_count() or 1)]
    score = 1 - len(found) / len(every)
    unexplained = [m for m in found if m.change not in known]
    print(f"{len(found)} survived: {score:.1%} noticed; {len(unexplained)} without a reason")
    if score < MIN_SCORE or unexplained:
        sys.exit(1)


def _shown(mutant: Mutant, known: dict[str, str]) -> Mutant:
    why = known.get(mutant.change, "NOT EXPLAINED")
    print(f"{mutant.module}:{mutant.line}: {mutant.change}\n    {why}", flush=True)
    return mutant


if __name__ == "__main__":
    main()
