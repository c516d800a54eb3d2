"""Seal: bytes in Valkey are ours, whole, and of their key, or they are not read."""

import pytest

from pricebook.storage.seal import MAGIC, Damaged, seal, unseal

CONTENT = b"line\nand more\x00\xff"
SEALED = seal("a key", CONTENT)


def test_a_sealed_content_comes_back() -> None:
    """What is read is what was stored, line breaks included."""
    assert CONTENT == unseal("a key", SEALED)
    assert b"" == unseal("", seal("", b""))


@pytest.mark.parametrize("place", [0, len(MAGIC), len(MAGIC) + 32, -1])
def test_an_altered_byte_breaks_the_seal(place: int) -> None:
    """In the magic, the digest, the key and the content."""
    altered = bytearray(SEALED)
    altered[place] ^= 1

    with pytest.raises(Damaged):
        unseal("a key", bytes(altered))


@pytest.mark.parametrize("packed", [b"", MAGIC, SEALED[:-1], SEALED + b"x", b"[1,2]\n\x1f\x8b"])
def test_other_bytes_have_no_seal(packed: bytes) -> None:
    """Nothing, a cut, a tail, and what an older release wrote."""
    with pytest.raises(Damaged):
        unseal("a key", packed)


@pytest.mark.parametrize("key", ["another key", "a", "a key\nline", ""])
def test_a_swapped_value_is_refused(key: str) -> None:
    """A value is read under its own key only."""
    with pytest.raises(Damaged, match="another key"):
        unseal(key, SEALED)
