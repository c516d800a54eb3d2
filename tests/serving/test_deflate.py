"""Segments laid end to end are one gzip stream, which every program reads."""

import gzip
import shutil
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from tests.support.clients import CatalogClient
from tests.support.whole_catalog import PATH, SELLERS, offer

READERS = {
    "gzip": ["gzip", "-dc"],
    "node": [
        *("node", "-e"),
        "process.stdout.write(require('zlib').gunzipSync(require('fs').readFileSync(0)))",
    ],
}


@pytest.fixture
def joined(client: CatalogClient) -> tuple[bytes, bytes]:
    """Give a joined body, packed and as Python unpacks it."""
    for slug in SELLERS:
        offer(slug, *(f"m{n}" for n in range(200)))
    packed = client.get(PATH, {"accept-encoding": "gzip"}).body
    return packed, gzip.decompress(packed)


@pytest.mark.parametrize("program", READERS)
def test_programs_unpack_it(joined: tuple[bytes, bytes], program: str) -> None:
    """What is laid end to end is a gzip like any other."""
    if not shutil.which(READERS[program][0]):
        pytest.skip(f"{program} is not here")
    done = subprocess.run(READERS[program], input=joined[0], capture_output=True, check=True)  # noqa: S603 - fixed words

    assert joined[1] == done.stdout


@pytest.fixture
def address(joined: tuple[bytes, bytes]) -> Iterator[str]:
    """Serve the body as it is sent."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-encoding", "gzip")
            self.end_headers()
            self.wfile.write(joined[0])

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_curl_unpacks_it(joined: tuple[bytes, bytes], address: str) -> None:
    """The usual command line reads it."""
    if not shutil.which("curl"):
        pytest.skip("curl is not here")
    asked = ["curl", "-sS", "--compressed", address]
    done = subprocess.run(asked, capture_output=True, check=True)  # noqa: S603 - fixed words

    assert joined[1] == done.stdout
