"""The functions in an account that moto plays: a server, a stack, and the variables that it gives.

Each function gets what CloudFormation has set for it and nothing else, and asks the account over
HTTP for what that names: the addresses of the stores, keys, the topic, the function of the syncs.
"""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Thread
from typing import Any

import boto3
import httpx
import pytest

from functions.catalog import app as catalog
from functions.dispatch import app as dispatch
from functions.sync import app as sync
from infrastructure.transform import PYTHON, transformed
from pricebook.storage.writer import writer
from tests.support.admin_client import AdminClient
from tests.support.clients import CatalogClient, Context
from tests.support.databases import reset_reader
from tests.support.fakes.alert_channels import Slack, wait
from tests.support.fakes.aws_server import BUCKET, serving
from tests.support.fakes.botocore_recorder import forget
from tests.support.fakes.provider_server import listening, listing
from tests.support.moto_template import for_moto
from tests.support.sync_and_query import SLUG, pass_a_cadence
from tests.support.template_graph import OUTSIDE

SECRETS = {
    "DatabaseSecretArn": "pricebook/owner",
    "ReaderSecretArn": "pricebook/reader",
    "RedisSecretArn": "pricebook/valkey",
    "ProviderKeysSecret": "pricebook/keys",
    "SlackWebhookSecret": "pricebook/slack",
}
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not PYTHON.exists(), reason="make check installs SAM"),
    pytest.mark.filterwarnings("ignore"),  # moto's own
]


@dataclass(frozen=True)
class Account:
    """An account with the stack with stores from outside.

    Attributes:
        variables: what each function is given, by its name in the template.
        queue: where the topic's messages arrive.
    """

    variables: dict[str, dict[str, str]]
    queue: str

    def messages(self) -> list[str]:
        """Return the subjects of what was published to the topic."""
        found = client("sqs").receive_message(QueueUrl=self.queue, MaxNumberOfMessages=10)
        return [json.loads(it["Body"])["Subject"] for it in found.get("Messages", [])]


def client(service: str) -> Any:
    """Return a client of the account."""
    return boto3.client(service)


@pytest.fixture(scope="module")
def account() -> Iterator[Account]:
    """Give the account after the first deploy."""
    with pytest.MonkeyPatch.context() as patch, serving(patch) as address:
        simple = {"lambda": {"use_docker": False}}  # moto runs no code, and knows its functions
        httpx.post(f"{address}/moto-api/config", json=simple).raise_for_status()
        given = OUTSIDE | {
            name: client("secretsmanager").create_secret(Name=secret, SecretString="{}")["ARN"]
            for name, secret in SECRETS.items()
        }
        created(given)
        functions = client("lambda").list_functions()["Functions"]
        (topic,) = [it["TopicArn"] for it in client("sns").list_topics()["Topics"]]
        yield Account(
            {it["FunctionName"].split("-")[1]: it["Environment"]["Variables"] for it in functions},
            subscribed(topic),
        )


def created(given: dict[str, str]) -> None:
    """Create the stack with these parameters."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr("app.py", "")
    client("s3").put_object(Bucket=BUCKET, Key="code.zip", Body=body.getvalue())
    client("cloudformation").create_stack(
        StackName="pricebook",
        TemplateBody=json.dumps(for_moto(transformed(given, f"s3://{BUCKET}/code.zip"))),
        Parameters=[{"ParameterKey": n, "ParameterValue": v} for n, v in given.items()],
        Capabilities=["CAPABILITY_IAM"],
    )


def subscribed(topic: str) -> str:
    """Return a queue that gets what is published to a topic."""
    queue = client("sqs").create_queue(QueueName="mail")["QueueUrl"]
    asked = client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])
    arn = asked["Attributes"]["QueueArn"]
    client("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
    return str(queue)


@pytest.fixture
def become(
    account: Account,
    environment: pytest.MonkeyPatch,
    database_url: str,
    redis_url: str,
) -> Iterator[Callable[[str], None]]:
    """Give what makes this process a function of the stack; the secrets hold the test's stores."""
    values = {"owner": database_url, "reader": database_url, "valkey": redis_url}
    for name, value in values.items():
        client("secretsmanager").put_secret_value(SecretId=f"pricebook/{name}", SecretString=value)
    forget(environment)

    def change(function: str) -> None:
        for name, value in account.variables[function].items():
            environment.setenv(name, value)
        reset_reader()
        writer().close()
        writer.cache_clear()

    yield change
    forget(environment)


def test_the_catalogue_finds_its_stores(
    become: Callable[[str], None], environment: pytest.MonkeyPatch
) -> None:
    """Both addresses are read from the account, and each part answers."""
    become("CatalogFunction")
    health = CatalogClient(environment).get("/health").json()["data"]

    assert catalog.app
    assert ("ok", "ok") == (health["database"], health["cache"])


def test_a_failing_sync_is_told_on_both_channels(
    account: Account, become: Callable[[str], None], environment: pytest.MonkeyPatch
) -> None:
    """After three cadences: SNS takes the message, and Slack at the address in its secret."""
    become("SyncFunction")
    with listening() as provider, Slack() as slack:
        thread = Thread(target=slack.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        secret = {"SecretId": "pricebook/slack", "SecretString": slack.address}
        client("secretsmanager").put_secret_value(**secret)
        environment.setenv("PRICEBOOK_UPSTREAM", provider.url)
        provider.answer = listing()
        for _attempt in range(3):
            pass_a_cadence()
            sync.handler({"provider": SLUG}, Context("SyncFunction"))
        wait()
        become("DispatchFunction")
        dispatch.handler({}, Context("DispatchFunction"))
        slack.shutdown()
        thread.join()

    assert [f"Pricebook: {SLUG} failed 3 times in a row"] == account.messages()
    assert [True] == [f"{SLUG} failed" in text for text in slack.told]


def test_a_key_comes_from_the_secret(
    become: Callable[[str], None], environment: pytest.MonkeyPatch
) -> None:
    """A provider with a key is asked with the one that lies in the account."""
    become("SyncFunction")
    keys = {"SecretId": "pricebook/keys", "SecretString": '{"GROQ_API_KEY": "from the account"}'}
    client("secretsmanager").put_secret_value(**keys)
    with listening() as provider:
        environment.setenv("PRICEBOOK_UPSTREAM", provider.url)
        provider.answer = listing()
        answer: Any = sync.handler({"provider": "groq"}, Context("SyncFunction"))

    assert "skipped" != answer["status"]
    assert provider.asked


def test_a_tick_and_an_operator_start_syncs(
    account: Account, become: Callable[[str], None], environment: pytest.MonkeyPatch
) -> None:
    """The function of the stack is named, and takes the events."""
    become("DispatchFunction")
    dispatched: Any = dispatch.handler({}, Context("DispatchFunction"))
    become("AdminFunction")
    admin = AdminClient(environment)

    assert SLUG in dispatched["dispatched"]
    assert account.variables["AdminFunction"]["SYNC_FUNCTION_NAME"].startswith("pricebook-SyncF")
    assert 202 == admin.ask("POST", f"/v1/admin/sync/{SLUG}").status
