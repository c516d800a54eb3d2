"""What `local/environment.sh` promises to two who begin at the same moment."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.paths import ROOT

pytestmark = pytest.mark.skipif(not shutil.which("flock"), reason="no flock: nobody waits")

SLOW_UV = """#!/usr/bin/env bash
set -eu
folder="${@: -1}"
if [ "$1" = venv ]; then
  echo begun >> "$WORK/log"
  rm -rf "$folder"
  sleep 0.3
  mkdir -p "$folder"
else
  sleep 0.3
  echo done >> "$WORK/log"
fi
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Give an environment whose uv takes its time, and notes what it does."""
    uv = tmp_path / "bin" / "uv"
    uv.parent.mkdir()
    uv.write_text(SLOW_UV)
    uv.chmod(0o755)
    (tmp_path / "lock.txt").write_text("one==1\n")
    path = os.pathsep.join((str(uv.parent), os.environ["PATH"]))
    return os.environ | {"PATH": path, "WORK": str(tmp_path)}


def _start(environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    work = Path(environment["WORK"])
    script = str(ROOT / "local" / "environment.sh")
    words = ["/bin/bash", script, str(work / "venv"), str(work / "lock.txt")]
    return subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603 - our own script


def _log(environment: Mapping[str, str]) -> list[str]:
    return (Path(environment["WORK"]) / "log").read_text().split()


def test_the_second_one_finds_the_work_done(environment: Mapping[str, str]) -> None:
    """Of two at the same moment one installs; the other waits for it, and empties nothing."""
    both = [_start(environment) for _ in range(2)]

    assert [0, 0] == [one.wait() for one in both]
    assert ["begun", "done"] == _log(environment)


def test_a_newer_lock_is_installed(environment: Mapping[str, str]) -> None:
    """What was installed counts until a lock changes."""
    lock = Path(environment["WORK"]) / "lock.txt"
    for _ in range(2):
        assert 0 == _start(environment).wait()
    os.utime(lock, (lock.stat().st_mtime + 60,) * 2)

    assert 0 == _start(environment).wait()
    assert ["begun", "done"] * 2 == _log(environment)
