"""Verifier of published snapshots: `python -m pricebook_client.snapshots URL` (needs cryptography).

Each file has to be what its digest says, signed, the successor of the one before, and byte for byte
what the delta since then makes of that.
"""

import hashlib
import json
import sys
from base64 import b64decode
from collections.abc import Callable
from typing import Any

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def verify(get: Callable[[str], bytes]) -> int:
    """Verify every snapshot, the oldest first, and return how many there are.

    Args:
        get: returns the body at a path such as /v1/keys.

    Raises:
        InvalidSignature: one is not signed with the key that it names.
        ValueError: one is not what its digest says, or not made of the one before.
    """
    keys = {
        key["key"]: Ed25519PublicKey.from_public_bytes(b64decode(key["public_key"]))
        for key in json.loads(get("/v1/keys"))["data"]
    }
    before: bytes | None = None
    snapshots = json.loads(get("/v1/snapshots"))["data"][::-1]
    for snapshot in snapshots:
        digest, previous = snapshot["digest"], snapshot.get("previous")
        keys[snapshot["key"]].verify(b64decode(snapshot["signature"]), digest.encode())
        file = get(f"/v1/snapshots/{digest}")
        if (
            hashlib.sha256(file).hexdigest() != digest
            or json.loads(file).get("previous") != previous
        ):
            raise ValueError(f"{digest} is not what was signed")
        if before is not None:
            delta = json.loads(get(f"/v1/snapshots/{digest}/delta?since={previous}"))["data"]
            if canonical(merged(json.loads(before), delta["patch"])) != file:
                raise ValueError(f"{digest} is not what its delta makes of the one before")
        before = file
    return len(snapshots)


def merged(base: Any, patch: Any) -> Any:  # noqa: ANN401 - any JSON
    """Apply a JSON merge patch (RFC 7396)."""
    if not isinstance(patch, dict):
        return patch
    result = dict(base) if isinstance(base, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value)
    return result


def canonical(value: Any) -> bytes:  # noqa: ANN401 - as above
    """Write JSON as snapshots are written."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


if __name__ == "__main__":
    with httpx.Client(base_url=sys.argv[1], timeout=60) as client:
        print(verify(lambda path: client.get(path).raise_for_status().content), "verified")
