"""Artefacts of `sam build`, run as Lambda runs them: from their folders and nothing else."""

import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from local.sam import template
from local.sam.template import Function, Template

ROOT = Path(__file__).parents[2]
BUILT = ROOT / ".aws-sam" / "build"
LAYER = BUILT / "SharedLayer" / "python"
SOURCES = ("template.yaml", "functions", "infrastructure", "layers", "migrations")
KINDS = {".in", ".json", ".pem", ".py", ".sql", ".txt", ".yaml"}
CLIENT = (sys.executable, "-S", "-m", "awslambdaric")
"""AWS's client, which sees what is on PYTHONPATH and nothing that is installed here besides."""
RUNTIME = (
    *("awslambdaric", "runtime_client", "simplejson", "snapshot_restore_py"),
    *("boto3", "botocore", "s3transfer", "urllib3", "jmespath", "dateutil", "six"),
)
"""What Lambda's own Python brings besides the standard library."""


def build() -> None:
    """Build as a deployment would, unless what stands there is newer than every source."""
    made = BUILT / "template.yaml"
    if not made.exists() or made.stat().st_mtime < max(_changed()):
        make = shutil.which("make") or "make"
        subprocess.run([make, "build"], cwd=ROOT, check=True, capture_output=True)


def runtime(folder: Path) -> Path:
    """Fill a new folder with what Lambda's runtime brings, and with nothing else of ours."""
    folder.mkdir()
    installed = Path(sysconfig.get_path("purelib"))
    for name in RUNTIME:
        for path in (installed / name, *installed.glob(f"{name}.*")):
            if path.exists() and path.suffix != ".dist-info":
                (folder / path.name).symlink_to(path)
    return folder


def deployed(parameters: Mapping[str, str], brought: Path) -> Template:
    """Return the template with its functions as they were built, beside what Lambda brings."""
    read = template.read(ROOT / "template.yaml", parameters)
    functions = {name: _built(function, brought) for name, function in read.functions.items()}
    return replace(read, functions=functions)


def _built(function: Function, brought: Path) -> Function:
    # Lambda's folders are read-only, and what was built stays as it is
    environment = {**function.environment, "PYTHONDONTWRITEBYTECODE": "1"}
    layers = (LAYER, brought)
    return replace(function, code=BUILT / function.name, layers=layers, environment=environment)


def _changed() -> Iterator[float]:
    for name in SOURCES:
        path = ROOT / name
        files = path.rglob("*") if path.is_dir() else [path]
        yield from (file.stat().st_mtime for file in files if file.suffix in KINDS)
