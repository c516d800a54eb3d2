"""Seal: proof that bytes in Valkey are what we stored under this very key."""

import hashlib

MAGIC = b"pricebook\n"
"""How all sealed bytes begin."""
START = len(MAGIC) + hashlib.sha256().digest_size
"""Where the key begins, behind the magic and the digest of the key and the content."""


class Damaged(ValueError):
    """Bytes without our seal: altered, cut, stored under another key, or written by others."""


def seal(key: str, content: bytes) -> bytes:
    """Return magic, digest, key and content."""
    sealed = _name(key) + content
    return MAGIC + hashlib.sha256(sealed).digest() + sealed


def unseal(key: str, packed: bytes) -> bytes:
    """Return the content that was sealed under a key.

    Raises:
        Damaged: the bytes have no seal, or that of another key or content.
    """
    digest, sealed = packed[len(MAGIC) : START], packed[START:]
    if not packed.startswith(MAGIC) or hashlib.sha256(sealed).digest() != digest:
        raise Damaged("the digest does not fit")
    if not sealed.startswith(_name(key)):
        raise Damaged("it was stored under another key")
    return sealed[len(_name(key)) :]


def _name(key: str) -> bytes:
    """Return the key with its length, so that it ends in one place only."""
    return f"{len(key)} {key}\n".encode()
