"""Smoke test: a deployment answers as it should, at DEPLOYMENT_URL or on a machine of ours."""

import gzip
import json
import os
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from typing import Any

import pytest

from local import machine_on_home
from local.gateway import server
from local.home import Home
from local.stores.addresses import Addresses
from local.stores.postgres import Postgres
from pricebook.storage.postgres import Database
from tests.support.databases import TEMPLATE, created
from tests.support.probes import address

PATIENCE_S = 20


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: Message
    body: bytes

    @property
    def json(self) -> Any:
        """The decoded body."""
        packed = self.headers.get("content-encoding") == "gzip"
        return json.loads(gzip.decompress(self.body) if packed else self.body)


@pytest.fixture(scope="module")
def url(
    template_database: Database,
    postgres: Postgres,
    redis_url: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """Give the address of the deployment."""
    if given := os.environ.get("DEPLOYMENT_URL"):
        yield given.rstrip("/")
        return
    home = Home({"PRICEBOOK_HOME": str(tmp_path_factory.mktemp("home"))})
    with created(template_database, postgres, TEMPLATE) as database:
        addresses = Addresses(database, database, redis_url, "disable")
        machine = machine_on_home.machine(home, addresses, server.listen(0))
        machine.start()
        yield address(machine)
        machine.stop()


def send(url: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Reply:
    """Send a request; names of headers have underscores for dashes."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, body, named, method=method)  # noqa: S310 - the deployment's own address
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE_S) as reply:  # noqa: S310 - as above
            return Reply(reply.status, reply.headers, reply.read())
    except urllib.error.HTTPError as error:
        with error:
            return Reply(error.code, error.headers, error.read())


def test_both_stores_answer(url: str) -> None:
    """The functions reach what they need from where they run."""
    reply = send(f"{url}/health")

    assert (200, "ok") == (reply.status, reply.json["data"]["status"]), reply.body


def test_the_catalogue_is_served_and_revalidated(url: str) -> None:
    """A list answers packed, with a validator that saves the next download."""
    first = send(f"{url}/v1/models?page_size=1", accept_encoding="gzip")
    second = send(f"{url}/v1/models?page_size=1", if_none_match=first.headers["etag"])

    assert (200, "gzip") == (first.status, first.headers["content-encoding"])
    assert isinstance(first.json["data"], list)
    assert (304, b"") == (second.status, second.body)


def test_the_pages_are_there(url: str) -> None:
    """A browser gets a page where a program gets JSON."""
    reply = send(f"{url}/", accept="text/html")

    assert 200 == reply.status
    assert reply.headers["content-type"].startswith("text/html")


def test_nobody_administers_without_a_token(url: str) -> None:
    """The operators' routes are closed, at the gateway or at the function."""
    assert 401 == send(f"{url}/v1/admin/providers").status
    assert 401 == send(f"{url}/v1/admin/providers", authorization="Bearer x.y.z").status


def test_a_wrong_quote_is_the_caller_s(url: str) -> None:
    """A body arrives at the function, whose refusal says what is wrong."""
    reply = send(f"{url}/v1/quote", "POST", b"{}", content_type="application/json")

    assert reply.status in {400, 422}
    assert {"code", "message"} <= reply.json["error"].keys()


def test_what_is_not_there_is_said_in_json(url: str) -> None:
    """A program that mistypes a path gets the shape of every other error."""
    reply = send(f"{url}/v1/nothing", accept="application/json")

    assert (404, "not_found") == (reply.status, reply.json["error"]["code"])


def test_the_description_is_of_this_release(url: str) -> None:
    """What is deployed describes the routes of this checkout."""
    with open("openapi.json", "rb") as file:  # noqa: PTH123 - the root of the repository
        ours = json.load(file)["paths"].keys()

    assert ours == send(f"{url}/openapi.json").json["paths"].keys()
