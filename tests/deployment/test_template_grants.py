"""Least privilege: what each function may ask of AWS is what it asks, neither more nor less."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import boto3
import botocore.session
import pytest

from functions.dispatch import app as dispatch
from functions.migrate import app as migrate
from functions.sync import app as sync
from pricebook.providers import registry
from pricebook.storage.writer import writer
from tests.support.admin_client import AdminClient
from tests.support.clients import CatalogClient, Context
from tests.support.fakes.alert_channels import hearing, wait
from tests.support.fakes.botocore_recorder import recording
from tests.support.fakes.cloudformation_bucket import bucketed
from tests.support.fakes.lambda_invoke_api import invocable
from tests.support.fakes.provider_server import listening, listing
from tests.support.sync_and_query import SLUG, pass_a_cadence
from tests.support.template_graph import OUTSIDE, OWN, Deployment, Grant

COPIES = {
    ("s3:GetObject", "*"),
    ("s3:PutObject", "*"),
    ("secretsmanager:GetSecretValue", "rds!cluster-*"),
}
"""What backup and restore ask for: files of a bucket, the secret of a restored cluster."""
ASKED = ("ALERTS_TOPIC_ARN", "PROVIDER_KEYS_SECRET", "SLACK_WEBHOOK_SECRET", "SYNC_FUNCTION_NAME")
"""The variables that name what a function asks AWS for."""
RUNTIME = ("ec2:", "logs:", "sqs:", "xray:")
"""What Lambda does in a function's name: networks, logs, failure destinations, traces."""


@pytest.fixture(scope="module")
def deployment() -> Deployment:
    """Give the deployment with everything made here."""
    return Deployment(**OWN)


@pytest.fixture
def heard(environment: pytest.MonkeyPatch, deployment: Deployment) -> Iterator[set[Grant]]:
    """Give what is asked of AWS, where everything that the template names is there."""
    with (
        recording(environment) as calls,
        hearing(environment) as told,
        invocable(environment),
    ):
        secrets: Any = boto3.client("secretsmanager")
        secrets.create_secret(Name="slack", SecretString=told.slack.address)
        secrets.create_secret(Name="ProviderKeys", SecretString="{}")
        owner = deployment.environment("MigrateFunction")["DATABASE_SECRET"]
        secrets.create_secret(Name=owner, SecretString='{"password": "unused"}')
        topics: Any = boto3.client("sns")
        topics.create_topic(Name="AlertsTopic")
        environment.delenv("SLACK_WEBHOOK_URL")
        calls.clear()
        yield calls


def become(deployment: Deployment, function: str, environment: pytest.MonkeyPatch) -> None:
    """Name what a function asks for as the template does."""
    given = deployment.environment(function)
    for name in ASKED:
        environment.delenv(name, raising=False)
        if name in given:
            environment.setenv(name, given[name])
    if "ALERTS_TOPIC_ARN" in given:
        arn = f"arn:aws:sns:us-east-1:123456789012:{given['ALERTS_TOPIC_ARN']}"
        environment.setenv("ALERTS_TOPIC_ARN", arn)


def granted(deployment: Deployment, function: str) -> set[Grant]:
    """Return what a function may ask of AWS by itself: stores and keys are looked at apart."""
    aside = (*RUNTIME, "elasticache:", "kms:", "rds-db:")
    return {grant for grant in deployment.grants(function) if not grant[0].startswith(aside)}


@pytest.fixture
def failing(environment: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the provider's list be empty, which is told after the third run."""
    with listening() as provider:
        environment.setenv("PRICEBOOK_UPSTREAM", provider.url)
        provider.answer = listing()
        yield


def fail(times: int) -> None:
    """Let the runs of some cadences fail."""
    for _attempt in range(times):
        pass_a_cadence()
        answer = sync.handler({"provider": SLUG}, Context("SyncFunction"))
        assert "failed" == answer["status"]


def test_the_catalogue_asks_nothing_of_aws(
    deployment: Deployment, heard: set[Grant], client: CatalogClient
) -> None:
    """It can neither invoke anything nor read a secret, and does not try."""
    for path in ("/v1/catalog", "/v1/models", "/v1/providers", "/v1/status", "/health"):
        client.get(path)

    assert set() == heard
    assert set() == granted(deployment, "CatalogFunction")


def test_admin_starts_syncs(
    deployment: Deployment, heard: set[Grant], admin: AdminClient, environment: pytest.MonkeyPatch
) -> None:
    """An operator's "sync now" is an invocation, and nothing else is asked."""
    become(deployment, "AdminFunction", environment)

    assert 202 == admin.ask("POST", f"/v1/admin/sync/{SLUG}").status
    assert granted(deployment, "AdminFunction") == heard


@pytest.mark.usefixtures("failing")
def test_a_sync_reads_its_keys_and_tells_of_failures(
    deployment: Deployment, heard: set[Grant], environment: pytest.MonkeyPatch
) -> None:
    """The keys, the address of Slack, the topic; and Amazon's own list, which is signed for."""
    become(deployment, "SyncFunction", environment)
    fail(3)
    environment.delenv("PRICEBOOK_UPSTREAM")
    assert "skipped" == sync.handler({"provider": "groq"}, Context("SyncFunction"))["status"]

    assert granted(deployment, "SyncFunction") == heard | {(signed(), "*")}


def signed() -> str:
    """Return the action of the only list that is signed for, by the address that it lies at."""
    ((service, path),) = [
        (host.partition(".")[0], path)
        for provider in registry().values()
        if provider.sign
        for host, path in [urlsplit(provider.url)[1:3]]
    ]
    model = botocore.session.get_session().get_service_model(service)
    operations = [model.operation_model(name) for name in model.operation_names]
    asked = {"method": "GET", "requestUri": path}
    (action,) = [it.name for it in operations if asked.items() <= it.http.items()]
    return f"{service}:{action}"


@pytest.mark.usefixtures("failing")
def test_a_tick_starts_syncs_and_tells_what_was_not_told(
    deployment: Deployment, heard: set[Grant], environment: pytest.MonkeyPatch
) -> None:
    """It invokes, and sends on both channels what a sync could not send."""
    with environment.context() as mute:
        mute.setenv("SLACK_WEBHOOK_URL", "http://127.0.0.1:1/")
        fail(3)
    wait()
    heard.clear()
    become(deployment, "DispatchFunction", environment)

    dispatch.handler({}, Context("DispatchFunction"))
    writer().run("UPDATE alerts SET sent_at = NULL, told_to = '{}', next_try_at = now()")
    dispatch.handler({}, Context("DispatchFunction"))

    assert granted(deployment, "DispatchFunction") == heard


def test_the_owner_migrates_and_keeps_copies(
    deployment: Deployment, heard: set[Grant], environment: pytest.MonkeyPatch
) -> None:
    """The owner's password is read, that of a restored cluster, and files of the one bucket."""
    secret = deployment.environment("MigrateFunction")["DATABASE_SECRET"]
    environment.setenv("DATABASE_SECRET", secret)
    environment.setenv("DATABASE_URL", "postgresql://postgres@127.0.0.1:1/nowhere")
    with bucketed() as bucket:
        context: Any = Context("MigrateFunction")
        migrate.handler(bucket.asks("Update"), context)

    assert granted(deployment, "MigrateFunction") == heard | COPIES


@pytest.mark.parametrize(
    ("function", "database", "cache"),
    [
        ("AdminFunction", "pricebook_writer", "CacheWriter"),
        ("CatalogFunction", "pricebook_reader", "CacheReader"),
        ("DispatchFunction", "pricebook_writer", "CacheWriter"),
        ("PagesFunction", "pricebook_reader", "CacheReader"),
        ("SyncFunction", "pricebook_writer", "CacheWriter"),
        ("WatchFunction", "pricebook_writer", "CacheReader"),
    ],
)
def test_each_function_logs_in_as_itself(
    deployment: Deployment, function: str, database: str, cache: str
) -> None:
    """The users that its addresses name are those that it may log in as, in both stores."""
    given = deployment.environment(function)
    stores = {it for it in deployment.grants(function) if it[0].startswith(("elast", "rds-"))}

    assert ("true", database) == (given["DB_IAM"], urlsplit(given["DATABASE_URL"]).username)
    assert ("Cache", cache) == (given["CACHE_NAME"], given["CACHE_USER"])
    assert {
        ("rds-db:connect", database),
        ("elasticache:Connect", "Cache"),
        ("elasticache:Connect", cache),
    } == stores


def test_keys_open_what_is_granted_and_nothing_else(deployment: Deployment) -> None:
    """Whoever may decrypt may do so on behalf of a service whose answer he may have."""
    for function in deployment.functions:
        actions = {action.partition(":")[0] for action, _subject in deployment.grants(function)}
        for statement in deployment.statements(function):
            if "kms:" in str(statement["Action"]):
                service = statement["Condition"]["StringEquals"]["kms:ViaService"]
                assert service.partition(".")[0] in actions, function


def test_what_is_brought_needs_no_grant() -> None:
    """Stores from outside have passwords of their own: no role may log in to what is not there."""
    outside = Deployment(**OUTSIDE)
    for function in outside.functions:
        actions = {action for action, _subject in outside.grants(function)}

        assert set() == {it for it in actions if it.startswith(("elasticache:", "rds-db:"))}
    read = {
        function: {
            subject
            for action, subject in outside.grants(function)
            if action == "secretsmanager:GetSecretValue"
        }
        for function in outside.functions
    }
    assert {
        "AdminFunction": {"owner", "valkey"},
        "CatalogFunction": {"reader", "valkey"},
        "DispatchFunction": {"owner", "valkey", "slack"},
        "MigrateFunction": {"owner"},
        "PagesFunction": {"reader", "valkey"},
        "SyncFunction": {"owner", "valkey", "slack", "keys"},
        "WatchFunction": {"owner", "valkey"},
    } == read


@pytest.mark.parametrize(
    "function", ["AdminFunction", "CatalogFunction", "PagesFunction", "WatchFunction"]
)
def test_behind_a_cdn_the_origin_is_checked(function: str) -> None:
    """CloudFront sends what the function may read; without CloudFront there is nothing to read."""
    behind = Deployment(**OWN, Cdn="true")
    (cdn,) = behind.of_type("AWS::CloudFront::Distribution").values()
    (origin,) = [it for it in cdn["DistributionConfig"]["Origins"] if "api" == it["Id"]]
    (header,) = origin["OriginCustomHeaders"]

    assert "{{resolve:secretsmanager:OriginSecret}}" == header["HeaderValue"]
    assert ("secretsmanager:GetSecretValue", "OriginSecret") in behind.grants(function)
    assert "OriginSecret" == behind.environment(function)["ORIGIN_SECRET"]
    assert "" == Deployment(**OWN).environment(function)["ORIGIN_SECRET"]


def test_the_cdn_logs_who_asks() -> None:
    """API Gateway sees CloudFront's address: the client's is in CloudFront's own log."""
    behind = Deployment(**OWN, Cdn="true")
    (cdn,) = behind.of_type("AWS::CloudFront::Distribution").values()
    bucket = behind.of_type("AWS::S3::Bucket")["CdnLogs"]

    assert "CdnLogs.DomainName" == cdn["DistributionConfig"]["Logging"]["Bucket"]
    assert all(bucket["PublicAccessBlockConfiguration"].values())
