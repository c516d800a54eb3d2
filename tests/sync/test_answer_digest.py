"""What a fetcher was answered: the same digest for the same answers, and for no others."""

import httpx

from pricebook.errors import UpstreamNotFound
from pricebook.sync.answer_digest import AnswerDigest
from pricebook.sync.fetch import Fetcher
from tests.support.fakes.provider_transport import answer_bytes


def test_other_answers_have_another_digest() -> None:
    """Another order, another address, another cut between two answers, and a failure count."""

    def digest_of(*answers: tuple[str, bytes | None]) -> bytes:
        digest = AnswerDigest()
        for url, answer in answers:
            _note(digest, url, answer)
        return digest.taken()

    different = [
        digest_of(("a", b"1"), ("b", b"2")),
        digest_of(("b", b"2"), ("a", b"1")),
        digest_of(("a", b"1b"), ("", b"2")),
        digest_of(("a", b"1")),
        digest_of(("a", None)),
        digest_of(("a", b"UpstreamNotFound")),
        digest_of(("failed a", b"NotFound")),
        digest_of(),
    ]
    assert len(different) == len(set(different))
    assert digest_of(("a", b"1")) == digest_of(("a", b"1"))


def _note(digest: AnswerDigest, url: str, answer: bytes | None) -> None:
    def ask() -> bytes:
        if answer is None:
            raise UpstreamNotFound(url)
        return answer

    try:
        digest.fetch(url, ask)
    except UpstreamNotFound:
        assert answer is None


def test_every_answer_of_a_fetch_counts() -> None:
    """Each page, what else was asked, and what was not there."""
    bodies = {"/a": b"[1]", "/b": b"[2]"}

    def answer(request: httpx.Request) -> httpx.Response:
        body = bodies.get(request.url.path)
        return answer_bytes(body or b"", 200 if body else 404)

    fetcher, digest = Fetcher(httpx.MockTransport(answer)), AnswerDigest()
    for path in ("/a", "/b", "/c"):
        url = f"https://a.example{path}"
        fetcher.get_json_if_present(url, {})
        _note(digest, url, bodies.get(path))

    assert digest.taken() == fetcher.answers.taken() != fetcher.answers.taken()
