"""Origin check: what does not come through CloudFront is refused, and a rotation refuses nobody."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import boto3
import pytest
from moto import mock_aws

from pricebook.api import origin
from tests.support.admin_client import AdminClient
from tests.support.clients import CatalogClient
from tests.support.template_graph import Deployment

PATH = "/health"


@pytest.fixture
def secret(environment: pytest.MonkeyPatch) -> Iterator[Any]:
    """Give Secrets Manager, with the secret that the template makes."""
    environment.setenv("AWS_ACCESS_KEY_ID", "test")
    environment.setenv("AWS_SECRET_ACCESS_KEY", "test")
    environment.setattr(origin, "values", origin.Values())
    with mock_aws():
        client: Any = boto3.client("secretsmanager")
        client.create_secret(Name="origin", SecretString="first")
        environment.setenv("ORIGIN_SECRET", "origin")
        yield client


def status(client: CatalogClient, value: str | None = None) -> int:
    """Return how a request is answered that brings this value."""
    return client.get(PATH, {} if value is None else {origin.HEADER: value}).status


@pytest.mark.usefixtures("secret")
def test_who_passes_the_cdn_by_is_refused(client: CatalogClient, admin: AdminClient) -> None:
    """The API's own address answers 403 to everybody, operators included."""
    assert [200, 403, 403] == [status(client, "first"), status(client), status(client, "guessed")]
    assert 403 == admin.ask("GET", "/v1/admin/providers").status


def test_a_rotation_refuses_nobody(client: CatalogClient, secret: Any) -> None:
    """CloudFront sends the old value for some minutes more; the one before that is closed."""
    assert 200 == status(client, "first")
    secret.put_secret_value(SecretId="origin", SecretString="second")
    origin.values._read_at -= origin.COOLDOWN_S + 1
    assert [200, 200] == [status(client, "second"), status(client, "first")]
    secret.put_secret_value(SecretId="origin", SecretString="third")
    origin.values._read_at -= origin.FRESH_S + 1

    assert [200, 200, 403] == [status(client, it) for it in ("third", "second", "first")]


def test_an_outage_of_secrets_is_none_of_the_api(
    client: CatalogClient, secret: Any, environment: pytest.MonkeyPatch
) -> None:
    """What cannot be checked is served: readers matter more than the web ACL for a moment."""
    assert secret
    environment.setenv("ORIGIN_SECRET", "missing")

    assert 200 == status(client)


def test_without_a_cdn_nothing_is_checked(client: CatalogClient) -> None:
    """Every deployment without CloudFront answers at its own address."""
    assert 200 == status(client)


def test_question_marks_of_ids_pass_the_gateway() -> None:
    """CloudFront writes the mark that functions read, wherever an id may stand in a path."""
    resources = Deployment(Cdn="true").resources
    config = resources["CdnDistribution"]["Properties"]["DistributionConfig"]
    behaviours = {"*": config["DefaultCacheBehavior"]}
    behaviours |= {it["PathPattern"]: it for it in config["CacheBehaviors"]}

    for path in ("*", "/v1/admin/*", "/v1/access/*", "/feeds/*"):
        function = behaviours[path]["FunctionAssociations"][0]["FunctionARN"]["Fn::GetAtt"][0]
        code = resources[function]["Properties"]["FunctionCode"]
        assert quote(origin.QUESTION_MARK) in code, path
