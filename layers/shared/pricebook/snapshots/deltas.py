"""Deltas: what makes one snapshot of another, as a JSON merge patch.

From the versions that most readers have they are made once, after a snapshot is published: reading
two files of fourteen million characters takes seconds. From any other they are made on demand.
"""

import json
from dataclasses import replace
from datetime import datetime

from pricebook.serving.answer import Answer, build
from pricebook.snapshots import publishing
from pricebook.snapshots.merge_patch import Json, difference
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer

VERSIONS = 8
"""From so many snapshots before it the newest has its delta at hand."""


def due(database: Database) -> bool:
    """Tell whether one of them is still to be made."""
    return bool(database.run("snapshots.deltas.lacking", versions=VERSIONS))


def make(database: Database) -> int:
    """Make those that are lacking, each kept by itself; return how many.

    All of a large catalogue may take longer than a function has: the next tick goes on.
    """
    lacking = database.run("snapshots.deltas.lacking", versions=VERSIONS)
    after = _read(lacking[0][0]) if lacking else None
    for digest, since, published_at in lacking:
        body = _made(digest, since, published_at, after).body
        database.run("snapshots.deltas.keep", digest=digest, since=since, body=body)
    return len(lacking)


def delta(digest: str, since: str) -> Answer:
    """Return what makes one file of another, with what is told of the result.

    Args:
        digest: of the file that is made.
        since: digest of a file that the caller has.

    Raises:
        NotFound: nothing was published under one of them.
    """
    rows = writer().run("snapshots.deltas.kept", digest=digest, since=since)
    if rows:
        ((body, published_at),) = rows
        return replace(_answer("", digest, since, published_at), body=body)
    _, published_at = publishing.stored(digest)
    return _made(digest, since, published_at, _read(digest))


def _made(digest: str, since: str, published_at: datetime, after: Json) -> Answer:
    patch = difference(_read(since), after)
    ((manifest,),) = writer().run("snapshots.publishing.manifests", digest=digest)
    delta = f'"since":"{since}","snapshot":{manifest},"patch":{_written(patch)}'
    return _answer(f'{{"data":{{{delta}}},"meta":{{}}}}', digest, since, published_at)


def _answer(text: str, digest: str, since: str, published_at: datetime) -> Answer:
    return build(text, f"{since} {digest}", published_at)


def _read(digest: str) -> Json:
    file, _ = publishing.stored(digest)
    read: Json = json.loads(Answer(file, "", "").plain())
    return read


def _written(patch: Json) -> str:
    """Return a patch as JSON: its nulls say what goes."""
    return json.dumps(patch, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
