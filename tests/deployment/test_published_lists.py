"""What is published, at the edge: which requests it answers and how, and who may put it there."""

import json
import shutil
import subprocess
from fnmatch import fnmatch
from typing import Any

import boto3
import pytest
from moto import mock_aws

from functions.sync import app as sync
from tests.support.clients import Context
from tests.support.fakes.botocore_recorder import recording
from tests.support.template_graph import OUTSIDE, OWN, Deployment, Properties
from tests.support.whole_lists import LISTS, stock

STUB = "const chosen = []; const cf = { selectRequestOriginById: (id) => chosen.push(id) };"
"""What CloudFront gives a function, in place of its import."""
SNAPSHOT = f"/v1/snapshots/{'0' * 64}"
GZIP = {"accept-encoding": {"value": "br, gzip;q=0.5"}}

type Edge = dict[str, Any]


@pytest.fixture(scope="module")
def behind() -> Deployment:
    """Give a deployment behind CloudFront."""
    return Deployment(**OWN, Cdn="true")


def handled(deployment: Deployment, name: str, event: Edge) -> tuple[Edge, list[str]]:
    """Run a function of the edge in Node; return what it returns, and the origins it chose."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("there is no Node here")
    code = deployment.of_type("AWS::CloudFront::Function")[name]["FunctionCode"]
    code = code.replace("import cf from 'cloudfront';", "")
    told = f"console.log(JSON.stringify([handler({json.dumps(event)}), chosen]))"
    run = subprocess.run(  # noqa: S603 - our own code
        [node, "-e", f"{STUB}{code}{told}"], capture_output=True, check=True, text=True
    )
    returned, chosen = json.loads(run.stdout)
    return returned, chosen


def origins(deployment: Deployment, uri: str, headers: Edge, query: Edge) -> list[str]:
    """Return the origins that a request is sent to instead of what is published."""
    request = {"uri": uri, "headers": headers, "querystring": query}
    returned, chosen = handled(deployment, "AskForList", {"request": request})
    assert request | {"uri": uri.replace("%3F", "%EF%80%BF")} == returned
    return chosen


def distribution(deployment: Deployment) -> Properties:
    """Return what is configured of CloudFront."""
    (cdn,) = deployment.of_type("AWS::CloudFront::Distribution").values()
    configured: Properties = cdn["DistributionConfig"]
    return configured


@pytest.mark.parametrize("path", [*LISTS, "/v1/snapshots", "/v1/keys", SNAPSHOT])
def test_every_list_is_asked_for_where_it_is_published(behind: Deployment, path: str) -> None:
    """Whole and gzipped it comes from the bucket, and where that has none from the function."""
    patterns = [
        it["PathPattern"]
        for it in distribution(behind)["CacheBehaviors"]
        if "published" == it["TargetOriginId"]
    ]
    (group,) = distribution(behind)["OriginGroups"]["Items"]

    assert any(fnmatch(path, pattern) for pattern in patterns)
    assert [] == origins(behind, path, GZIP, {})
    assert ["api"] == origins(behind, path, GZIP, {"provider": {"value": "groq"}})
    assert ["api"] == origins(behind, path, {}, {})
    assert ["api"] == origins(behind, path, {"accept-encoding": {"value": "gzip;q=0"}}, {})
    assert ["lists", "api"] == [it["OriginId"] for it in group["Members"]["Items"]]


def test_one_model_is_the_function_s(behind: Deployment) -> None:
    """What is no whole list is not looked for in the bucket, and keeps its question mark."""
    assert ["api"] == origins(behind, "/feeds/openai/v1/models/groq/x%3Fy", GZIP, {})


def test_the_edge_tells_what_the_function_would(behind: Deployment) -> None:
    """Its ETag and the counts stand in place of S3's, and a reader who has it gets 304."""
    response = {
        "statusCode": 200,
        "headers": {
            "etag": {"value": '"md5"'},
            "content-encoding": {"value": "gzip"},
            "x-amz-meta-etag": {"value": 'W/"ours"'},
            "x-amz-meta-x-pricebook-cache": {"value": "published"},
        },
    }
    event: Edge = {"request": {"headers": {}}, "response": response}
    known: Edge = event | {"request": {"headers": {"if-none-match": {"value": '"a", "ours"'}}}}
    other: Edge = event | {"request": {"headers": {"if-none-match": {"value": '"md5"'}}}}
    fresh, _ = handled(behind, "TellOfList", event)

    assert {
        "etag": {"value": 'W/"ours"'},
        "content-encoding": {"value": "gzip"},
        "x-pricebook-cache": {"value": "published"},
    } == fresh["headers"]
    assert 304 == handled(behind, "TellOfList", known)[0]["statusCode"]
    assert 200 == handled(behind, "TellOfList", other)[0]["statusCode"]


def test_a_sync_may_put_what_it_publishes_and_nothing_else(
    behind: Deployment, environment: pytest.MonkeyPatch
) -> None:
    """It puts into a bucket, as only the owner does who keeps copies."""
    stock()
    environment.setenv("PUBLISH_TO", behind.environment("SyncFunction")["PUBLISH_TO"])
    with mock_aws():
        boto3.client("s3").create_bucket(Bucket="PublishedFiles")
        with recording(environment) as calls:
            published = sync.handler({"build": "bodies"}, Context("SyncFunction"))["published"]
    able = [name for name in behind.functions if ("s3:PutObject", "*") in behind.grants(name)]

    assert published
    assert {("s3:PutObject", "*")} == calls
    assert {"MigrateFunction", "SyncFunction"} == set(able)


@pytest.mark.parametrize("given", [OWN, OUTSIDE], ids=["own", "outside"])
def test_without_a_cdn_nothing_is_published(given: dict[str, str]) -> None:
    """Nobody would serve it, so there is no bucket either."""
    alone = Deployment(**given)

    assert "PublishedFiles" not in alone.resources
    assert "" == alone.environment("SyncFunction")["PUBLISH_TO"]


def test_only_the_cdn_reads_the_bucket(behind: Deployment) -> None:
    """It is private, and CloudFront's own distribution may get a file and list none."""
    bucket = behind.of_type("AWS::S3::Bucket")["PublishedFiles"]
    policies = behind.of_type("AWS::S3::BucketPolicy").values()
    (policy,) = [it["PolicyDocument"] for it in policies if "PublishedFiles" == it["Bucket"]]
    (allowed,) = [it for it in policy["Statement"] if "Allow" == it["Effect"]]

    assert all(bucket["PublicAccessBlockConfiguration"].values())
    assert ("cloudfront.amazonaws.com", "s3:GetObject") == (
        allowed["Principal"]["Service"],
        allowed["Action"],
    )
    assert "CdnDistribution" in allowed["Condition"]["StringEquals"]["aws:SourceArn"]
