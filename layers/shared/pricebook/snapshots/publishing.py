"""Publication of snapshots: one a day by the tick, and others on demand.

A file is JSON in one canonical form: its models by id, its day and generation, and the digest of
the file before. So a digest proves all that was published until then; the signature is over it.
"""

import hashlib
import json
from base64 import b64encode
from datetime import datetime

from pg8000.exceptions import Error as PostgresError

from pricebook.errors import NotFound
from pricebook.serving.answer import Answer, build
from pricebook.snapshots.merge_patch import canonical
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from pricebook.telemetry import logger

KEY_DIGITS = 16
FILES = 8
"""Snapshots that are published as files, so that they need no function: those of a week."""


def daily(database: Database) -> bool:
    """Publish the snapshot of today where there is none yet; return whether one was made."""
    try:
        with database.transaction():
            database.run("snapshots.publishing.lock")
            ((due,),) = database.run("snapshots.publishing.due")
            if due:
                publish(database)
    except (PostgresError, OSError) as error:
        logger.warning("no snapshot; the next tick tries again", extra={"reason": str(error)})
        return False
    return bool(due)


def publish(database: Database) -> str:
    """Publish the catalogue of now inside a transaction, and return what is told of it as JSON."""
    database.run("snapshots.publishing.lock")
    ((generation, previous, now),) = database.run("snapshots.publishing.state")
    documents = database.run("snapshots.publishing.models")
    file = _file(documents, generation, previous, now)
    digest = hashlib.sha256(file.encode()).hexdigest()
    key, signature = _signed(database, digest)
    answer = build(file, digest, now)
    database.run(
        "snapshots.publishing.add",
        digest=digest,
        previous=previous,
        day=now.date(),
        generation=generation,
        size=len(file.encode()),
        models=len(documents),
        key=key,
        signature=signature,
        file=answer.body,
        published_at=now,
    )
    ((manifest,),) = database.run("snapshots.publishing.manifests", digest=digest)
    return str(manifest)


def listed() -> Answer:
    """Return what is told of the last thousand snapshots, the newest first."""
    rows = writer().run("snapshots.publishing.manifests", digest=None)
    return _list(f"[{','.join(row[0] for row in rows)}]")


def newest() -> list[str]:
    """Return the digests of the snapshots that are published as files too, the newest first."""
    return [digest for (digest,) in writer().run("snapshots.publishing.newest", files=FILES)]


def keys() -> Answer:
    """Return the public keys."""
    rows = writer().run("snapshots.publishing.keys")
    public_keys = [
        {
            "key": key,
            "algorithm": "ed25519",
            "public_key": b64encode(public).decode(),
            "created_at": created_at,
        }
        for key, _, public, created_at in rows
    ]
    return _list(json.dumps(public_keys))


def snapshot(digest: str) -> Answer:
    """Return a file.

    Raises:
        NotFound: nothing was published under this digest.
    """
    file, published_at = stored(digest)
    return Answer(file, f'W/"{digest[:32]}"', build("", "", published_at).last_modified)


def stored(digest: str) -> tuple[bytes, datetime]:
    """Return a file, gzipped, and when it was published.

    Raises:
        NotFound: nothing was published under this digest.
    """
    rows = writer().run("snapshots.publishing.file", digest=digest)
    if not rows:
        raise NotFound(f"No snapshot {digest!r} was published.")
    return rows[0][0], rows[0][1]


def _list(rows: str) -> Answer:
    """Return an answer whose ETag is of its text: it changes when a snapshot or a key comes."""
    ((changed_at,),) = writer().run("snapshots.publishing.changed_at")
    text = f'{{"data":{rows},"meta":{{}}}}'
    return build(text, text, changed_at)


def _file(documents: list[list[str]], generation: int, previous: str | None, now: datetime) -> str:
    """Return the canonical JSON of a snapshot; model by model, since all at once takes memory."""
    models = ",".join(
        f"{canonical(model_id)}:{canonical(json.loads(document))}"
        for model_id, document in sorted(documents)
    )
    chain = f'"previous":"{previous}",' if previous else ""
    return (
        f'{{"day":"{now.date().isoformat()}","generation":{generation},"models":{{{models}}},'
        f'{chain}"published_at":"{now.isoformat()}"}}'
    )


def _signed(database: Database, digest: str) -> tuple[str, str]:
    """Return the id of the newest key, and its signature of a digest in base64."""
    # only a publication needs it, and its import takes long
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415 - see above
        Ed25519PrivateKey,
    )

    rows = database.run("snapshots.publishing.keys")
    if not rows:
        made = Ed25519PrivateKey.generate()
        public = made.public_key().public_bytes_raw()
        key = hashlib.sha256(public).hexdigest()[:KEY_DIGITS]
        secret = made.private_bytes_raw()
        database.run("snapshots.publishing.add_key", id=key, secret=secret, public=public)
        rows = [[key, secret]]
    key, secret, *_ = rows[-1]
    signature = Ed25519PrivateKey.from_private_bytes(secret).sign(digest.encode())
    return key, b64encode(signature).decode()
