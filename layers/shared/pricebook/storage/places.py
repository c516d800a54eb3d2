"""Places of published bodies: a bucket behind the CDN, or a folder that the local gateway serves.

A body lies under the SHA-256 of its bytes and never changes; a pointer says which body a path has,
and with which headers. No CDN follows a pointer: in a bucket it is the same body under the path.
"""

import hashlib
import json
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote, unquote

BODIES, LISTS = "published", "lists"
"""Where bodies lie and where pointers do; the first stands in the addresses of bodies too."""
GENERATION = "generation"
"""File of a folder with the generation of all that was announced last."""
NATIVE = {
    "Cache-Control": "CacheControl",
    "Content-Encoding": "ContentEncoding",
    "Content-Type": "ContentType",
}
"""Headers that S3 keeps as they are, by its names; of the others the edge takes a prefix away."""
KEPT_S = 24 * 60 * 60
"""Seconds after which a body that no path has any more leaves a folder; lifecycles of buckets say
the same of theirs."""


@dataclass(frozen=True, slots=True)
class Published:
    """Body as it is published.

    Attributes:
        body: its bytes.
        headers: all that its reader gets.
        changes_at: Unix time at which something that was announced makes it old.
    """

    body: bytes
    headers: Mapping[str, str]
    changes_at: int | None = None

    @property
    def digest(self) -> str:
        """What it lies under."""
        return hashlib.sha256(self.body).hexdigest()


class Place(Protocol):
    """What keeps published bodies; each raises OSError where it cannot."""

    def keep(self, published: Published) -> None:
        """Keep a body under its digest."""

    def point(self, path: str, published: Published) -> None:
        """Let a path have a body that is kept."""

    def announce(self, generation: int) -> None:
        """Say which generation is current."""

    def tidy(self) -> None:
        """Remove what nobody reads any more."""


class Bucket:
    """Bucket of S3 that CloudFront reads."""

    def __init__(self, name: str) -> None:
        self._name = name

    def keep(self, published: Published) -> None:
        """Keep a body under its digest; once more if it is there, or its lifecycle would end it."""
        self._put(f"{BODIES}/{published.digest}", published)

    def point(self, path: str, published: Published) -> None:
        """Put the body under the path: one request, so that nobody reads half of it."""
        self._put(f"{LISTS}{path}", published)

    def announce(self, generation: int) -> None:
        """Leave it: the edge keeps bodies for a minute, whatever is current."""

    def tidy(self) -> None:
        """Leave it to the lifecycle of the bucket."""

    def _put(self, key: str, published: Published) -> None:
        from botocore.exceptions import (  # noqa: PLC0415 - boto3, which no reader needs
            BotoCoreError,
            ClientError,
        )

        headers = published.headers
        native = {NATIVE[name]: value for name, value in headers.items() if name in NATIVE}
        rest = {name.lower(): value for name, value in headers.items() if name not in NATIVE}
        try:
            _s3().put_object(
                Bucket=self._name, Key=key, Body=published.body, Metadata=rest, **native
            )
        except (BotoCoreError, ClientError) as error:
            raise OSError(f"s3://{self._name}/{key} was not written: {error}") from error


class Folder:
    """Folder that the local gateway serves."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, published: Published) -> None:
        """Keep a body under its digest."""
        file = self._folder / BODIES / published.digest
        if file.exists():
            file.touch()
        else:
            _replace(file, published.body)

    def point(self, path: str, published: Published) -> None:
        """Replace the pointer of a path in one step."""
        headers, changes_at = dict(published.headers), published.changes_at
        pointer = {"digest": published.digest, "headers": headers, "changes_at": changes_at}
        _replace(self.pointer(path), json.dumps(pointer).encode())

    def pointer(self, path: str) -> Path:
        """Return the file with the pointer of a path."""
        return self._folder / LISTS / quote(path, safe="")

    def paths(self) -> set[str]:
        """Return every path that has a pointer."""
        with suppress(OSError):
            return {unquote(file.name) for file in (self._folder / LISTS).iterdir()}
        return set()

    def body(self, digest: str) -> Path:
        """Return the file of a body."""
        return self._folder / BODIES / digest

    def announce(self, generation: int) -> None:
        """Write which generation is current, unless a later one is known."""
        if generation > int(self.generation() or 0):
            _replace(self._folder / GENERATION, str(generation).encode())

    def generation(self) -> str:
        """Return which generation is current; nothing where nobody has said it."""
        try:
            return (self._folder / GENERATION).read_text()
        except OSError:
            return ""

    def tidy(self) -> None:
        """Remove bodies that are a day old and have no pointer."""
        files = [it for it in (self._folder / LISTS).iterdir() if it.suffix != ".part"]
        current = {json.loads(file.read_bytes())["digest"] for file in files}
        for body in (self._folder / BODIES).iterdir():
            if body.name not in current and time.time() - body.stat().st_mtime > KEPT_S:
                body.unlink(missing_ok=True)


def place() -> Place | None:
    """Return where this deployment publishes; None where nobody would serve it."""
    address = os.environ.get("PUBLISH_TO")
    if not address:
        return None
    scheme, _, name = address.partition("://")
    return Bucket(name) if scheme == "s3" else Folder(Path(address))


def announce(generations: Mapping[str, int]) -> None:
    """Tell the place which generation of all is current; a failure leaves it to the next tick."""
    where = place()
    if where is not None and "all" in generations:
        with suppress(OSError):
            where.announce(generations["all"])


def _replace(file: Path, content: bytes) -> None:
    """Write a file that readers see whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    part.write_bytes(content)
    part.replace(file)


@cache
def _s3() -> Any:  # noqa: ANN401 - boto3 makes its clients at run time
    import boto3  # noqa: PLC0415 - as above

    return boto3.client("s3")
