"""`make test-faults`: every fault in its whole form, as the table of docs/reliability.md."""

import os
import subprocess
import sys

FILES = (
    "tests/faults",
    "tests/serving/test_damaged_values.py",
    "tests/serving/test_patience.py",
    "tests/api/admin/test_idempotency.py",
    "tests/storage/test_seal.py",
    "tests/local/test_log_file.py",
    "tests/local/test_slow_clients.py",
)
ONE_BY_ONE = ("--numprocesses=auto", "--maxschedchunk=1")
"""Else one processor is given the longest operations at once, and the others have none."""
MARK = "faults | "
HEAD = "| operation | fault | where | wrong |\n| --- | --- | --- | --- |"


def main() -> int:
    """Run the tests of faults, print the table, and return their verdict."""
    done = subprocess.run(  # noqa: S603 - our own tests
        [sys.executable, "-m", "pytest", "-q", "-rP", *ONE_BY_ONE, *FILES],
        env=os.environ | {"FAULTS_EVERY": os.environ.get("FAULTS_EVERY", "1")},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    lines = done.stdout.splitlines()
    print(HEAD)
    for line in sorted(line for line in lines if line.startswith(MARK)):
        print(f"| {line.removeprefix(MARK)} |")
    print(lines[-1])
    if done.returncode:
        print(done.stdout, file=sys.stderr)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
