"""The stack with stores from outside, made by CloudFormation as moto plays it."""

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from infrastructure.transform import PYTHON, transformed
from tests.support.moto_template import for_moto
from tests.support.template_graph import OUTSIDE, Deployment

BUCKET = "artefacts"
ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:"
GIVEN = OUTSIDE | {
    name: f"{ARN}{name}"
    for name in (
        *("DatabaseSecretArn", "ReaderSecretArn", "RedisSecretArn"),
        *("ProviderKeysSecret", "SlackWebhookSecret"),
    )
}
pytestmark = [
    pytest.mark.skipif(not PYTHON.exists(), reason="make check installs SAM"),
    pytest.mark.filterwarnings("ignore"),  # moto's own
]


@pytest.fixture(scope="module")
def stack() -> Iterator[dict[str, Any]]:
    """Give the functions of the stack, by the name that the template gives them."""
    document = for_moto(transformed(GIVEN, f"s3://{BUCKET}/code.zip"))
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr("app.py", "")
    given = [{"ParameterKey": name, "ParameterValue": value} for name, value in GIVEN.items()]
    with pytest.MonkeyPatch.context() as patch, mock_aws():
        patch.setenv("AWS_ACCESS_KEY_ID", "test")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        storage: Any = boto3.client("s3")
        storage.create_bucket(Bucket=BUCKET)
        storage.put_object(Bucket=BUCKET, Key="code.zip", Body=body.getvalue())
        client: Any = boto3.client("cloudformation")
        client.create_stack(
            StackName="pricebook",
            TemplateBody=json.dumps(document),
            Parameters=given,
            Capabilities=["CAPABILITY_IAM"],
        )
        found = client.describe_stacks(StackName="pricebook")["Stacks"][0]
        assert "CREATE_COMPLETE" == found["StackStatus"]
        functions = boto3.client("lambda").list_functions()["Functions"]
        yield {one["FunctionName"].split("-")[1]: one for one in functions}


def test_every_function_is_made_as_the_template_says(stack: dict[str, Any]) -> None:
    """SAM's transform and CloudFormation give each function what our own resolver reads."""
    expected = Deployment(**GIVEN)

    assert expected.functions.keys() == stack.keys()
    for name, function in stack.items():
        given = function["Environment"]["Variables"]
        read = expected.environment(name)
        assert read.keys() == given.keys(), name
        secrets = {key for key in read if read[key].startswith(ARN)}
        assert {key: read[key] for key in secrets} == {key: given[key] for key in secrets}, name


def test_no_function_is_told_a_password(stack: dict[str, Any]) -> None:
    """Whoever may look at a function sees names of secrets, and none of what they hold."""
    for name, function in stack.items():
        variables = function["Environment"]["Variables"]
        assert variables["DATABASE_URL"].startswith(ARN), name
        assert variables["REDIS_URL"].startswith(ARN), name
