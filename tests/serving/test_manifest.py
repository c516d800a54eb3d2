"""Manifest: it is read back as it was, and nothing else is taken for one."""

import gzip
import json

import pytest

from pricebook.serving import deflate
from pricebook.serving.deflate import Segment
from pricebook.serving.manifest import Manifest, Ref

TEXTS = {"a" * 64: b'{"id":"x"}', "b" * 64: b""}
SEGMENTS = {etag: Segment.compressed(text) for etag, text in TEXTS.items()}
FIRST, SECOND = (Ref(etag, it.length, it.crc) for etag, it in SEGMENTS.items())
MANIFEST = Manifest("catalog", keep=True, pieces=("[", FIRST, ",", SECOND, "]"))


def test_it_is_read_back() -> None:
    """What JSON has of it is the same manifest."""
    assert MANIFEST == Manifest.read(json.loads(json.dumps(MANIFEST.row())))


def test_its_segments_are_the_body() -> None:
    """Parts and what stands between them, in their order."""
    deflated = {etag: segment.deflated for etag, segment in SEGMENTS.items()}

    assert b'[{"id":"x"},]' == gzip.decompress(deflate.gzip(MANIFEST.segments(deflated)))
    assert set(TEXTS) == MANIFEST.etags


@pytest.mark.parametrize(
    "row",
    [
        [],
        ["catalog", True],
        [7, True, []],
        ["catalog", 1, []],
        ["catalog", True, "x"],
        ["catalog", True, [["e", 1]]],
        ["catalog", True, [7]],
    ],
)
def test_another_shape_is_refused(row: list[object]) -> None:
    """Whoever reads an entry takes that for damage."""
    with pytest.raises((ValueError, TypeError)):
        Manifest.read(row)
