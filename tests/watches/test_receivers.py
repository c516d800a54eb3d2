"""Who may be sent a webhook: a host on the internet, at the address that was checked."""

import socket
import time

import pytest

from pricebook.errors import BadRequest
from pricebook.watches import receivers, webhooks
from pricebook.watches.webhooks import Webhook
from tests.support.fakes.webhook_receiver import Receiver

PUBLIC = "93.184.216.34"


def webhook(url: str) -> Webhook:
    """Return a message to an address."""
    return Webhook("1", url, webhooks.new_secret(), b"{}")


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "0.1.2.3"),
        *("100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fd00::1"),
        *("ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::"),
        "nonsense",
    ],
)
def test_private_addresses_are_refused(address: str) -> None:
    """Loopback, private, link-local, shared and multicast addresses, also inside IPv6."""
    with pytest.raises(BadRequest, match=r"private or local|no address"):
        receivers.require_url("https://a.example", lambda *_: [PUBLIC, address])


@pytest.mark.parametrize(
    "url",
    [
        *("http://a.example", "ftp://a.example", "https://", "a.example", "https://a.example#part"),
        *("https://user:secret@a.example", "https://a.example:99999", "https://[::1"),
        *("https://a b", "https://a.example/\nx", "https://a.example/" + "x" * 2000),
        "https://é.example",
    ],
)
def test_what_is_no_https_address_is_refused(url: str) -> None:
    """A typo is found when it is saved, and not at the first delivery."""
    with pytest.raises(BadRequest):
        receivers.require_url(url, lambda *_: [PUBLIC])


@pytest.mark.parametrize("url", ["https://a.example", "https://a.example:8443/hooks?key=1"])
def test_hosts_on_the_internet_are_taken(url: str) -> None:
    """Any port and any path of a host whose every address is public."""
    receivers.require_url(url, lambda *_: [PUBLIC, "2606:2800:220:1::1"])


def test_a_host_that_does_not_resolve_is_refused() -> None:
    """Nothing could ever be delivered there."""

    def fail(*_: object) -> list[str]:
        raise socket.gaierror("no such name")

    with pytest.raises(BadRequest, match="no address"):
        receivers.require_url("https://a.example", fail)


def test_the_checked_address_is_the_one_that_is_used(receiver: Receiver) -> None:
    """The name is resolved once for a delivery, and stays in the Host header."""
    port = receiver.url.rpartition(":")[2]
    resolved: list[str] = []

    def resolve(host: str, _port: int) -> list[str]:
        resolved.append(host)
        return ["127.0.0.1"]

    assert webhooks.post(webhook(f"http://a.example:{port}/hook"), resolve) is None
    assert ["a.example"] == resolved
    (request,) = receiver.requests
    assert (f"a.example:{port}", "/hook") == (request.headers["host"], request.path)


def test_a_name_that_turns_private_is_refused_at_delivery(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS answered with a public address when the watch was saved, and now with a local one."""
    monkeypatch.delenv("PRICEBOOK_WEBHOOKS")
    url = f"https://a.example:{receiver.url.rpartition(':')[2]}"
    receivers.require_url(url, lambda *_: [PUBLIC])

    answer = webhooks.post(webhook(url), lambda *_: ["127.0.0.1"])
    assert "the host a.example has a private or local address" == answer
    assert [] == receiver.requests


def test_a_redirect_is_not_followed(receiver: Receiver) -> None:
    """It could lead anywhere, also to where nothing may be sent."""
    receiver.status = 307

    assert "it answered 307" == webhooks.post(webhook(receiver.url))
    assert ["/"] == [request.path for request in receiver.requests]


def test_a_receiver_that_drips_is_cut(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    """The time is that of the whole answer, however often a byte of it comes."""
    monkeypatch.setattr(webhooks, "TIMEOUT_S", 0.2)
    receiver.status = None
    began = time.monotonic()

    assert "it cannot be reached: ReadTimeout" == webhooks.post(webhook(receiver.url))
    assert time.monotonic() - began >= 0.2
