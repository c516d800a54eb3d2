"""Build for one architecture, and proof that what was built is for it and has bytecode."""

import shutil
import struct
import subprocess
from pathlib import Path

from infrastructure.environments import ROOT, DeployError

MACHINES = {"arm64": 0xB7, "x86_64": 0x3E}
"""ELF's number of each architecture that Lambda knows."""
BUILT = ROOT / ".aws-sam" / "deploy"


def build(architecture: str, *, quiet: bool = False) -> Path:
    """Build for an architecture, and return the built template.

    Args:
        architecture: arm64 or x86_64.
        quiet: show nothing of the build.

    Raises:
        DeployError: the build failed, or is not for this architecture.
    """
    make = shutil.which("make") or "make"
    variables = [f"ARCH={architecture}", f"BUILD_DIR={BUILT.relative_to(ROOT)}"]
    words = [make, "build", *variables]
    if subprocess.run(words, cwd=ROOT, check=False, capture_output=quiet).returncode:
        raise DeployError("The build failed: see above.")
    require(BUILT, architecture)
    return BUILT / "template.yaml"


def take(architecture: str) -> Path:
    """Return the built template of an earlier build: a pipeline builds once, and deploys that.

    Raises:
        DeployError: there is none, or it is not for this architecture.
    """
    template = BUILT / "template.yaml"
    if not template.exists():
        raise DeployError(f"Nothing is built in {BUILT}: deploy without BUILT=1.")
    require(BUILT, architecture)
    return template


def require(built: Path, architecture: str) -> None:
    """Refuse a build whose libraries Lambda could not load, or would compile at each cold start.

    Args:
        built: the folder that `sam build` has filled.
        architecture: what the template tells Lambda: arm64 or x86_64.

    Raises:
        DeployError: a library is for another machine, or a module has no bytecode.
    """
    strange = [path for path in libraries(built) if machine(path) != MACHINES[architecture]]
    if strange:
        raise DeployError(f"{strange[0]} is not for {architecture}: remove {built}, build again.")
    bare = [path for path in (built / "SharedLayer").rglob("*.py") if not compiled(path)]
    if bare:
        raise DeployError(f"{bare[0]} has no bytecode: build with make, not with sam alone.")


def libraries(built: Path) -> list[Path]:
    """Return every compiled library below a folder."""
    return sorted(built.rglob("*.so"))


def machine(library: Path) -> int:
    """Return the ELF number of the machine that a library is for."""
    with library.open("rb") as file:
        header = file.read(20)
    return int(struct.unpack_from("<H", header, 18)[0]) if header[:4] == b"\x7fELF" else 0


def compiled(module: Path) -> bool:
    """Tell whether a module has bytecode of Lambda's Python beside it."""
    return (module.parent / "__pycache__" / f"{module.stem}.cpython-313.pyc").exists()
