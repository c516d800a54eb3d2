"""Token of this machine, for its own pages: POST /local/token, which exists on no deployment.

Whoever has it may change the catalogue. So only a page that this machine served gets it, in a
browser of the user who started the machine: another site, another name for this address and
another user of this computer are refused.
"""

import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from local.messages import Request, Response

PATH = "/local/token"
NAMES = {"127.0.0.1", "localhost"}
SOCKETS = Path("/proc/net/tcp")
"""The kernel's list of sockets with the user of each; on a system without it nobody is known."""
REFUSED = Response(403, [("content-type", "text/plain")], b"Run `make token ROLE=admin`.")


def answer(request: Request, token: Callable[[], str]) -> Response:
    """Answer with a token where the request comes from our own page and user."""
    if request.method != "POST" or not _from_own_page(request):
        return REFUSED
    if _user(request.client_port) != os.getuid():
        return REFUSED
    headers = [("content-type", "text/plain"), ("cache-control", "no-store")]
    return Response(200, headers, token().encode())


def _from_own_page(request: Request) -> bool:
    host = request.header("host")
    same = request.header("origin") == f"http://{host}"
    return same and urlsplit(f"http://{host}").hostname in NAMES


def _user(port: int) -> int | None:
    """Return the user whose socket on the loopback interface has a port; None if nobody's is."""
    if not SOCKETS.is_file():
        return None
    own = f"0100007F:{port:04X}"
    rows = (line.split() for line in SOCKETS.read_text().splitlines()[1:])
    return next((int(row[7]) for row in rows if row[1] == own), None)
