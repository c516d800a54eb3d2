"""Policies of the template's roles, one file each, for parliament, a linter of IAM.

`python -m infrastructure.policies FOLDER`. Names of resources become ARNs of no real account.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from infrastructure.environments import ROOT
from local.sam import intrinsics

HERE = "us-east-1:123456789012"
ARNS = {
    "AWS::ElastiCache::ServerlessCache": f"arn:aws:elasticache:{HERE}:serverlesscache:{{}}",
    "AWS::ElastiCache::User": f"arn:aws:elasticache:{HERE}:user:{{}}",
    "AWS::KMS::Key": f"arn:aws:kms:{HERE}:key/{{}}",
    "AWS::Logs::LogGroup": f"arn:aws:logs:{HERE}:log-group:{{}}:log-stream:x",
    "AWS::RDS::DBCluster": f"arn:aws:secretsmanager:{HERE}:secret:{{}}",  # of its owner's secret
    "AWS::S3::Bucket": "arn:aws:s3:::{}",
    "AWS::SNS::Topic": f"arn:aws:sns:{HERE}:{{}}",
    "AWS::SQS::Queue": f"arn:aws:sqs:{HERE}:{{}}",
    "AWS::SecretsManager::Secret": f"arn:aws:secretsmanager:{HERE}:secret:{{}}",
    "AWS::Serverless::Function": f"arn:aws:lambda:{HERE}:function:{{}}",
}
GIVEN = {
    "AlertEmail": "ops@example.com",
    "Cdn": "true",
    "SlackWebhookSecret": f"arn:aws:secretsmanager:{HERE}:secret:slack",
}
"""Parameters with which the roles have what they can have."""
IDS = {"Database.DBClusterResourceId": "cluster-1", ":local:000000000000:": f":{HERE}:"}
"""What the resolver writes, and what AWS would."""


def policies() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every identity policy of the template by a name."""
    document = intrinsics.load((ROOT / "template.yaml").read_text())
    resolver = intrinsics.Resolver(document, GIVEN)
    for name, resource in document["Resources"].items():
        if "Condition" in resource and not resolver.holds(resource["Condition"]):
            continue
        if resource["Type"] == "AWS::IAM::ManagedPolicy":
            yield name, resolver.value(resource["Properties"]["PolicyDocument"])
        if resource["Type"] == "AWS::IAM::Role":
            for policy in resolver.value(resource["Properties"].get("Policies", [])):
                yield f"{name}-{policy['PolicyName']}", policy["PolicyDocument"]


def with_arns(node: Any, kinds: dict[str, str]) -> Any:  # noqa: ANN401 - a policy holds anything
    """Return a policy in which every name of a resource is an ARN."""
    if isinstance(node, dict):
        return {key: with_arns(value, kinds) for key, value in node.items()}
    if isinstance(node, list):
        return [with_arns(item, kinds) for item in node]
    for name, value in IDS.items():
        node = str(node).replace(name, value)
    match = re.fullmatch(r"(\w+)(\.[\w.]+)?(/\*)?", node)
    if match is None or kinds.get(match[1]) not in ARNS:
        return node
    return ARNS[kinds[match[1]]].format(match[1].lower()) + (match[3] or "")


def main() -> None:
    """Write one file for each policy into a folder."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    resources = intrinsics.load((ROOT / "template.yaml").read_text())["Resources"]
    kinds = {name: resource["Type"] for name, resource in resources.items()}
    for name, document in policies():
        text = json.dumps(with_arns(document, kinds), indent=1)
        (folder / f"{name}.json").write_text(text)


if __name__ == "__main__":
    main()
