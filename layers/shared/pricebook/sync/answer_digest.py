"""Digest of what a fetcher was answered, in order, taken before anybody reads it."""

from collections.abc import Callable
from hashlib import sha256

from pricebook.errors import UpstreamError


class AnswerDigest:
    """Digest of answers, byte by byte; a failure is an answer too, for who asks may go on."""

    def __init__(self) -> None:
        self._digest = sha256()

    def fetch(self, url: str, request: Callable[[], bytes]) -> bytes:
        """Return what an address answers, after noting it."""
        try:
            answer = request()
        except UpstreamError as error:
            self._add(f"failed {url}".encode(), type(error).__name__.encode())
            raise
        self._add(url.encode(), answer)
        return answer

    def taken(self) -> bytes:
        """Return the digest of all answers since this was asked last."""
        taken, self._digest = self._digest, sha256()
        return taken.digest()

    def _add(self, *parts: bytes) -> None:
        """Note parts by their digests, which are of one length: no two cuts are the same."""
        for part in parts:
            self._digest.update(sha256(part).digest())
