"""How answers travel: encodings, validators, and words that are wrong."""

import gzip
from pathlib import Path
from typing import Any

import pytest

from pricebook import settings
from pricebook.serving.answer import ENVELOPE_BYTES
from pricebook.sync import whole_bodies
from tests.support.clients import CatalogClient
from tests.support.databases import Fill
from tests.support.fakes.provider_transport import items
from tests.support.sync_and_query import run


@pytest.fixture(scope="module")
def template(filled: Fill) -> str:
    """Have two models listed."""
    return filled(lambda: run(*items(2)))


def test_an_answer_carries_its_validators(client: CatalogClient) -> None:
    """Caches between us and the caller know how long, and how to ask again."""
    headers = client.get("/v1/catalog").headers

    assert headers["etag"].startswith('W/"')
    assert headers["last-modified"].endswith(" GMT")
    assert "Accept-Encoding" == headers["vary"]
    assert "application/json" == headers["content-type"]
    assert (
        "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400"
        == headers["cache-control"]
    )


@pytest.mark.parametrize("form", ["{}", '"x", {}', "*", 'W/"x",{} , "y"', "{}-gzip"])
def test_if_none_match_of_the_current_etag_is_304(client: CatalogClient, form: str) -> None:
    """A caller who shows the current ETag gets 304, the same validators and no body."""
    fresh = client.get("/v1/catalog")

    tag = form.format(fresh.headers["etag"]).replace('"-gzip', '-gzip"')
    again = client.get("/v1/catalog", {"if-none-match": tag})

    assert (304, b"") == (again.status, again.body)
    for name in ("etag", "last-modified", "vary", "cache-control"):
        assert fresh.headers[name] == again.headers[name]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"if-modified-since": "{}"}, 304),
        ({"if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT"}, 304),
        ({"if-modified-since": "Thu, 01 Jan 2015 00:00:00 GMT"}, 200),
        ({"if-modified-since": "yesterday"}, 200),
        ({"if-modified-since": ""}, 200),
        ({"if-modified-since": "{}", "if-none-match": '"another"'}, 200),
    ],
)
def test_if_modified_since_counts_where_there_is_no_etag(
    client: CatalogClient, headers: dict[str, str], status: int
) -> None:
    """A feed reader that keeps only Last-Modified downloads nothing twice."""
    fresh = client.get("/v1/catalog").headers["last-modified"]

    sent = {name: value.format(fresh) for name, value in headers.items()}

    assert status == client.get("/v1/catalog", sent).status


def test_a_strong_tag_matches_its_weak_one(client: CatalogClient) -> None:
    """If-None-Match compares weakly."""
    tag = client.get("/v1/catalog").headers["etag"].removeprefix("W/")

    assert 304 == client.get("/v1/catalog", {"if-none-match": tag}).status
    assert 200 == client.get("/v1/catalog", {"if-none-match": '"another"'}).status


@pytest.mark.parametrize(
    ("accepts", "encoding"),
    [
        ("gzip", "gzip"),
        ("br;q=1.0, GZIP;q=0.5", "gzip"),
        ("*", "gzip"),
        ("deflate, *;q=0.1", "gzip"),
        ("", None),
        ("identity", None),
        ("gzip;q=0", None),
        ("gzip; q=0.000, *", None),
        ("br", None),
    ],
)
def test_accept_encoding_decides_the_encoding(
    client: CatalogClient, accepts: str, encoding: str | None
) -> None:
    """The compressed body goes to callers who accept it, and the same text to all others."""
    answer = client.get("/v1/catalog", {"accept-encoding": accepts})

    assert encoding == answer.headers.get("content-encoding")
    assert 2 == len(answer.json()["data"])


def test_refusing_every_encoding_is_406(client: CatalogClient) -> None:
    """Refusing gzip and plain text leaves nothing to send."""
    answer = client.get("/v1/catalog", {"accept-encoding": "identity;q=0, gzip;q=0"})

    assert (406, "not_acceptable") == (answer.status, answer.json()["error"]["code"])


def test_a_body_that_lambda_cannot_send_is_refused(
    client: CatalogClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over the limit of Lambda only the compressed body goes out, and the reason to the others."""
    monkeypatch.setattr(settings, "MAX_RESPONSE_BYTES", 9000 + 1000)
    packed = client.get("/v1/catalog", {"accept-encoding": "gzip"})

    plain = client.get("/v1/catalog")

    assert 200 == packed.status
    assert 406 == plain.status
    assert "Send Accept-Encoding: gzip" in plain.json()["error"]["message"]
    assert len(gzip.decompress(packed.body)) > 1000


def test_a_body_that_no_encoding_makes_short_enough_is_refused(
    client: CatalogClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever reads gzip already is told what to ask for instead."""
    monkeypatch.setattr(settings, "MAX_RESPONSE_BYTES", 8192 + 300)

    answers = [client.get("/v1/catalog", {"accept-encoding": how}) for how in ("gzip", "identity")]

    assert [406, 406] == [answer.status for answer in answers]
    for answer in answers:
        message = answer.json()["error"]["message"]
        assert "?provider=" in message
        assert "Accept-Encoding" not in message


def test_a_body_that_is_too_large_is_where_it_is_published(
    client: CatalogClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """With a place there is no 406: 302 leads to the same body, gzipped or plain, as accepted."""
    monkeypatch.setenv("PUBLISH_TO", str(tmp_path))
    whole = client.get("/v1/catalog").body
    monkeypatch.setattr(settings, "MAX_RESPONSE_BYTES", ENVELOPE_BYTES + 300)
    assert "/v1/catalog" in whole_bodies.publish()

    accepted = ("gzip", "identity", "br")
    answers = [client.get("/v1/catalog", {"accept-encoding": how}) for how in accepted]
    bodies = [(tmp_path / answer.headers["location"][1:]).read_bytes() for answer in answers]
    narrowed = client.get("/v1/catalog", {"accept-encoding": "gzip"}, provider="openrouter")

    assert [302] * len(accepted) == [answer.status for answer in answers]
    assert [whole] * len(accepted) == [gzip.decompress(bodies[0]), *bodies[1:]]
    assert {"Accept-Encoding"} == {answer.headers["vary"] for answer in answers}
    assert 406 == narrowed.status


@pytest.mark.parametrize(
    ("path", "query", "nearest"),
    [
        ("/v1/catalog", {"providr": "groq"}, "provider"),
        ("/v1/models", {"pagesize": 5}, "page_size"),
        ("/v1/models/openrouter/acme/m0", {"x": 1}, None),
        ("/v1/providers", {"x": ""}, None),
        ("/health", {"verbose": "1"}, None),
    ],
)
def test_an_unknown_parameter_is_an_error(
    client: CatalogClient, path: str, query: dict[str, Any], nearest: str | None
) -> None:
    """A typo in a parameter is not ignored: the answer names the nearest known one."""
    answer = client.get(path, **query)

    assert (400, "unknown_parameter") == (answer.status, answer.json()["error"]["code"])
    assert {"parameter": next(iter(query)), "nearest": nearest} == answer.json()["error"]["details"]
    assert "no-store" == answer.headers["cache-control"]


@pytest.mark.parametrize(
    "query",
    [
        {"page": "0"},
        {"page": "x"},
        {"page": ""},
        {"page": "9" * 40},
        {"page": ["1", "2"]},
        {"page_size": "501"},
        {"include_inactive": "perhaps"},
        {"provider": ""},
        {"tier": ["pro", "free"]},
    ],
)
def test_a_bad_value_is_an_error(client: CatalogClient, query: dict[str, Any]) -> None:
    """A value that cannot be meant is refused by the parameter's name and a reason."""
    answer = client.get("/v1/models", **query)

    error = answer.json()["error"]
    assert (400, "bad_parameter") == (answer.status, error["code"])
    assert next(iter(query)) == error["details"]["parameter"]
    assert error["details"]["reason"]


@pytest.mark.parametrize("value", ["a\x00b", "groq,openrouter", "x" * 5000, "ünïcode", "' OR 1=1"])
def test_any_filter_value_is_answered_or_refused(client: CatalogClient, value: str) -> None:
    """Nothing that stands in a filter makes the function fail."""
    assert 404 == client.get("/v1/catalog", provider=value).status
