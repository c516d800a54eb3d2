"""Rollback, pruning and rotation, in an account that moto plays."""

from collections.abc import Iterator
from typing import Any

import boto3
import httpx
import pytest

from infrastructure import deploy, origin, stack
from infrastructure.environments import DeployError, Environment
from tests.support.fakes.aws_server import serving

ENVIRONMENT = Environment("dev", "pricebook-dev", {})
TEMPLATE = """
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties: { AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [] } }
  Served:
    Type: AWS::Lambda::Function
    Properties: &function
      Runtime: python3.13
      Handler: index.handler
      Role: !GetAtt Role.Arn
      Code: { ZipFile: "handler = print" }
  Migrate:
    Type: AWS::Lambda::Function
    Properties: *function
Outputs:
  CdnId: { Value: CDN }
  OriginSecretArn: { Value: origin }
"""
DISTRIBUTION: dict[str, Any] = {
    "CallerReference": "one",
    "Comment": "",
    "Enabled": True,
    "DefaultCacheBehavior": {"TargetOriginId": "api", "ViewerProtocolPolicy": "https-only"},
    "Origins": {
        "Quantity": 1,
        "Items": [
            {
                "Id": "api",
                "DomainName": "api.example.com",
                "CustomHeaders": {
                    "Quantity": 1,
                    "Items": [{"HeaderName": origin.HEADER, "HeaderValue": "old"}],
                },
                "CustomOriginConfig": {
                    "HTTPPort": 80,
                    "HTTPSPort": 443,
                    "OriginProtocolPolicy": "https-only",
                },
            }
        ],
    },
}


@pytest.fixture
def functions() -> Iterator[dict[str, str]]:
    """Give the functions of a stack by their names in the template."""
    with pytest.MonkeyPatch.context() as patch, serving(patch) as address:
        httpx.post(f"{address}/moto-api/reset").raise_for_status()
        client("secretsmanager").create_secret(Name="origin", SecretString="old")
        made = client("cloudfront").create_distribution(DistributionConfig=DISTRIBUTION)
        client("cloudformation").create_stack(
            StackName=ENVIRONMENT.stack,
            TemplateBody=TEMPLATE.replace("CDN", made["Distribution"]["Id"]),
            Capabilities=["CAPABILITY_IAM"],
        )
        yield {name.split("-")[2]: name for name in stack.functions(ENVIRONMENT.stack)}
        client("cloudformation").delete_stack(StackName=ENVIRONMENT.stack)


def client(service: str) -> Any:
    """Return a client of the account."""
    return boto3.client(service)


def publish(function: str, versions: int) -> None:
    """Publish some versions of a function, of which the last one serves."""
    for number in range(versions):
        client("lambda").update_function_configuration(
            FunctionName=function, Description=str(number)
        )
        published = client("lambda").publish_version(FunctionName=function)["Version"]
    client("lambda").create_alias(
        FunctionName=function, Name=stack.ALIAS, FunctionVersion=published
    )


def test_a_rollback_serves_the_version_before(functions: dict[str, str]) -> None:
    """Every function that has an alias goes back by one, and again by one; the others stay."""
    publish(functions["Served"], 3)

    assert {functions["Served"]: 2} == deploy.rollback(ENVIRONMENT)
    assert {functions["Served"]: 1} == deploy.rollback(ENVIRONMENT)
    assert 1 == stack.serving(functions["Served"])
    with pytest.raises(DeployError, match="No function has a version to go back to"):
        deploy.rollback(ENVIRONMENT)


def test_a_deploy_keeps_what_is_gone_back_to(functions: dict[str, str]) -> None:
    """Three versions stay, and whichever serves."""
    publish(functions["Served"], 5)

    assert [1, 2] == stack.prune(functions["Served"])
    assert [3, 4, 5] == stack.versions(functions["Served"])
    stack.serve(functions["Served"], 3)
    client("lambda").publish_version(FunctionName=functions["Served"])
    stack.prune(functions["Served"])
    assert 3 in stack.versions(functions["Served"])


def test_a_rollback_needs_a_version(functions: dict[str, str]) -> None:
    """A stack whose functions have one version says so, and changes nothing."""
    publish(functions["Served"], 1)

    with pytest.raises(DeployError, match="No function has a version to go back to"):
        deploy.rollback(ENVIRONMENT)


@pytest.mark.usefixtures("functions")
def test_the_origin_secret_rotates_without_a_deploy() -> None:
    """CloudFront sends what the secret holds now, and the value before stays the previous one."""
    assert "within minutes" in origin.rotate(ENVIRONMENT)
    identity = stack.outputs(ENVIRONMENT.stack)["CdnId"]
    config = client("cloudfront").get_distribution_config(Id=identity)["DistributionConfig"]
    (header,) = config["Origins"]["Items"][0]["CustomHeaders"]["Items"]
    secret = client("secretsmanager")

    assert secret.get_secret_value(SecretId="origin")["SecretString"] == header["HeaderValue"]
    previous = secret.get_secret_value(SecretId="origin", VersionStage="AWSPREVIOUS")
    assert "old" == previous["SecretString"]
