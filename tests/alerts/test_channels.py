"""How alerts are sent: once to each channel, sooner or later, and to nobody else's cost."""

import logging
from collections.abc import Iterator
from typing import Any

import boto3
import pytest

from pricebook.alerts import channels
from pricebook.errors import GuardRefused
from pricebook.storage.postgres import Database
from tests.support.fakes.alert_channels import SECRET, Hearing, hearing, tick, wait
from tests.support.fakes.provider_transport import items
from tests.support.sync_and_query import last_run, pass_a_cadence, rows, run

pytestmark = pytest.mark.usefixtures("environment")
FAILED = "openrouter failed 3 times in a row"


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hearing]:
    """Give what operators were told."""
    with hearing(monkeypatch) as heard:
        yield heard


def fail() -> None:
    """Let the provider fail until somebody is told."""
    for _attempt in range(3):
        pass_a_cadence()
        with pytest.raises(GuardRefused):
            run()


def test_what_could_not_be_sent_is_sent_later(told: Hearing) -> None:
    """While Slack refuses, the topic has it once; when Slack is back, it has it once too."""
    told.slack.status = 500
    fail()
    tick()
    assert (1, 1) == (len(told.mail), told.slack.asked)
    wait()
    tick()
    told.slack.status = 200
    wait()
    tick()
    wait()
    tick()

    assert [FAILED] == told.subjects
    assert 3 == told.slack.asked


def test_a_channel_that_fails_is_not_asked_for_each_message(
    told: Hearing, owner_database: Database
) -> None:
    """Ten alerts and a Slack that is down are one attempt, and ten messages of the topic."""
    told.slack.status = 500
    owner_database.run(
        "INSERT INTO alerts (kind, subject, title, message)"
        " SELECT 'stale', n::text, 'title', 'message' FROM generate_series(1, 10) n"
    )
    owner_database.run("UPDATE alerts SET kind = 'recovered', closed_at = now()")
    tick()

    assert (10, 1) == (len(told.mail), told.slack.asked)


def test_nobody_is_kept_waiting(
    told: Hearing, monkeypatch: pytest.MonkeyPatch, owner_database: Database
) -> None:
    """A Slack that does not answer in time is tried again later."""
    monkeypatch.setattr(channels, "TIMEOUT", 0.1)
    told.slack.delay_s = 0.4
    fail()

    assert [[["sns"], None]] == rows(owner_database, "SELECT told_to, sent_at FROM alerts")
    assert 1 == len(told.mail)


def test_the_webhook_is_never_shown(
    told: Hearing,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
    owner_database: Database,
) -> None:
    """Sent, refused or unreachable: no log line has its address, nor has the database."""
    caplog.set_level(logging.DEBUG)
    fail()
    run(*items(1))
    told.slack.status = 404
    fail()
    monkeypatch.setenv("SLACK_WEBHOOK_URL", f"http://127.0.0.1:1/services/{SECRET}")
    wait()
    tick()
    monkeypatch.setenv("SLACK_WEBHOOK_URL", f"nonsense:{SECRET}")
    wait()
    tick()

    logged = [vars(record) for record in caplog.records]
    reasons = [record["reason"].partition(":")[0] for record in logged if "reason" in record]
    assert ["Slack answered 404", *["Slack cannot be reached"] * 2] == reasons
    assert SECRET not in f"{logged}{capsys.readouterr()}"
    assert SECRET not in str(rows(owner_database, "SELECT to_jsonb(a) FROM alerts a"))


def test_the_webhook_may_be_a_secret_of_the_cloud(
    told: Hearing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the cloud its address is in Secrets Manager, under the name that is set."""
    secrets: Any = boto3.client("secretsmanager")
    secrets.create_secret(Name="pricebook/slack", SecretString=f"{told.slack.address}\n")
    monkeypatch.delenv("SLACK_WEBHOOK_URL")
    monkeypatch.setenv("SLACK_WEBHOOK_SECRET", "pricebook/slack")
    fail()

    assert [FAILED] == told.subjects


def test_a_secret_that_cannot_be_read_stops_nothing(
    told: Hearing, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The topic has the message, and the log says which secret it is."""
    monkeypatch.delenv("SLACK_WEBHOOK_URL")
    monkeypatch.setenv("SLACK_WEBHOOK_SECRET", "pricebook/nowhere")
    fail()

    assert 1 == len(told.mail)
    reasons = [record.__dict__.get("reason", "") for record in caplog.records]
    assert any("the secret pricebook/nowhere cannot be read" in reason for reason in reasons)


def test_a_topic_that_is_gone_stops_nothing(told: Hearing, monkeypatch: pytest.MonkeyPatch) -> None:
    """Slack has the message, and the run's own error is what is raised."""
    monkeypatch.setenv("ALERTS_TOPIC_ARN", "arn:aws:sns:us-east-1:123456789012:gone")
    fail()

    assert 1 == len(told.slack.told)


def test_a_providers_words_are_no_commands(told: Hearing, owner_database: Database) -> None:
    """What Slack would read as a mention or a link arrives as text."""
    owner_database.run(
        "INSERT INTO alerts (kind, subject, title, message)"
        " VALUES ('held', 'x', 'title', '<!channel> & <https://example.com|prices>')"
    )
    owner_database.run("UPDATE alerts SET kind = 'recovered', closed_at = now()")
    tick()

    text = "*title*\n&lt;!channel&gt; &amp; &lt;https://example.com|prices&gt;"
    assert [text] == told.slack.told


def test_without_a_channel_the_log_has_it(
    told: Hearing, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing waits for a channel that is set up later: it hears of what happens then."""
    address, topic = told.slack.address, "ALERTS_TOPIC_ARN"
    monkeypatch.delenv("SLACK_WEBHOOK_URL")
    monkeypatch.delenv(topic)
    fail()
    assert 1 == caplog.messages.count(FAILED)
    monkeypatch.setenv("SLACK_WEBHOOK_URL", address)
    wait()
    tick()

    assert [] == told.slack.told


def test_trouble_with_alerts_is_no_trouble_of_a_run(
    told: Hearing, owner_database: Database
) -> None:
    """Runs end as they do, good or bad, and a tick goes on."""
    owner_database.run("DROP TABLE alerts CASCADE")
    fail()
    assert "failed" == last_run(owner_database)["status"]
    tick()

    assert "success" == run(*items(2)).status == last_run(owner_database)["status"]
    assert [] == told.mail
