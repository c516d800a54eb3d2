"""`sync`: one provider or all, on the running machine or on one that lives for the moment."""

import json
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import boto3
from botocore.config import Config

from local import machine_on_home
from local.commands.migrate import apply
from local.commands.provider_choice import chosen
from local.commands.sync_progress import AT_ONCE, Start, succeeded, synchronise
from local.gateway import server
from local.home import Home, Running
from local.sam.intrinsics import REGION
from local.stores.addresses import borrowed

MAX_RUN_S = 900  # the longest that a Lambda function may take


def sync(home: Home, slug: str | None, *, dry_run: bool, force: bool) -> bool:
    """Synchronise, print the counts, and return whether no run failed."""
    options = {"triggered_by": "cli", "dry_run": dry_run, "force": force}
    events = [{"provider": name, **options} for name in chosen(home, slug)]
    if running := home.running():
        return succeeded(synchronise(_remote(running), events))
    with borrowed(home) as addresses:
        apply(addresses)
        machine = machine_on_home.machine(home, addresses, server.listen(0))
        machine.start()
        try:
            return succeeded(synchronise(machine_on_home.starter(machine), events))
        finally:
            machine.stop()


def _remote(running: Running) -> Start:
    """Return what starts a sync through the Lambda API of the running machine."""
    client = boto3.client(
        "lambda",
        endpoint_url=running.invoke_url,
        region_name=REGION,
        aws_access_key_id="local",
        aws_secret_access_key="local",  # noqa: S106 - our own Lambda API asks for none
        config=Config(read_timeout=MAX_RUN_S, retries={"total_max_attempts": 1}),
    )
    threads = ThreadPoolExecutor(AT_ONCE)

    def invoke(event: dict[str, Any]) -> tuple[bytes, bool]:
        answer = client.invoke(FunctionName=machine_on_home.SYNC, Payload=json.dumps(event))
        return answer["Payload"].read(), "FunctionError" in answer

    def start(event: dict[str, Any]) -> Future[tuple[bytes, bool]]:
        return threads.submit(invoke, event)

    return start
