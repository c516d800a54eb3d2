"""Headers of an answer: validators, how long it may be kept, and what a request makes of them."""

import re
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from pricebook.serving.answer import Answer

AGES = re.compile(r"(max-age|stale-while-revalidate)=([0-9]+)")
ZERO_WEIGHT = re.compile(r"q\s*=\s*0(\.0*)?")
PUBLIC = "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400"
FOREVER = "public, max-age=31536000, immutable"
"""For an address that holds the digest of its content."""


def of(answer: Answer, source: str, cache_control: str) -> dict[str, str]:
    """Return the headers of an answer, all but those of its encoding.

    Args:
        answer: the body with its validators.
        source: where it came from: memory, valkey, database, stale, snapshot or published.
        cache_control: how long it may be kept, unless something that was announced changes it.
    """
    headers = {
        "Cache-Control": _until(answer.changes_at, cache_control),
        "ETag": answer.etag,
        "Last-Modified": answer.last_modified,
        "Vary": "Accept-Encoding",
        "x-pricebook-cache": source,
    }
    if answer.inexpressible:
        headers["x-pricebook-inexpressible"] = answer.inexpressible
    if answer.under_review is not None:
        headers["x-pricebook-under-review"] = f"prices={answer.under_review}"
    if source == "stale":
        headers["Warning"] = '110 - "Response is Stale"'
    return headers


def accepts(encodings: str, encoding: str, *, otherwise: bool = False) -> bool:
    """Tell whether an Accept-Encoding takes an encoding.

    Args:
        encodings: the header's value.
        encoding: such as gzip.
        otherwise: what holds where the header names neither it nor `*`.
    """
    parts = [part.partition(";") for part in encodings.lower().split(",") if part.strip()]
    weights = {name.strip(): not ZERO_WEIGHT.fullmatch(it.strip()) for name, _, it in parts}
    return weights.get(encoding, weights.get("*", otherwise))


def is_current(etag: str, last_modified: str, sent: Mapping[str, str]) -> bool:
    """Tell whether the caller has this already; an ETag counts before a date (RFC 9110)."""
    if known := sent.get("if-none-match"):
        return _matches(known, etag)
    since = sent.get("if-modified-since")
    return bool(since) and _at(since or "") >= _at(last_modified)


def _until(changes_at: int | None, cache_control: str) -> str:
    """Return a Cache-Control header by which nobody keeps an answer past an announced change."""
    if changes_at is None:
        return cache_control
    ages = {name: int(seconds) for name, seconds in AGES.findall(cache_control)}
    left = max(0, int(changes_at - time.time()))
    if left >= sum(ages.values()):
        return cache_control
    bare = re.sub(r", stale-while-revalidate=[0-9]+", "", cache_control)
    return re.sub(r"max-age=[0-9]+", f"max-age={min(ages['max-age'], left)}", bare)


def _at(date: str) -> datetime:
    """Return the moment of an HTTP date; what is none lies before all others."""
    try:
        return parsedate_to_datetime(date).astimezone(UTC)
    except (ValueError, OverflowError):
        return datetime.min.replace(tzinfo=UTC)


def _matches(known: str, etag: str) -> bool:
    """Compare weakly, as If-None-Match requires: the content counts, not its bytes.

    Apache ends the tag of what it compressed by -gzip, and clients send that back.
    """
    tags = {tag.strip().removeprefix("W/").replace('-gzip"', '"') for tag in known.split(",")}
    return "*" in tags or etag.removeprefix("W/") in tags
