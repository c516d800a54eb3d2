"""Published lists, answered from a folder as CloudFront does from a bucket: nothing else need work.

What is published is the answer while it is current; a machine on one disk knows that, as no CDN
does. When no function can answer, what was published last is.
"""

import json
import os
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from local.messages import Headers, Request, Response
from pricebook.serving.headers import FOREVER, accepts, is_current
from pricebook.storage.places import BODIES, Folder

BODY = re.compile(rf"/{BODIES}/([0-9a-f]{{64}})")
READS = {"GET", "HEAD"}
GZIP = b"\x1f\x8b"
"""How every gzip stream begins, and no JSON."""
LOOK_S = 1
"""Seconds after which it is looked again which paths have something."""
STALE = ("Warning", '110 - "Response is Stale"')


@dataclass(frozen=True, slots=True)
class Kept:
    """What a path has.

    Attributes:
        written: when its pointer was.
        headers: of the answer.
        changes_at: Unix time at which something that was announced makes it old.
        body: its bytes, gzipped.
    """

    written: int
    headers: Mapping[str, str]
    changes_at: int | None
    body: bytes


class PublishedLists:
    """Answers from a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = Folder(folder)
        self._kept: dict[str, Kept] = {}
        self._paths: set[str] = set()
        self._looked_at = -float("inf")

    def current(self, request: Request) -> Response | None:
        """Return the answer where there is one that no function would make anew."""
        if body := BODY.fullmatch(request.path):
            return self._body(body[1])
        kept = self._read(request)
        return _response(kept, request) if kept and self._is_current(kept) else None

    def last(self, request: Request) -> Response | None:
        """Return what was published last, however old."""
        kept = self._read(request)
        if kept is None:
            return None
        response = _response(kept, request)
        return Response(response.status, [*response.headers, STALE], response.body)

    def _is_current(self, kept: Kept) -> bool:
        if kept.changes_at is not None and kept.changes_at <= time.time():
            return False
        # a run publishes first and announces then
        announced = self._folder.generation()
        return bool(announced) and int(kept.headers["x-pricebook-generation"]) >= int(announced)

    def _read(self, request: Request) -> Kept | None:
        """Return what a path has, for who reads gzip; it is read anew where it was replaced."""
        if request.method not in READS or request.query:
            return None
        if not accepts(request.header("accept-encoding"), "gzip"):
            return None
        if not self._known(request.path):
            return None
        kept, pointer = self._kept.get(request.path), self._folder.pointer(request.path)
        try:
            written = os.stat(pointer).st_mtime_ns  # noqa: PTH116 - half the time of Path.stat
            if kept is None or kept.written != written:
                kept = self._kept[request.path] = self._load(pointer, written)
        except (OSError, ValueError):
            return None
        return kept

    def _known(self, path: str) -> bool:
        """Tell whether a path had a pointer within the last second: most never have one."""
        if time.monotonic() > self._looked_at + LOOK_S:
            self._looked_at, self._paths = time.monotonic(), self._folder.paths()
        return path in self._paths

    def _load(self, file: Path, written: int) -> Kept:
        pointer = json.loads(file.read_bytes())
        body = self._folder.body(pointer["digest"]).read_bytes()
        return Kept(written, pointer["headers"], pointer["changes_at"], body)

    def _body(self, digest: str) -> Response | None:
        try:
            body = self._folder.body(digest).read_bytes()
        except OSError:
            return None
        encoded = [("content-encoding", "gzip")] if body.startswith(GZIP) else []
        headers = [("content-type", "application/json"), ("cache-control", FOREVER), *encoded]
        return Response(200, headers, body)


def _response(kept: Kept, request: Request) -> Response:
    """Return 304 where the caller has it already, else 200."""
    headers: Headers = [(name.lower(), value) for name, value in kept.headers.items()]
    sent = {name: request.header(name) for name in ("if-none-match", "if-modified-since")}
    if is_current(kept.headers["ETag"], kept.headers["Last-Modified"], sent):
        bare = [pair for pair in headers if not pair[0].startswith("content-")]
        return Response(304, bare, b"")
    return Response(200, headers, kept.body)
