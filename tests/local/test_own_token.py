"""The token of a machine: for its own pages in its own user's browser, and for nobody else."""

import socket
from collections.abc import Iterator

import pytest

from local.gateway import own_token
from local.messages import Request

HOST = "127.0.0.1:8080"
PAGE = {"host": HOST, "origin": f"http://{HOST}"}


def status(headers: dict[str, str], port: int, method: str = "POST") -> int:
    """Return how a request from a port of the loopback interface is answered."""
    request = Request(
        method, own_token.PATH, "", list(headers.items()), b"", "127.0.0.1", client_port=port
    )
    return own_token.answer(request, lambda: "token").status


@pytest.fixture
def port() -> Iterator[int]:
    """Give the port of a socket of ours."""
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        socket.create_connection(listener.getsockname()) as own,
    ):
        yield int(own.getsockname()[1])


@pytest.mark.skipif(not own_token.SOCKETS.is_file(), reason="the system names no users of sockets")
def test_our_own_page_gets_it(port: int) -> None:
    """A page of this machine, opened by its user, may sign in."""
    assert 200 == status(PAGE, port)


@pytest.mark.parametrize(
    "headers",
    [
        {"host": HOST},
        {"host": HOST, "origin": "https://evil.example"},
        {"host": "evil.example:8080", "origin": "http://evil.example:8080"},
    ],
)
def test_other_sites_do_not(headers: dict[str, str], port: int) -> None:
    """Neither another site, nor another name that leads here, nor who names no site."""
    assert 403 == status(headers, port)


def test_it_is_not_read_by_a_link(port: int) -> None:
    """A GET, which a link or an image can send, gets nothing."""
    assert 403 == status(PAGE, port, "GET")


def test_other_users_do_not(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever else works on this computer gets nothing, whatever they send."""
    monkeypatch.setattr("os.getuid", lambda: 4242)

    assert 403 == status(PAGE, port)
