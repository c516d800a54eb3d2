"""Who hears of alerts: an SNS topic with a queue behind it, and a Slack webhook on this machine."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import boto3
import pytest
from moto import mock_aws

from pricebook.alerts import incidents
from pricebook.storage.writer import writer
from pricebook.sync.registration import sync_slugs

SECRET = "T0/B0/s3cr3t"  # noqa: S105 - it opens nothing


def tick() -> None:
    """Do what a tick of the schedule does about alerts."""
    incidents.tick(writer(), sync_slugs())


def wait() -> None:
    """Let the time pass that alerts wait before they are sent, or sent again."""
    writer().run("UPDATE alerts SET next_try_at = now() WHERE sent_at IS NULL")


class Slack(ThreadingHTTPServer):
    """Takes what is posted to its webhook; `status` is what it answers, after `delay_s`."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Webhook)
        self.told: list[str] = []
        self.asked = 0
        self.status = 200
        self.delay_s = 0.0

    @property
    def address(self) -> str:
        """The webhook's address, which is a secret."""
        return f"http://127.0.0.1:{self.server_port}/services/{SECRET}"


class Webhook(BaseHTTPRequestHandler):
    """Answers as Slack does."""

    server: Slack

    def do_POST(self) -> None:
        """Take one message."""
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.asked += 1
        time.sleep(self.server.delay_s)
        if self.server.status == 200:
            self.server.told.append(body["text"])
        answer = b"ok" if self.server.status == 200 else b"no_service"
        with suppress(ConnectionError):
            self._send(answer)

    def _send(self, answer: bytes) -> None:
        self.send_response(self.server.status)
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Say nothing: the test knows what was asked."""


class Hearing:
    """What has been told, by channel."""

    def __init__(self, slack: Slack, queue: str) -> None:
        self.slack = slack
        self._queue = queue
        self._mail: list[tuple[str, str]] = []

    @property
    def mail(self) -> list[tuple[str, str]]:
        """The subject and the text of every message of the topic."""
        sqs: Any = boto3.client("sqs")
        while found := sqs.receive_message(QueueUrl=self._queue).get("Messages"):
            for message in found:
                body = json.loads(message["Body"])
                self._mail.append((body["Subject"], body["Message"]))
                sqs.delete_message(QueueUrl=self._queue, ReceiptHandle=message["ReceiptHandle"])
        return self._mail

    @property
    def subjects(self) -> list[str]:
        """What the messages of the topic are about; Slack heard the same, or the test is told."""
        told = [subject.removeprefix("Pricebook: ") for subject, _text in self.mail]
        assert told == [text.partition("\n")[0].strip("*") for text in self.slack.told]
        return told


@contextmanager
def hearing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hearing]:
    """Set both channels up for a while."""
    with mock_aws(), Slack() as slack:
        thread = Thread(target=slack.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        sqs: Any = boto3.client("sqs")
        sns: Any = boto3.client("sns")
        queue = sqs.create_queue(QueueName="mail")["QueueUrl"]
        asked = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])
        topic = sns.create_topic(Name="alerts")["TopicArn"]
        arn = asked["Attributes"]["QueueArn"]
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
        monkeypatch.setenv("ALERTS_TOPIC_ARN", topic)
        monkeypatch.setenv("SLACK_WEBHOOK_URL", slack.address)
        try:
            yield Hearing(slack, queue)
        finally:
            slack.shutdown()
            thread.join()
