"""Snapshots: a chain that a consumer proves, and rebuilds by deltas byte for byte."""

import gzip
import json
from base64 import b64encode
from urllib.parse import parse_qsl

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pricebook.snapshots import publishing
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from pricebook_client.snapshots import verify
from tests.support.admin_client import AdminClient
from tests.support.fakes.provider_transport import item
from tests.support.sync_and_query import run
from tests.support.watch_client import WatchClient


def published(number: int) -> None:
    """Publish a catalogue in which a price, a name and the models themselves differ."""
    run(
        item("acme/a", prompt=f"0.00000{number % 9 + 1}"),
        item("acme/é", context_length=1000 + number),
        item(f"acme/m{number}"),
    )
    database = writer()
    with database.transaction():
        publishing.publish(database)


@pytest.fixture
def watch(environment: pytest.MonkeyPatch) -> WatchClient:
    """Give the function that serves snapshots."""
    return WatchClient(environment)


def get(watch: WatchClient, path: str) -> bytes:
    """Return a body as a consumer has it who asks for no compression."""
    bare, _, query = path.partition("?")
    answer = watch.ask("GET", bare, caller=None, **dict(parse_qsl(query)))
    assert 200 == answer.status, answer.body
    packed = answer.headers.get("content-encoding") == "gzip"
    return gzip.decompress(answer.body) if packed else answer.body


def test_a_chain_of_ten_is_verified_and_rebuilt(watch: WatchClient) -> None:
    """Digest, signature, predecessor and delta of each, by the client's own verifier."""
    for number in range(10):
        published(number)

    assert 10 == verify(lambda path: get(watch, path))
    newest = json.loads(get(watch, "/v1/snapshots"))["data"][0]
    file = json.loads(get(watch, f"/v1/snapshots/{newest['digest']}"))
    assert newest["models"] == len(file["models"])
    assert "openrouter/acme/é" in file["models"]
    assert newest["size"] == len(get(watch, f"/v1/snapshots/{newest['digest']}"))


@pytest.mark.parametrize(
    ("said", "instead"),
    [('"name":"acme/a"', '"name":"acme/b"'), ('"previous":"', '"previous":"0'), ("data", "data")],
)
def test_what_was_changed_is_noticed(watch: WatchClient, said: str, instead: str) -> None:
    """A fact or a predecessor that somebody replaced on the way; nothing else is refused."""
    for number in range(2):
        published(number)

    def forged(path: str) -> bytes:
        return get(watch, path).replace(said.encode(), instead.encode())

    if said == instead:
        assert 2 == verify(forged)
    else:
        with pytest.raises(ValueError, match="is not what"):
            verify(forged)


def test_a_foreign_signature_is_noticed(watch: WatchClient) -> None:
    """Whoever signs in our place has another key."""
    published(1)
    (snapshot,) = json.loads(get(watch, "/v1/snapshots"))["data"]
    signed = Ed25519PrivateKey.generate().sign(snapshot["digest"].encode())
    forgery = b64encode(signed)

    def forged(path: str) -> bytes:
        return get(watch, path).replace(snapshot["signature"].encode(), forgery)

    with pytest.raises(InvalidSignature):
        verify(forged)


def test_one_a_day_and_more_on_demand(
    watch: WatchClient, admin: AdminClient, owner_database: Database
) -> None:
    """The tick publishes once a day, an operator whenever they want, and a dry run nothing."""
    assert not publishing.daily(writer())
    run(item("acme/a"))
    assert (True, False) == (publishing.daily(writer()), publishing.daily(writer()))
    tried = admin.ask("POST", "/v1/admin/snapshots", dry_run="true").json()
    made = admin.ask("POST", "/v1/admin/snapshots").json()

    listed = json.loads(get(watch, "/v1/snapshots"))["data"]
    assert (2, made["data"]["digest"]) == (len(listed), listed[0]["digest"])
    assert tried["data"]["previous"] == made["data"]["previous"] == listed[1]["digest"]
    assert [["publish", "snapshot"]] == owner_database.run(
        "SELECT action, entity FROM admin_audit_log"
    )


def test_unknown_digests(watch: WatchClient) -> None:
    """What was never published, and what is no digest."""
    unknown = "0" * 64
    delta = f"/v1/snapshots/{unknown}/delta"

    assert 404 == watch.ask("GET", f"/v1/snapshots/{unknown}", caller=None).status
    assert 404 == watch.ask("GET", delta, caller=None, since=unknown).status
    assert 400 == watch.ask("GET", "/v1/snapshots/latest", caller=None).status
    assert 400 == watch.ask("GET", delta, caller=None).status
