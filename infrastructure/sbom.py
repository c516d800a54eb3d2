"""Bill of materials: what the layer and the pages ship, from their locks, as CycloneDX 1.6."""

import json
import re
from pathlib import Path
from typing import Any

from infrastructure.environments import ROOT
from pricebook import __version__

LOCK = ROOT / "layers" / "shared" / "requirements.txt"
PAGES_LOCK = ROOT / "web" / "package-lock.json"
MODULES = "node_modules/"
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def bill(lock: str) -> dict[str, Any]:
    """Return the bill of materials of a lock.

    Args:
        lock: requirements with `name==version` and `--hash=sha256:...`.
    """
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "pricebook",
                "name": "pricebook",
                "version": __version__,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": [_component(*pin.groups()) for pin in PIN.finditer(lock)] + pages(),
    }


def pages() -> list[dict[str, Any]]:
    """Return the packages that the built pages hold; those that only build them are not shipped."""
    packages = json.loads(PAGES_LOCK.read_text())["packages"]
    return [
        _npm_component(path.removeprefix(MODULES), facts)
        for path, facts in sorted(packages.items())
        if path.startswith(MODULES) and not (facts.get("dev") or facts.get("optional"))
    ]


def write(target: Path) -> None:
    """Write the bill of materials of the layer."""
    target.write_text(json.dumps(bill(LOCK.read_text()), indent=2) + "\n")


def hashes(lock: str, name: str) -> list[str]:
    """Return the hashes of the files of a package that the lock allows."""
    match = re.search(rf"^{re.escape(name)}==(.*?)(?=^\S|\Z)", lock, re.MULTILINE | re.DOTALL)
    return HASH.findall(match[1]) if match else []


def _npm_component(name: str, facts: dict[str, Any]) -> dict[str, Any]:
    package = f"pkg:npm/{name.replace('@', '%40')}@{facts['version']}"
    return {
        "type": "library",
        "bom-ref": package,
        "name": name,
        "version": facts["version"],
        "purl": package,
        "properties": [{"name": "lock:integrity", "value": facts["integrity"]}],
    }


def _component(name: str, version: str) -> dict[str, Any]:
    package = f"pkg:pypi/{name.lower().replace('_', '-')}@{version}"
    return {
        "type": "library",
        "bom-ref": package,
        "name": name,
        "version": version,
        "purl": package,
        # a lock allows a file per platform; which of them was built, the attestation says
        "properties": [
            {"name": "lock:sha256", "value": digest} for digest in hashes(LOCK.read_text(), name)
        ],
    }
