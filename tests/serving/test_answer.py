"""Answer: a body that is compressed once, with validators of its content."""

from base64 import b64decode
from datetime import UTC, datetime

from zlib_ng import gzip_ng

from pricebook.serving import answer

AT = datetime(2026, 8, 22, 17, 20, 33, tzinfo=UTC)


def test_a_body_comes_back_as_it_was() -> None:
    """Plain and compressed are the same text."""
    body = answer.build("größer", "1", AT)

    assert "größer".encode() == body.plain()
    assert "größer".encode() == gzip_ng.decompress(b64decode(body.encoded))


def test_the_etag_is_of_the_version() -> None:
    """Another text of the same version keeps the ETag; another version changes it."""
    first, same, other = (
        answer.build(text, version, AT) for text, version in [("a", "1"), ("b", "1"), ("a", "2")]
    )

    assert first.etag == same.etag != other.etag
    assert first.etag.startswith('W/"')


def test_the_date_is_written_as_http_does() -> None:
    """Last-Modified is in GMT."""
    assert "Sat, 22 Aug 2026 17:20:33 GMT" == answer.build("", "", AT).last_modified


def test_equal_texts_have_equal_bytes() -> None:
    """No time stands in the gzip header, so caches can compare bodies."""
    assert answer.build("a", "1", AT).body == answer.build("a", "1", AT).body
