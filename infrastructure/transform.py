"""template.yaml as CloudFormation gets it: SAM's own transform, run in SAM's own environment."""

import json
import subprocess
from typing import Any

from infrastructure.environments import ROOT

PYTHON = ROOT / ".venv-sam" / "bin" / "python"
CODE = """
import json, sys
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

class Policies(dict):
    def load(self):
        return {}

document = yaml_parse(open("template.yaml").read())
for resource in document["Resources"].values():
    for key in {"CodeUri", "ContentUri"} & resource.get("Properties", {}).keys():
        resource["Properties"][key] = sys.argv[2]
print(json.dumps(transform(document, json.loads(sys.argv[1]), Policies())))
"""


def transformed(parameters: dict[str, str], code: str) -> dict[str, Any]:
    """Return the transformed template.

    Args:
        parameters: what the deploy gives.
        code: the S3 address that stands for every artefact.
    """
    words = [PYTHON.as_posix(), "-c", CODE, json.dumps(parameters), code]
    region = {"AWS_DEFAULT_REGION": "us-east-1", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(words, cwd=ROOT, env=region, capture_output=True, text=True, check=True)
    template: dict[str, Any] = json.loads(done.stdout)
    return template
