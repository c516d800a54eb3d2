"""Log file: it rotates, and what cannot be written is lost without consequence."""

import resource
from pathlib import Path

import pytest

from local.log_file import LogFile
from tests.support.probes import ask, probes

FULL = Path("/dev/full")


def test_a_long_file_moves_aside(tmp_path: Path) -> None:
    """Two files are kept, and no line is cut."""
    log = LogFile(tmp_path / "logs" / "F.log", max_bytes=10)
    for number in range(4):
        log.write(f"line {number}\n".encode())
    log.close()

    kept = {path.name: path.read_text() for path in (tmp_path / "logs").iterdir()}
    assert {"F.log.1": "line 2\nline 3\n"} == kept


def test_a_file_that_somebody_removed_is_written_anew(tmp_path: Path) -> None:
    """The next line opens it again once it was closed."""
    log = LogFile(tmp_path / "F.log")
    log.write(b"a\n")
    log.close()
    (tmp_path / "F.log").unlink()
    log.write(b"b\n")
    log.close()

    assert "b\n" == (tmp_path / "F.log").read_text()


def test_a_line_that_was_torn_is_ended(tmp_path: Path) -> None:
    """What is written once there is room again begins a line of its own."""
    log = LogFile(tmp_path / "F.log")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
        log.write(b"line 0\nline 1\n")
        log.write(b"line 2\n")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    log.write(b"line 3\nline 4\n")
    log.close()

    assert ["line 0", "lin", "line 3", "line 4"] == (tmp_path / "F.log").read_text().splitlines()


@pytest.mark.skipif(not FULL.exists(), reason="only Linux has a disk that is always full")
def test_a_full_disk_keeps_nobody_waiting(tmp_path: Path) -> None:
    """Functions answer while not a byte of their logs can be written."""
    (tmp_path / "JobFunction.log").symlink_to(FULL)

    with probes(tmp_path) as machine:
        assert 1 == ask(machine)["invocations"]
        assert 2 == ask(machine, do="echo")["invocations"]
