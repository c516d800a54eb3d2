"""`make nag`: cdk-nag's AwsSolutions rules on the transformed template; 0 without a reason."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

from infrastructure.transform import transformed

FOLDER = Path(__file__).parent
GIVEN = {
    "AlertEmail": "ops@example.com",
    "Cdn": "true",
    "DatabaseProxy": "true",
    "DatabaseStandby": "true",
    "Nat": "per-zone",
}
"""Parameters with which nearly everything is made."""
type Objection = tuple[str, str, str]
"""The rule, the resource, and the text."""


def main() -> int:
    """Print what has no reason, and reasons that nothing needs; 1 where there is any."""
    objections = nagged()
    accepted = reasons()
    needed = {(rule, resource) for rule, resource, _text in objections}
    bare = [it for it in objections if it[:2] not in accepted]
    idle = sorted(accepted - needed)
    for rule, resource, text in bare:
        print(f"{resource}: {text} ({rule} needs a change, or a reason in accepted.yaml)")
    for rule, resource in idle:
        print(f"{resource}: {rule} has a reason in accepted.yaml, and is no objection any more")
    print(f"cdk-nag: {len(objections)} objections, {len(bare)} without a reason")
    return 1 if bare or idle else 0


def nagged() -> list[Objection]:
    """Return what cdk-nag objects to."""
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "template.json"
        template.write_text(json.dumps(transformed(GIVEN, "s3://bucket/key")))
        words = ["node", "check.mjs", str(template), f"{folder}/out"]
        done = subprocess.run(  # the script beside this file
            words, cwd=FOLDER, capture_output=True, text=True, check=False
        )
    if done.returncode:
        sys.exit(done.stderr)
    return [(rule, resource, text) for rule, resource, text in json.loads(done.stdout)]


def reasons() -> set[tuple[str, str]]:
    """Return the objections that have a reason, as rule and resource."""
    accepted = yaml.safe_load((FOLDER / "accepted.yaml").read_text())
    return {
        (rule, resource)
        for rule, entries in accepted.items()
        for entry in entries
        for resource in entry["resources"]
    }


if __name__ == "__main__":
    sys.exit(main())
