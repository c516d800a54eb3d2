"""Receivers of webhooks: which addresses are taken, and a connection to one that was checked.

A name is resolved once for each connection, and the address that was checked is the one that is
connected to: between the check and the use no DNS answer can change. The name stays in the Host
header and in the certificate that is asked for.
"""

import ipaddress
import re
import socket
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ssl import SSLContext
from typing import Any
from urllib.parse import urlsplit

import httpcore
from httpcore import NetworkBackend, NetworkStream

from pricebook import settings
from pricebook.errors import ReceiverRefused
from pricebook.validation import bad

MAX_URL_CHARACTERS = 2000
HOST = re.compile(r"[a-z0-9.:-]+")
NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 addresses that a gateway turns into the IPv4 address in their last 32 bits (RFC 6052)."""

type Resolve = Callable[[str, int], list[str]]
type Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host, as the system resolves them."""
    entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in entries]


def require_url(url: str, resolve: Resolve = resolve) -> None:
    """Refuse an address that webhooks may not be sent to.

    Args:
        url: address of a receiver.
        resolve: returns the IP addresses of a host and a port.

    Raises:
        BadRequest: it is no https address of a host on the internet.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or 443
        password = parts.username is not None
    except ValueError:
        raise bad("webhook", "expected an https address") from None
    secure = parts.scheme == "https" or (parts.scheme == "http" and settings.webhooks_to_loopback())
    plain = url.isascii() and url.isprintable() and " " not in url and not parts.fragment
    if not secure or not plain or password or not HOST.fullmatch(host):
        raise bad("webhook", "expected an https address of a host, without a user and a fragment")
    if len(url) > MAX_URL_CHARACTERS:
        raise bad("webhook", f"expected up to {MAX_URL_CHARACTERS} characters")
    try:
        checked(host, port, resolve)
    except ReceiverRefused as error:
        raise bad("webhook", str(error)) from None


def checked(host: str, port: int, resolve: Resolve = resolve) -> str:
    """Return an IP address of a host, all of whose addresses may be connected to.

    Raises:
        ReceiverRefused: it has none, or one that is not on the internet.
    """
    try:
        addresses = [ipaddress.ip_address(text.partition("%")[0]) for text in resolve(host, port)]
    except (OSError, ValueError):
        addresses = []
    if not addresses:
        raise ReceiverRefused(f"the host {host} has no address")
    if not all(map(_may_receive, addresses)):
        raise ReceiverRefused(f"the host {host} has a private or local address")
    return str(addresses[0])


def _may_receive(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return _may_receive(address.ipv4_mapped)
        if address in NAT64:
            return _may_receive(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    if address.is_loopback:
        return settings.webhooks_to_loopback()
    return address.is_global and not address.is_multicast


@dataclass(frozen=True)
class CheckedBackend(NetworkBackend):
    """Connections to receivers: to an address that was checked, and closed at the deadline.

    Attributes:
        deadline: when nobody waits any longer, in seconds of time.monotonic.
        resolve: returns the IP addresses of a host and a port.
    """

    deadline: float
    resolve: Resolve = resolve

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> NetworkStream:
        """Connect to a host by an address that was checked.

        Raises:
            ReceiverRefused: it has an address that is not on the internet.
        """
        address = checked(host, port, self.resolve)
        stream = httpcore.SyncBackend().connect_tcp(
            address, port, _left(self.deadline, timeout), local_address, socket_options
        )
        return HurriedStream(stream, self.deadline)


@dataclass(frozen=True)
class HurriedStream(NetworkStream):
    """Connection that ends at a deadline, however slowly the other side goes on."""

    stream: NetworkStream
    deadline: float

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what is there, until the deadline."""
        return self.stream.read(max_bytes, _left(self.deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write, until the deadline."""
        self.stream.write(buffer, _left(self.deadline, timeout))

    def close(self) -> None:
        """Close the connection."""
        self.stream.close()

    def start_tls(
        self,
        ssl_context: SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> NetworkStream:
        """Begin TLS with a certificate of the host's name."""
        encrypted = self.stream.start_tls(
            ssl_context, server_hostname, _left(self.deadline, timeout)
        )
        return HurriedStream(encrypted, self.deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - as httpcore says
        """Return what is known of the connection."""
        return self.stream.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    """Return the seconds that one step may take: until the deadline, or a shorter time-out.

    Raises:
        httpcore.ReadTimeout: there are none.
    """
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the receiver took too long")
    return left if timeout is None else min(left, timeout)
