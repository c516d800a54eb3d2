"""Snapshots of the catalogue that anybody can check."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from pricebook.api.routes import Routes
from pricebook.serving.answer import Answer
from pricebook.serving.headers import FOREVER
from pricebook.snapshots import deltas, publishing

DIGEST = r"^[0-9a-f]{64}$"
BRIEFLY = "public, max-age=60"

Digest = Annotated[str, Path(pattern=DIGEST, description="SHA-256 of a snapshot, in hexadecimal.")]
Since = Annotated[str, Query(pattern=DIGEST, description="Digest of the snapshot that you have.")]

routes = Routes()


@routes.get("/v1/snapshots")
def list_snapshots() -> Response[str]:
    """The last thousand snapshots, the newest first, each signed.

    A signature is ed25519 over the digest as text. Each names the digest of the one before.
    """
    return _send(publishing.listed())


@routes.get("/v1/snapshots/<digest>/delta")
def get_snapshot_delta(digest: Digest, since: Since) -> Response[str]:
    """The JSON merge patch (RFC 7396) that makes this snapshot of one that you have.

    Written with sorted keys and without blanks, the result is the snapshot byte for byte.
    """
    return routes.api.send((deltas.delta(digest, since), "database"), FOREVER)


@routes.get("/v1/snapshots/<digest>")
def get_snapshot(digest: Digest) -> Response[str]:
    """A snapshot: every active model by its id; SHA-256 of its bytes is its digest."""
    return routes.api.send((publishing.snapshot(digest), "database"), FOREVER)


@routes.get("/v1/keys")
def list_keys() -> Response[str]:
    """The public keys that snapshots are signed with."""
    return _send(publishing.keys())


def _send(answer: Answer) -> Response[str]:
    return routes.api.send((answer, "database"), BRIEFLY)
