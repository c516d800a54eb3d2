"""The clients in JavaScript: `js/` has their lock, without any address of an index."""

import os
import shutil
import subprocess
from pathlib import Path

from local.commands import pages

FOLDER = Path(__file__).with_name("js")


def installed() -> Path:
    """Install the packages of the lock, and return the program that runs them.

    Raises:
        LocalError: there is no Node.
    """
    [npm, *words] = pages.node()
    path = f"{Path(npm).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path}
    command = [npm, *words, "ci", "--silent", "--no-audit", "--no-fund"]
    subprocess.run(command, cwd=FOLDER, env=environment, check=True)  # noqa: S603 - our own lock
    return Path(str(shutil.which("node", path=path)))
