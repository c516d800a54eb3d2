"""Alarms and the dashboard: they watch what is emitted, and somebody hears of it."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from infrastructure import environments
from local.sam import schedule
from tests.support.emf_metrics import NAMES, NAMESPACE
from tests.support.template_graph import OUTSIDE, OWN, Deployment, Properties, parsed

AWS = {
    "AWS/ApiGateway": {"4xx", "5xx", "Count", "Latency"},
    "AWS/ElastiCache": {"BytesUsedForCache", "ElastiCacheProcessingUnits", "ThrottledCmds"},
    "AWS/Lambda": {"ConcurrentExecutions", "Duration", "Errors", "Throttles"},
    "AWS/RDS": {"ACUUtilization", "DatabaseConnections", "ServerlessDatabaseCapacity"},
    "AWS/SQS": {"ApproximateNumberOfMessagesVisible", "NumberOfMessagesSent"},
}
"""The metrics of AWS that are watched, as its documentation spells them."""
STACK = {"service": "pricebook"}
"""The dimension of our own metrics: the stack's name, as the local machine resolves it."""
WORD = re.compile(r"\b[a-z]\w*\b")

type Metric = tuple[str, str, dict[str, str]]
"""A namespace, a name, and the dimensions."""


@pytest.fixture(scope="module", params=[OWN, OUTSIDE], ids=["own", "outside"])
def deployment(request: pytest.FixtureRequest) -> Deployment:
    """Give the deployment with everything made here, and with everything brought."""
    return Deployment(**request.param)


@pytest.fixture(scope="module")
def alarms(deployment: Deployment) -> dict[str, Properties]:
    """Give every alarm by name."""
    return deployment.monitoring.of_type("AWS::CloudWatch::Alarm")


@pytest.fixture(scope="module")
def widgets(deployment: Deployment) -> list[Any]:
    """Give the widgets of the dashboard."""
    (dashboard,) = deployment.monitoring.of_type("AWS::CloudWatch::Dashboard").values()
    found: list[Any] = json.loads(dashboard["DashboardBody"])["widgets"]
    return found


def watched(alarm: Properties) -> Iterator[Metric]:
    """Yield the metrics that an alarm looks at."""
    stats = [
        part["MetricStat"]["Metric"] for part in alarm.get("Metrics", []) if "Stat" in str(part)
    ]
    for metric in stats or [alarm]:
        dimensions = {one["Name"]: one["Value"] for one in metric["Dimensions"]}
        yield metric["Namespace"], metric["MetricName"], dimensions


def drawn(widgets: list[Any]) -> Iterator[Metric]:
    """Yield the metrics that the dashboard draws."""
    for widget in widgets:
        for namespace, *told in widget["properties"].get("metrics", []):
            if isinstance(namespace, str):
                name, *pairs = [word for word in told if isinstance(word, str)]
                yield namespace, name, dict(zip(pairs[::2], pairs[1::2], strict=True))


def unknown(metrics: Iterator[Metric]) -> list[Metric]:
    """Return those that nobody emits, or nobody under these dimensions."""
    known = AWS | {NAMESPACE: NAMES}
    return [
        metric
        for metric in metrics
        if metric[1] not in known[metric[0]] or (metric[0] == NAMESPACE and metric[2] != STACK)
    ]


def test_alarms_watch_what_is_emitted(alarms: dict[str, Properties]) -> None:
    """An alarm over a metric that nobody emits would be silent for ever."""
    assert {} == {name: bad for name, it in alarms.items() if (bad := unknown(watched(it)))}


def test_the_dashboard_draws_what_is_emitted(widgets: list[Any]) -> None:
    """Every line of the dashboard has data, and every metric of ours is drawn or watched."""
    assert [] == unknown(drawn(widgets))


def test_every_metric_is_looked_at(alarms: dict[str, Properties], widgets: list[Any]) -> None:
    """What nobody looks at need not be paid for, but for what is only read after an incident."""
    seen = {metric[1] for it in alarms.values() for metric in watched(it)}
    seen |= {metric[1] for metric in drawn(widgets)}

    assert {"AlertsOpened", "EditionsTaken", "PricesImported", "Requests"} == NAMES - seen


def test_somebody_hears_of_every_alarm(alarms: dict[str, Properties]) -> None:
    """An alarm says what is wrong, to the topic, when it begins and when it is over."""
    for name, alarm in alarms.items():
        heard = (alarm["AlarmActions"], alarm["OKActions"])
        assert (["AlertsTopic"], ["AlertsTopic"]) == heard, name
        assert alarm["AlarmDescription"].endswith("."), name
        assert alarm["TreatMissingData"], name


def test_cloudwatch_may_tell_the_topic(deployment: Deployment) -> None:
    """CloudWatch cannot use the key that AWS manages for SNS, and needs the topic's permission."""
    (topic,) = deployment.of_type("AWS::SNS::Topic").values()
    (policy,) = deployment.of_type("AWS::SNS::TopicPolicy").values()
    allowed = [s for s in policy["PolicyDocument"]["Statement"] if s["Effect"] == "Allow"]

    assert "alias/aws/sns" != topic.get("KmsMasterKeyId")
    assert ["AlertsTopic"] == policy["Topics"]
    assert [{"Service": "cloudwatch.amazonaws.com"}] == [s["Principal"] for s in allowed]
    assert [{"Protocol": "email", "Endpoint": "ops@example.com"}] == topic["Subscription"]


def test_nobody_is_written_to_unasked() -> None:
    """Without an address the topic is there for whoever subscribes, and has no subscriber."""
    (topic,) = Deployment().of_type("AWS::SNS::Topic").values()

    assert "Subscription" not in topic


def test_the_dashboard_shows_every_alarm(alarms: dict[str, Properties], widgets: list[Any]) -> None:
    """An alarm that is not on the board is found too late."""
    (board,) = [widget for widget in widgets if widget["type"] == "alarm"]

    assert sorted(f"{name}.Arn" for name in alarms) == sorted(board["properties"]["alarms"])


def test_expressions_name_their_parts(alarms: dict[str, Properties], widgets: list[Any]) -> None:
    """A sum over an id that is not declared would never have data."""
    for name, alarm in alarms.items():
        parts = alarm.get("Metrics", [])
        _require_ids(name, [(part["Id"], part.get("Expression", "")) for part in parts])
        assert len(parts) == 0 or 1 == len([p for p in parts if p.get("ReturnData", True)]), name
    for widget in widgets:
        told = [line[-1] for line in widget["properties"].get("metrics", [])]
        ids = [part for part in told if isinstance(part, dict) and "id" in part]
        title = widget["properties"]["title"]
        _require_ids(title, [(part["id"], part.get("expression", "")) for part in ids])


def _require_ids(where: str, parts: list[tuple[str, str]]) -> None:
    declared = {name for name, _expression in parts}
    for _name, expression in parts:
        assert set() == set(WORD.findall(expression)) - declared, where


@pytest.mark.parametrize(
    ("alarm", "comparison", "threshold"),
    [
        ("SlowAnswers", "GreaterThanThreshold", 500),
        ("LowHitRate", "LessThanThreshold", 70),
        ("SlowDatabase", "GreaterThanThreshold", 200),
        ("RejectedItems", "GreaterThanThreshold", 0.1),
    ],
)
def test_the_promised_limits(
    alarms: dict[str, Properties], alarm: str, comparison: str, threshold: float
) -> None:
    """Answers over 500 ms, hits under 70 %, statements over 200 ms, rejects over 0.1 %."""
    found = alarms[alarm]

    assert (comparison, threshold) == (found["ComparisonOperator"], found["Threshold"])


def test_the_stores_that_are_made_here_are_watched() -> None:
    """Capacity and connections of the database, and what Valkey turns away."""
    made = Deployment(**OWN).monitoring.of_type("AWS::CloudWatch::Alarm").keys()
    brought = Deployment(**OUTSIDE).monitoring.of_type("AWS::CloudWatch::Alarm").keys()

    assert {
        "CacheThrottles",
        "DatabaseCapacity",
        "DatabaseConnections",
        "LostBackups",
    } == made - brought


def test_a_backup_that_failed_is_told() -> None:
    """What AWS Backup says of our vault goes into a queue, and EventBridge may put it there."""
    deployment = Deployment(**OWN)
    (rule,) = deployment.of_type("AWS::Events::Rule").values()
    policy = deployment.of_type("AWS::SQS::QueuePolicy")["FailedBackupsPolicy"]
    (statement,) = [it for it in policy["PolicyDocument"]["Statement"] if it["Effect"] == "Allow"]

    assert ["BackupVault"] == rule["EventPattern"]["detail"]["backupVaultName"]
    assert ["FailedBackups.Arn"] == [target["Arn"] for target in rule["Targets"]]
    assert "FailedBackups.Arn" == statement["Resource"]
    assert "BackupFailed.Arn" == statement["Condition"]["ArnEquals"]["aws:SourceArn"]


def test_every_dead_letter_is_told() -> None:
    """Each queue of what failed for good has an alarm of its own, and time enough to look."""
    deployment = Deployment(**OWN)
    queues = deployment.of_type("AWS::SQS::Queue")
    found = deployment.monitoring.of_type("AWS::CloudWatch::Alarm").values()
    told = [
        dimensions["QueueName"]
        for alarm in found
        for namespace, name, dimensions in watched(alarm)
        if (namespace, name) == ("AWS/SQS", "NumberOfMessagesSent")
    ]

    assert sorted(f"{name}.QueueName" for name in queues) == sorted(told)
    assert {14 * 24 * 60 * 60} == {queue["MessageRetentionPeriod"] for queue in queues.values()}


def test_an_old_letter_keeps_no_new_one_from_being_told(alarms: dict[str, Properties]) -> None:
    """What is counted is what arrives: a message lies there for 14 days, and the alarm ends."""
    for name in ("LostSyncs", "LostTicks", "LostMigrations"):
        found = alarms[name]

        assert ("NumberOfMessagesSent", "Sum") == (found["MetricName"], found["Statistic"])
        assert found["Period"] * found["EvaluationPeriods"] <= 3600


def test_one_provider_s_outage_is_no_alarm(alarms: dict[str, Properties]) -> None:
    """FailingSyncs counts providers and not attempts: of 50 it takes more than five."""
    share = next(part for part in alarms["FailingSyncs"]["Metrics"] if part["Id"] == "share")
    limit = alarms["FailingSyncs"]["Threshold"]
    rings = [
        failing
        for failing in range(8)
        if eval(share["Expression"], {"failing": failing, "active": 50}) > limit  # noqa: S307 - of our template
    ]

    assert [6, 7] == rings


def test_silence_is_three_ticks() -> None:
    """Each environment's SilentSchedule waits for three of its ticks, and no longer."""
    configured = {name: environments.read(name).parameters for name in environments.NAMES}
    defaults = {name: str(it.get("Default")) for name, it in parsed()["Parameters"].items()}
    for name, told in configured.items():
        given = defaults | dict(told)
        at = datetime(2026, 1, 1, tzinfo=UTC)
        tick = schedule.due(given["TickSchedule"])(at) - at

        assert 3 * tick.total_seconds() == int(given["TickSilence"]), name
