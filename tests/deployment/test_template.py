"""What the template promises to an account: names, sizes, versions, and what is made there."""

import json
import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from infrastructure import environments
from pricebook.storage import reader
from tests.support.paths import ROOT
from tests.support.template_graph import OUTSIDE, OWN, Deployment, parsed, refusals

SECRETS = {name: OUTSIDE[name] for name in ("DatabaseSecretArn", "ReaderSecretArn")}
SERVING = (
    *("AdminFunction", "CatalogFunction", "DispatchFunction", "PagesFunction", "SyncFunction"),
    "WatchFunction",
)
"""The functions that a release changes while they are in use."""
POLICY_BYTES = 20_480
"""How large the policy of a function may be, which has a statement for each of its routes."""
NAME = re.compile(r"(?!Omit)\w+Name|UserId|UserGroupId")
WITHIN = {
    *("DatabaseName", "GroupName", "HeaderName", "MetricName", "PolicyName"),
    *("RuleName", "SelectionName", "TargetGroupName"),
}
"""Names of what belongs to something that has a name of its own."""
PLACEHOLDER = re.compile(r"\$\{([\w:]+)[.}]")


def references(node: Any) -> Iterator[str]:
    """Yield every parameter, resource and condition that a node of the template names."""
    if isinstance(node, list):
        for item in node:
            yield from references(item)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in {"Ref", "Condition"} and isinstance(value, str):
                yield value
            elif key in {"Fn::GetAtt", "Fn::If"}:
                yield value[0]
            elif key == "Fn::Sub":
                yield from PLACEHOLDER.findall(value if isinstance(value, str) else value[0])
            yield from references(value)


def names(node: Any) -> Iterator[tuple[str, Any]]:
    """Yield every property that gives something a name."""
    if isinstance(node, list):
        for item in node:
            yield from names(item)
    elif isinstance(node, dict):
        yield from ((key, value) for key, value in node.items() if NAME.fullmatch(key))
        for value in node.values():
            yield from names(value)


def parameters(node: Any) -> set[str]:
    """Return the parameters that decide what a node is, its conditions included."""
    document = parsed()
    found = set(references(node))
    for name in found & document["Conditions"].keys():
        found |= parameters(document["Conditions"][name])
    return found & set(document["Parameters"])


@pytest.mark.parametrize("name", SERVING)
def test_a_new_setting_makes_a_new_version(name: str) -> None:
    """SAM publishes none when a parameter changes, so each of a function's is told of."""
    document = parsed()
    function = document["Resources"][name]["Properties"]
    settings = {key: function.get(key) for key in ("Environment", "SnapStart", "VpcConfig")}
    told = document["Resources"]["Migrations"]["Properties"]
    plain = {"DatabaseUrl", "ReaderDatabaseUrl", "RedisUrl"}  # in dev only, and nobody else's

    configured = parameters([settings, document["Globals"]["Function"]])
    assert set() == configured - parameters(told) - plain
    assert "${Migrations.Run}" in function["Description"]["Fn::Sub"]
    assert ["Migrations", "Run"] == function["VersionDescription"]["Fn::GetAtt"]


@pytest.mark.parametrize("name", SERVING)
def test_a_new_version_is_tried_before_it_serves_all(name: str) -> None:
    """Its own errors take it back, and the versions before are kept to go back to."""
    document = parsed()
    function = document["Resources"][name]["Properties"]
    (guard,) = function["DeploymentPreference"]["Alarms"]
    alarm = document["Resources"][guard["Ref"]]["Properties"]
    dimensions = {one["Name"]: one["Value"] for one in alarm["Dimensions"]}

    assert {
        "FunctionName": {"Ref": name},
        "Resource": {"Fn::Sub": f"${{{name}}}:live"},
    } == dimensions
    assert "Retain" == function["VersionDeletionPolicy"]
    assert ("Errors", 0, 60) == (alarm["MetricName"], alarm["Threshold"], alarm["Period"])


def test_a_new_layer_makes_a_new_version() -> None:
    """The shared code is in the layer: without this an alias would go on with the old one."""
    resources = parsed()["Resources"]
    aliased = {
        name: resource["Properties"].get("AutoPublishAliasAllProperties")
        for name, resource in resources.items()
        if "AutoPublishAlias" in resource.get("Properties", {})
    }

    assert {"MigrateFunction": True, **dict.fromkeys(SERVING, True)} == aliased
    assert resources["SharedLayer"]["Properties"]["PublishLambdaVersion"]
    assert "Delete" == resources["SharedLayer"]["Properties"]["RetentionPolicy"]


@pytest.mark.parametrize("function", ["AdminFunction", "CatalogFunction", "WatchFunction"])
def test_the_routes_of_a_function_fit_into_its_policy(function: str) -> None:
    """Each route is a statement there, and Lambda refuses the one that is too much."""
    stack, suffix = "a-stack-with-quite-a-long-name", "X" * 12
    where = "ap-southeast-1:123456789012"
    statements = [
        {
            "Sid": f"{stack}-{function}Event{number:02}{'x' * 20}Permission-{suffix}",
            "Effect": "Allow",
            "Principal": {"Service": "apigateway.amazonaws.com"},
            "Action": "lambda:InvokeFunction",
            "Resource": f"arn:aws:lambda:{where}:function:{stack}-{function}-{suffix}:live",
            "Condition": {
                "ArnLike": {"AWS:SourceArn": f"arn:aws:execute-api:{where}:0123456789/*/{path}"}
            },
        }
        for number, path in enumerate(routes(function))
    ]

    assert statements
    assert len(json.dumps(statements, separators=(",", ":"))) < POLICY_BYTES


def routes(function: str) -> list[str]:
    """Return the paths that lead to a function."""
    found = Deployment(**OWN).events("HttpApi")
    return [event["Method"] + event["Path"] for name, event in found if name == function]


def test_two_stacks_fit_into_one_account() -> None:
    """A name is told from that of every other stack, or made by AWS."""
    same = {
        f"{name}: {key}"
        for name, resource in parsed()["Resources"].items()
        for key, value in names(resource.get("Properties", {}))
        if key not in WITHIN and not set(references(value))
    }

    assert set() == same
    assert all(event["OmitName"] for _function, event in Deployment().events("ScheduleV2"))


@pytest.mark.parametrize(
    ("given", "made", "absent"),
    [
        ({}, "Vpc NatA FunctionsGroup Database Cache Users ProviderKeys", "NatB Proxy ApiDomain"),
        ({"Nat": "none"}, "Vpc SecretsEndpoint LambdaEndpoint", "NatA InternetGateway"),
        ({"Nat": "per-zone"}, "NatA NatB", "SecretsEndpoint"),
        ({"VpcId": "vpc-1", "SubnetIds": "a,b"}, "FunctionsGroup Database Cache", "Vpc NatA"),
        ({"RedisSecretArn": "arn"}, "Vpc Database", "Cache CacheGroup CacheReader"),
        ({"DatabaseProxy": "true"}, "Proxy ProxyIntoDatabase", "DatabaseStandbyInstance"),
        ({"DatabaseStandby": "true"}, "DatabaseStandbyInstance", "Proxy"),
        ({"Cdn": "true"}, "CdnDistribution", "ApiDomain"),
        ({"DomainName": "a.example", "CertificateArn": "arn"}, "ApiDomain ApiMapping", "Cdn"),
        ({"AdminEmail": "ada@a.example"}, "FirstAdmin FirstAdminInGroup", "AlertsEndpoint"),
        (OUTSIDE, "Key", "Vpc FunctionsGroup Database Cache Users ProviderKeys BackupVault"),
    ],
)
def test_what_is_made_depends_on_what_is_there(
    given: dict[str, str], made: str, absent: str
) -> None:
    """What is brought from outside is not made beside it, and an option costs who chooses it."""
    found = Deployment(**given).resources.keys()

    assert set() == set(made.split()) - found
    assert set() == set(absent.split()) & found


@pytest.mark.parametrize("environment", environments.NAMES)
def test_each_environment_gives_what_the_template_takes(environment: str) -> None:
    """No deploy fails after minutes for a parameter that was renamed or a value that is not one."""
    configured = tomllib.loads((ROOT / "samconfig.toml").read_text())
    deploy = configured[environment]["deploy"]["parameters"]
    declared = parsed()["Parameters"]

    assert f"pricebook-{environment}" == deploy["stack_name"]
    assert configured["default"]["build"] == configured[environment]["build"]
    for override in deploy["parameter_overrides"]:
        name, _, value = override.partition("=")
        allowed = map(str, declared[name].get("AllowedValues", [value]))

        assert value in allowed, override
        assert value != str(declared[name]["Default"]), override


def test_no_version_of_a_store_moves_by_itself() -> None:
    """Where AWS upgrades on its own, the next deploy would ask for the way back, and fail."""
    instances = Deployment(**OWN, DatabaseStandby="true").of_type("AWS::RDS::DBInstance")

    assert [False, False] == [it["AutoMinorVersionUpgrade"] for it in instances.values()]


def test_what_has_to_have_a_name_can_be_replaced() -> None:
    """CloudFormation makes the new one before it deletes the old one, under another name."""
    resources = parsed()["Resources"]
    for name, key in (("Cache", "ServerlessCacheName"), ("Proxy", "DBProxyName")):
        assert "Generation" in set(references(resources[name]["Properties"][key])), name


def test_operators_of_production_have_a_second_factor() -> None:
    """A password alone opens the prices of everybody; elsewhere it is up to them."""
    modes = {
        name: Deployment(Environment=name).of_type("AWS::Cognito::UserPool")["Users"][
            "MfaConfiguration"
        ]
        for name in environments.NAMES
    }

    assert dict.fromkeys(environments.NAMES, "OPTIONAL") | {"prod": "ON"} == modes


def test_a_hobby_costs_nothing_while_nobody_asks() -> None:
    """No network, no database, no cache, nothing that is paid by the hour."""
    told = {**environments.read("hobby").parameters, **SECRETS}
    made = {it["Type"] for it in Deployment(**told).resources.values()}
    hourly = {
        *("AWS::EC2::NatGateway", "AWS::EC2::EIP", "AWS::EC2::VPC", "AWS::EC2::VPCEndpoint"),
        *("AWS::RDS::DBCluster", "AWS::RDS::DBInstance", "AWS::RDS::DBProxy"),
        *("AWS::ElastiCache::ServerlessCache", "AWS::Backup::BackupVault"),
    }

    assert set() == hourly & made
    assert [] == refusals(**told)
    assert "" == Deployment(**told).environment("CatalogFunction")["REDIS_URL"]


def test_the_proxy_gives_up_before_the_reader() -> None:
    """A reader that waits for a connection hears why, instead of losing patience first."""
    (targets,) = (
        Deployment(**OWN, DatabaseProxy="true").of_type("AWS::RDS::DBProxyTargetGroup").values()
    )

    assert targets["ConnectionPoolConfigurationInfo"]["ConnectionBorrowTimeout"] < reader.TIMEOUT_S


def test_only_readers_go_through_the_proxy() -> None:
    """Whoever writes stages rows in temporary tables and holds locks, which would pin sessions."""
    deployment = Deployment(**OWN, DatabaseProxy="true")
    through = {
        name
        for name in deployment.functions
        if "Proxy" in deployment.environment(name)["DATABASE_URL"]
    }

    assert {"CatalogFunction", "PagesFunction"} == through
