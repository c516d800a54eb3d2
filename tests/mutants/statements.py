"""The statements of guards, runs and ledger, changed one by one; the tests that run them notice.

All in one session of pytest, whose stores serve every mutant: `python -m tests.mutants.statements`.
"""

import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TextIO

import pytest
from _pytest.runner import runtestprotocol

from pricebook.storage import queries
from tests.mutants.explained import reasons
from tests.mutants.sql_operators import SqlMutant, mutants

SUBJECTS = {
    "sync": ("models", "prices", "absences", "reviews", "run_reviews", "ended", "publication"),
    "ledger": ("documents", "exchange_rates"),
    "admin": ("prices",),
}
TESTS = (
    *(
        f"tests/sync/test_{name}.py"
        for name in (
            *("changed_shapes", "cross_reference", "ended", "findings", "guards", "price_changes"),
            *("listed_offers", "malformed_answers", "named_outputs", "page_run", "provider_run"),
            *("publication", "reference_run", "review_decisions", "review_recovery", "reviews"),
            *("run_doubts", "run_reviews", "unsold"),
        )
    ),
    *("tests/ledger/test_bitemporal_model.py", "tests/ledger/test_documents_due.py"),
    "tests/ledger/test_exchange_rates.py",
    *(
        f"tests/api/admin/test_{name}.py"
        for name in ("exchange_rates", "pins", "prices", "reviews", "run_reviews")
    ),
)
EVERY = int(os.environ.get("MUTANTS_EVERY", "1"))
"""Which mutants are tried: every one, or every n-th."""
MIN_SCORE = 0.9
ASKED = 100
"""How many tests of those that run a statement are asked at most: every run runs some of them."""
TWICE = 2
"""So often a test must fail: one that is unsteady on a busy machine notices nothing."""


class Trial:
    """A plugin: every test once, and then for each mutant those that run its statement."""

    def __init__(self, wanted: Sequence[str], out: TextIO) -> None:
        self._wanted = wanted
        self._out = out
        self._users: dict[str, list[pytest.Item]] = {}
        self._kills: Counter[str] = Counter()
        self.tried = 0
        self.survivors: list[SqlMutant] = []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try all mutants in the place of running the tests."""
        for item in session.items:
            self._watch(item)
        for number, mutant in enumerate(_every(self._wanted)):
            if number % EVERY == 0 and self._users.get(mutant.address):
                self.tried += 1
                self._try(mutant)
        return True

    def _watch(self, item: pytest.Item) -> None:
        """Run a test as it is, and remember the statements that it runs."""
        text = queries.text
        seen: set[str] = set()

        def noted(statement: str) -> str:
            seen.add(statement)
            return text(statement)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(queries, "text", noted)
            passed = not _fails(item)
        for statement in seen if passed else ():
            self._users.setdefault(statement, []).append(item)

    def _nearest(self, address: str, subject: str) -> list[pytest.Item]:
        """Return the tests to ask first: those that noticed most, then those of the subject."""

        def rank(item: pytest.Item) -> tuple[int, bool]:
            return -self._kills[item.nodeid], subject.rstrip("s") not in item.nodeid

        return sorted(self._users[address], key=rank)[:ASKED]

    def _try(self, mutant: SqlMutant) -> None:
        room, subject, name = mutant.address.split(".")
        users = self._nearest(mutant.address, subject)
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(queries.load(room, subject), name, mutant.sql)
            killer = next((i for i in users if all(_fails(i) for _ in range(TWICE))), None)
        if killer:
            self._kills[killer.nodeid] += 1
            return
        self.survivors.append(mutant)
        told = f"{mutant.address}: {mutant.change}\n    {_why(mutant)}"
        print(told, file=self._out, flush=True)  # pytest has the standard output


def main() -> None:
    """Try the mutants of these subjects or of all, and end with an error if too many survive."""
    trial = Trial(sys.argv[1:], os.fdopen(os.dup(sys.stdout.fileno()), "w"))
    options = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--no-summary"]
    pytest.main([*options, *TESTS], plugins=[trial])
    score = 1 - len(trial.survivors) / max(trial.tried, 1)
    unexplained = [m for m in trial.survivors if not _why(m)]
    print(
        f"{trial.tried} mutants of statements: {score:.1%} noticed;"
        f" {len(unexplained)} survivors without a reason"
    )
    if score < MIN_SCORE or unexplained:
        sys.exit(1)


def _every(wanted: Sequence[str]) -> Iterator[SqlMutant]:
    for room, subjects in SUBJECTS.items():
        for subject in subjects:
            if not wanted or f"{room}.{subject}" in wanted:
                for name, sql in queries.load(room, subject).items():
                    yield from mutants(f"{room}.{subject}.{name}", sql)


def _fails(item: pytest.Item) -> bool:
    reports = runtestprotocol(item, log=False, nextitem=item)
    return any(report.failed for report in reports)


def _why(mutant: SqlMutant) -> str:
    return reasons().get(f"{mutant.address}: {mutant.change}", "")


if __name__ == "__main__":
    main()
