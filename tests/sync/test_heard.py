"""What a fetcher heard: the same digest for the same answers, and for no others."""

import httpx

from pricebook.errors import UpstreamNotFound
from pricebook.sync.fetch import Fetcher
from pricebook.sync.heard import Heard
from tests.support.fakes.provider_transport import answer_bytes


def test_other_answers_sound_otherwise() -> None:
    """Another order, another address, another cut between two answers, and a failure are heard."""

    def heard(*answers: tuple[str, bytes | None]) -> bytes:
        ears = Heard()
        for url, answer in answers:
            _hear(ears, url, answer)
        return ears.taken()

    different = [
        heard(("a", b"1"), ("b", b"2")),
        heard(("b", b"2"), ("a", b"1")),
        heard(("a", b"1b"), ("", b"2")),
        heard(("a", b"1")),
        heard(("a", None)),
        heard(("a", b"UpstreamNotFound")),
        heard(("failed a", b"NotFound")),
        heard(),
    ]
    assert len(different) == len(set(different))
    assert heard(("a", b"1")) == heard(("a", b"1"))


def _hear(ears: Heard, url: str, answer: bytes | None) -> None:
    def ask() -> bytes:
        if answer is None:
            raise UpstreamNotFound(url)
        return answer

    try:
        ears.hear(url, ask)
    except UpstreamNotFound:
        assert answer is None


def test_every_answer_of_a_fetch_is_heard() -> None:
    """Each page, what else was asked, and what was not there."""
    bodies = {"/a": b"[1]", "/b": b"[2]"}

    def answer(request: httpx.Request) -> httpx.Response:
        body = bodies.get(request.url.path)
        return answer_bytes(body or b"", 200 if body else 404)

    fetcher, ears = Fetcher(httpx.MockTransport(answer)), Heard()
    for path in ("/a", "/b", "/c"):
        url = f"https://a.example{path}"
        fetcher.get_json_if_present(url, {})
        _hear(ears, url, bodies.get(path))

    assert ears.taken() == fetcher.heard.taken() != fetcher.heard.taken()
