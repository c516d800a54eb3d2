"""Removal of a deployment: the stack goes; what holds data stays, and is named."""

import boto3
from botocore.exceptions import WaiterError

from infrastructure import stack
from infrastructure.environments import DeployError, Environment

KEPT = {
    *("AWS::KMS::Key", "AWS::Backup::BackupVault"),
    *("AWS::S3::Bucket", "AWS::SecretsManager::Secret"),
}
"""What a stack leaves behind on purpose, with its last snapshot."""
GONE = "DELETE_COMPLETE"


def remove(environment: Environment) -> list[str]:
    """Delete a stack, and return what stays of it by type and id.

    Raises:
        DeployError: it is protected, or CloudFormation could not delete it.
    """
    client = boto3.client("cloudformation")
    stack = client.describe_stacks(StackName=environment.stack)["Stacks"][0]
    if stack.get("EnableTerminationProtection"):
        raise DeployError(
            f"{environment.stack} is protected. To remove it: deploy it with"
            ' DeletionProtection = "false" in deploy.toml, then make undeploy again.'
        )
    identity = stack["StackId"]
    client.delete_stack(StackName=identity)
    try:
        client.get_waiter("stack_delete_complete").wait(StackName=identity)
    except WaiterError as error:
        raise DeployError(
            f"{environment.stack} could not be deleted: {error}. Its events in CloudFormation"
            " name the resource; empty or delete that by hand, and undeploy again."
        ) from error
    return kept(identity)


def kept(identity: str) -> list[str]:
    """Return what a deleted stack has left behind."""
    pages = boto3.client("cloudformation").get_paginator("list_stack_resources")
    return [
        f"{resource['ResourceType']} {resource.get('PhysicalResourceId', '')}"
        for page in pages.paginate(StackName=identity)
        for resource in page["StackResourceSummaries"]
        if resource["ResourceType"] in KEPT and resource["ResourceStatus"] != GONE
    ]


def unprotect(environment: Environment) -> None:
    """Let a stack be deleted, where its environment no longer protects it."""
    if not environment.protected and stack.state(environment.stack):
        stack.protect(environment.stack, on=False)
