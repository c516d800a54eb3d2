"""Home: one program at a time, a note for its user, and a sentence for each wrong setting."""

import stat
from pathlib import Path

import pytest

from local.errors import LocalError
from local.home import Home, Running
from local.stores.addresses import answering


def home_of(path: Path, **environment: str) -> Home:
    """Return a home in a folder."""
    return Home({"PRICEBOOK_HOME": str(path), **environment})


def test_a_home_belongs_to_one_program(tmp_path: Path) -> None:
    """Whoever comes second gets one sentence, and may come back when the first is done."""
    first, second = home_of(tmp_path), home_of(tmp_path)
    with (
        first.alone(),
        pytest.raises(LocalError, match="Another command is at work on"),
        second.alone(),
    ):
        pytest.fail("two programs have one home")
    with second.alone():
        assert second.lock.exists()


def test_a_home_that_cannot_be_one(tmp_path: Path) -> None:
    """A file, or a folder below one, is named with what is wrong."""
    file = tmp_path / "file"
    file.write_text("mine")
    for path in (file, file / "below"):
        refused = pytest.raises(LocalError, match=r"PRICEBOOK_HOME cannot be used: .*file")
        with refused, home_of(path).alone():
            pytest.fail("a file is no home")
    assert "mine" == file.read_text()


def test_the_note_is_for_its_user(tmp_path: Path) -> None:
    """The address in it opens every function."""
    home = home_of(tmp_path)
    home.write(Running(1, 1, "http://127.0.0.1:1/secret"))
    home.write(Running(2, 2, "http://127.0.0.1:2/secret"))

    assert 0o600 == stat.S_IMODE(home.note.stat().st_mode)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pid": 1}', '{"other": 1}'])
def test_a_note_that_was_cut_is_none(tmp_path: Path, text: str) -> None:
    """A full disk cuts it, and another release writes another one."""
    home = home_of(tmp_path)
    home.note.write_text(text)

    assert home.running() is None


def test_a_note_that_cannot_be_read_is_a_sentence(tmp_path: Path) -> None:
    """Nobody knows whether a machine runs there: none is started beside it."""
    home = home_of(tmp_path)
    home.note.mkdir()

    with pytest.raises(LocalError, match=r"machine.json cannot be read: Is a directory"):
        home.running()


@pytest.mark.parametrize("port", ["70000", "65536", "-1", "http"])
def test_a_port_is_a_port(tmp_path: Path, port: str) -> None:
    """A sentence names the setting and what was set."""
    with pytest.raises(LocalError, match=r"PRICEBOOK_PORT is .*: set it to"):
        assert home_of(tmp_path, PRICEBOOK_PORT=port).port


@pytest.mark.parametrize("served", ["Snapshot", "stale", "memory"])
def test_what_is_served_is_one_of_two(tmp_path: Path, served: str) -> None:
    """A misspelt setting is named, instead of serving what was not meant."""
    with pytest.raises(LocalError, match=r"PRICEBOOK_SERVE is .*: set it to database or snapshot"):
        assert home_of(tmp_path, PRICEBOOK_SERVE=served).published


@pytest.mark.parametrize("url", ["redis://127.0.0.1:1", "valkey", "redis://127.0.0.1:port"])
def test_a_valkey_that_is_not_there_is_named(url: str) -> None:
    """A sentence before anything is started on it."""
    with pytest.raises(LocalError, match=r"^REDIS_URL cannot be used: "):
        answering(url)
