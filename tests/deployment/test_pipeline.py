"""The pipeline's files, and the bill of materials: nothing floats, nothing is kept that opens."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from infrastructure import sbom
from tests.support.paths import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"[\w./-]+@[0-9a-f]{40}")


def jobs(path: Path) -> dict[str, Any]:
    """Return the jobs of a workflow."""
    found: dict[str, Any] = yaml.safe_load(path.read_text())["jobs"]
    return found


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: str(path.stem))
def test_every_action_is_pinned_and_every_right_is_named(path: Path) -> None:
    """A tag can be moved to other code, and a job without permissions has all of them."""
    assert {} == yaml.safe_load(path.read_text())["permissions"]
    for name, job in jobs(path).items():
        assert job["permissions"], name
        assert job["timeout-minutes"] <= 60, name
        for step in job["steps"]:
            assert PINNED.fullmatch(step.get("uses", f"a@{'0' * 40}")), step


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: str(path.stem))
def test_the_verbs_are_the_makefile_s(path: Path) -> None:
    """The pipeline does what a person does, with the same verbs, and keeps no secret."""
    makefile = (ROOT / "Makefile").read_text()
    commands = [step.get("run", "") for job in jobs(path).values() for step in job["steps"]]
    verbs = {
        word
        for command in commands
        if command.startswith("make ")
        for word in command.split()[1:]
        if "=" not in word
    }

    assert set() == {verb for verb in verbs if f"\n{verb}:" not in makefile}
    assert "secrets." not in path.read_text()


def test_production_comes_after_staging() -> None:
    """One build goes to staging, is asked there, and then goes on, each with a role of its own."""
    release = jobs(ROOT / ".github" / "workflows" / "release.yml")

    assert ["build", "staging", "production"] == list(release)
    assert ("build", "staging") == (release["staging"]["needs"], release["production"]["needs"])
    for name in ("staging", "production"):
        runs = [step.get("run", "") for step in release[name]["steps"]]
        assert name == release[name]["environment"]
        assert 'make deploy ENV="$TARGET" BUILT=1' in runs
        assert 'make smoke ENV="$TARGET"' == runs[-1]
        assert "build" not in " ".join(run for run in runs if run.startswith("make build"))


def test_the_bill_names_everything_that_is_shipped(tmp_path: Path) -> None:
    """Each line of the layer's lock, and what the pages hold, by name, version and hash."""
    sbom.write(tmp_path / "sbom.json")
    bill = json.loads((tmp_path / "sbom.json").read_text())
    lock = sbom.LOCK.read_text()
    names = {component["name"] for component in bill["components"]}

    assert ("CycloneDX", "1.6") == (bill["bomFormat"], bill["specVersion"])
    assert lock.count("==") + len(sbom.pages()) == len(bill["components"]) == len(names)
    assert {"pg8000", "httpx", "redis", "preact", "uplot"} <= names
    assert not {"vite", "typescript"} & names
    assert all(component["properties"] for component in bill["components"])
