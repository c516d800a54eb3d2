"""`make deploy`: the build fits the environment, and the change set reaches CloudFormation."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from infrastructure import artefacts, deploy, environments, remove, stack
from infrastructure.environments import DeployError, Environment
from tests.support.fakes.aws_server import serving
from tests.support.template_graph import parsed

BUILD = artefacts.build
PROD = environments.read("prod")


@pytest.fixture(scope="module")
def account() -> Iterator[str]:
    """Give an AWS account that moto plays."""
    with pytest.MonkeyPatch.context() as environment, serving(environment) as address:
        yield address


@pytest.fixture
def cloudformation(account: str) -> Any:
    """Give a client of the account."""
    assert account
    return boto3.client("cloudformation")


@pytest.mark.slow
def test_a_deploy_reaches_its_change_set(
    cloudformation: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Built for arm64, with bytecode; unprotected the first time, and with all of prod's values."""
    monkeypatch.setattr(artefacts, "build", quietly)
    deploy.deploy(PROD, execute=False)
    found = cloudformation.list_change_sets(StackName=PROD.stack)["Summaries"]
    (name,) = [one["ChangeSetId"] for one in found if one["StackName"] == PROD.stack]
    described = cloudformation.describe_change_set(ChangeSetName=name, StackName=PROD.stack)
    given = {it["ParameterKey"]: it["ParameterValue"] for it in described["Parameters"]}

    assert {**PROD.parameters, "DeletionProtection": "false"} == given
    assert stack.state(PROD.stack) is None
    assert {artefacts.MACHINES["arm64"]} == {
        artefacts.machine(path) for path in artefacts.libraries(artefacts.BUILT)
    }
    modules = list((artefacts.BUILT / "SharedLayer").rglob("*.py"))
    assert len(modules) > 500
    assert all(artefacts.compiled(module) for module in modules)


def quietly(architecture: str) -> Path:
    """Build without filling the output of the tests, where there is no build of today."""
    return BUILD(architecture, quiet=True)


def test_a_build_for_another_machine_is_refused(tmp_path: Path) -> None:
    """x86 libraries under an arm64 template would fail at the first request, not before."""
    library = next(iter(artefacts.libraries(artefacts.BUILT)), None)
    if library is None:
        pytest.skip("nothing is built yet")
    shutil.copy(library, tmp_path)

    artefacts.require(tmp_path, "arm64")
    with pytest.raises(DeployError, match="is not for x86_64"):
        artefacts.require(tmp_path, "x86_64")


def test_a_build_without_bytecode_is_refused(tmp_path: Path) -> None:
    """`sam build` alone compiles nothing, and each cold start would."""
    layer = tmp_path / "SharedLayer" / "python"
    layer.mkdir(parents=True)
    (layer / "module.py").touch()

    with pytest.raises(DeployError, match=r"module\.py has no bytecode"):
        artefacts.require(tmp_path, "arm64")


def test_only_prod_is_protected() -> None:
    """Protection is on where data is dear, and the template itself protects nobody unasked."""
    protected = {name: environments.read(name).protected for name in environments.NAMES}

    assert dict.fromkeys(environments.NAMES, False) | {"prod": True} == protected
    assert "false" == parsed()["Parameters"]["DeletionProtection"]["Default"]


def test_a_failed_first_deploy_leaves_nothing() -> None:
    """What holds data outlives its stack, but not one that never came to be."""
    resources = parsed()["Resources"].items()
    kept = {name for name, one in resources if "Retain" in one.get("DeletionPolicy", "")}

    buckets = {"BackupFiles", "CdnLogs", "PublishedFiles"}
    assert {"BackupVault", "Key", "ProviderKeys"} | buckets == kept
    assert {"RetainExceptOnCreate"} == {parsed()["Resources"][it]["DeletionPolicy"] for it in kept}


def test_the_account_s_own_values_come_from_a_file_that_git_ignores(tmp_path: Path) -> None:
    """An address for alerts is nobody else's business; ARCH on the command line counts most."""
    (tmp_path / "samconfig.toml").write_text((environments.ROOT / "samconfig.toml").read_text())
    (tmp_path / "deploy.toml").write_text('[dev]\nAlertEmail = "ops@example.com"\nLogDays = 30\n')
    found = environments.read("dev", "x86_64", tmp_path)

    assert ("ops@example.com", "30") == (
        found.parameters["AlertEmail"],
        found.parameters["LogDays"],
    )
    assert ("x86_64", "rate(1 hour)") == (found.architecture, found.parameters["TickSchedule"])
    assert 'TickSchedule="rate(1 hour)"' in environments.overrides(found.parameters)
    assert "deploy.toml" in (environments.ROOT / ".gitignore").read_text().splitlines()


def test_an_unknown_environment_is_named() -> None:
    """A typing error deploys nothing."""
    with pytest.raises(DeployError, match="no environment 'production': ENV is one of dev"):
        environments.read("production")


def made(cloudformation: Any, name: str) -> Environment:
    """Make a stack of one queue, and return it as an environment."""
    body = '{"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}}'
    cloudformation.create_stack(StackName=name, TemplateBody=body)
    return Environment("dev", name, {})


def test_a_stack_is_removed(cloudformation: Any) -> None:
    """`make undeploy` deletes the stack and names what stays, of which this one has nothing."""
    environment = made(cloudformation, "removed")

    assert [] == remove.remove(environment)
    assert stack.state("removed") is None
