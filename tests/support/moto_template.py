"""template.yaml without what moto cannot make."""

import json
import re
from typing import Any

UNKNOWN = ("AWS::CloudFormation::Stack", "AWS::CodeDeploy", "AWS::Lambda::Alias", "Custom::")
UNSUPPORTED = (*UNKNOWN, "AWS::Lambda::Version")
"""Types on which moto's CloudFormation ends with an error of its own."""


def for_moto(document: dict[str, Any]) -> dict[str, Any]:
    """Return a template without what moto cannot make: an alias is its function there."""
    text = json.dumps(document)
    text = re.sub(r'\{"Ref": "(\w+)Aliaslive"\}', r'{"Ref": "\1"}', text)
    text = re.sub(r'\{"Fn::GetAtt": \["Migrations", "Run"\]\}', '"run"', text)
    kept: dict[str, Any] = json.loads(text.replace("${Migrations.Run}", "run"))
    resources = kept["Resources"].items()
    kept["Resources"] = {n: it for n, it in resources if not it["Type"].startswith(UNSUPPORTED)}
    return kept
