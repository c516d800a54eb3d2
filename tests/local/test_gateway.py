"""What the HTTP API makes of requests and of functions' answers: what API Gateway makes of them."""

import base64
import http.client
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from local.gateway.router import Router
from local.machine import Machine
from local.sam.template import Route
from pricebook.api.origin import QUESTION_MARK as MARK
from tests.support.probes import address, probes


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """Give a machine with routes."""
    with probes(tmp_path_factory.mktemp("logs")) as running:
        yield running


@pytest.fixture(scope="module")
def client(machine: Machine) -> Iterator[httpx.Client]:
    """Give an HTTP client of the machine."""
    with httpx.Client(base_url=address(machine)) as client:
        yield client


def answered(api: httpx.Client, answer: Any, **headers: str) -> httpx.Response:
    """Ask for the response that a function's answer becomes."""
    return api.get("/things/1", params={"answer": json.dumps(answer)}, headers=headers)


def raw(machine: Machine, target: str) -> Any:
    """Ask for a target exactly as written, and return the event that it becomes."""
    connection = http.client.HTTPConnection("127.0.0.1", machine.port)
    connection.putrequest("GET", target)
    connection.endheaders()
    event = json.loads(connection.getresponse().read())
    connection.close()
    return event


def test_a_request_becomes_an_event(client: httpx.Client) -> None:
    """The event has the fields of payload format 2.0, and leaves out what the request lacks."""
    headers = [("X-Two", "a"), ("X-Two", "b"), ("Cookie", "k=1; l=2"), ("User-Agent", "probe")]
    event = client.get("/things/7?q=1&q=2&e=&s=%20x", headers=headers).json()
    context = event["requestContext"]

    assert ("2.0", "GET /things/{id}", "/things/7") == (
        event["version"],
        event["routeKey"],
        event["rawPath"],
    )
    assert "q=1&q=2&e=&s=%20x" == event["rawQueryString"]
    assert {"q": "1,2", "e": "", "s": " x"} == event["queryStringParameters"]
    assert {"id": "7"} == event["pathParameters"]
    assert ["k=1", "l=2"] == event["cookies"]
    assert ("a,b", "127.0.0.1") == (event["headers"]["x-two"], event["headers"]["x-forwarded-for"])
    assert "cookie" not in event["headers"]
    assert "body" not in event
    assert not event["isBase64Encoded"]
    assert {
        "method": "GET",
        "path": "/things/7",
        "protocol": "HTTP/1.1",
        "sourceIp": "127.0.0.1",
        "userAgent": "probe",
    } == context["http"]
    assert ("$default", "GET /things/{id}") == (context["stage"], context["routeKey"])
    assert {"requestId", "time", "timeEpoch", "domainName", "apiId", "accountId"} <= context.keys()


@pytest.mark.parametrize(
    ("target", "path", "parameter"),
    [
        ("/tree/a/b", "/tree/a/b", "a/b"),
        ("/tree/a%2Fb", "/tree/a/b", "a/b"),
        ("/tree/a%20b:c%40d", "/tree/a b:c@d", "a b:c@d"),
        ("/tree/a%3Fb%3fc", f"/tree/a{MARK}b{MARK}c", f"a{MARK}b{MARK}c"),
        ("/tree/a%252Fb", "/tree/a%2Fb", "a%2Fb"),
        ("/tree/%C3%A9", "/tree/é", "é"),
    ],
)
def test_paths_are_decoded(machine: Machine, target: str, path: str, parameter: str) -> None:
    """API Gateway hands paths on decoded once, a question mark as CloudFront writes it."""
    event = raw(machine, target)

    assert (path, parameter) == (event["rawPath"], event["pathParameters"]["path"])


@pytest.mark.parametrize(
    ("kind", "sent", "seen"),
    [
        ("application/json", b'{"a": "\xc3\xa9"}', ('{"a": "é"}', False)),
        ("text/plain; charset=utf-8", b"hello", ("hello", False)),
        ("application/x-www-form-urlencoded", b"a=1", ("YT0x", True)),
        ("application/json", b"\x1f\x8b\x08", ("H4sI", True)),
        ("image/png", b"\x89PNG", ("iVBORw==", True)),
    ],
)
def test_bodies(client: httpx.Client, kind: str, sent: bytes, seen: tuple[str, bool]) -> None:
    """Text arrives as text, everything else in base64."""
    event = client.post("/things", content=sent, headers={"content-type": kind}).json()

    assert seen == (event["body"], event["isBase64Encoded"])


def test_an_answer_becomes_a_response(client: httpx.Client) -> None:
    """Status, headers, cookies and body are the function's."""
    response = answered(
        client,
        {
            "statusCode": 201,
            "headers": {"ETag": '"x"', "X-Count": 3},
            "multiValueHeaders": {"x-ignored": ["1"]},
            "cookies": ["a=1; Path=/", "b=2"],
            "body": base64.b64encode(b"\x00\xff").decode(),
            "isBase64Encoded": True,
        },
    )

    assert (201, b"\x00\xff") == (response.status_code, response.content)
    assert ('"x"', "3") == (response.headers["etag"], response.headers["x-count"])
    assert ["a=1; Path=/", "b=2"] == response.headers.get_list("set-cookie")
    assert "x-ignored" not in response.headers
    assert response.headers["apigw-requestid"]


@pytest.mark.parametrize(
    ("answer", "kind", "text"),
    [
        ({"a": 1}, "application/json", '{"a": 1}'),
        ("words", "application/json", "words"),
        ([1], "application/json", "[1]"),
        ({"statusCode": 200, "body": "plain"}, "text/plain; charset=utf-8", "plain"),
        ({"statusCode": "200"}, "text/plain; charset=utf-8", ""),
    ],
)
def test_short_answers_are_completed(
    client: httpx.Client, answer: Any, kind: str, text: str
) -> None:
    """An answer without a status is a JSON body with status 200."""
    response = answered(client, answer)

    assert (200, kind, text) == (
        response.status_code,
        response.headers["content-type"],
        response.text,
    )


@pytest.mark.parametrize(
    "answer",
    [
        {"statusCode": "fine"},
        {"statusCode": 999},
        {"statusCode": 200, "body": {"a": 1}},
        {"statusCode": 200, "headers": ["a"]},
        {"statusCode": 200, "body": "@@@", "isBase64Encoded": True},
    ],
)
def test_malformed_answers_are_502(client: httpx.Client, answer: Any) -> None:
    """An answer that cannot be a response is the function's fault."""
    response = answered(client, answer)

    assert (502, {"message": "Internal Server Error"}) == (response.status_code, response.json())


def test_nothing_modified_has_no_body(client: httpx.Client) -> None:
    """A 304 passes without a body."""
    response = answered(client, {"statusCode": 304, "headers": {"etag": '"x"'}})

    assert (304, b"", '"x"') == (response.status_code, response.content, response.headers["etag"])


def test_unknown_routes_are_404(client: httpx.Client) -> None:
    """What the template does not declare does not exist, whatever its function could do."""
    for method, path in [("GET", "/"), ("GET", "/things"), ("PUT", "/things/1"), ("GET", "/tree/")]:
        response = client.request(method, path)

        assert (404, {"message": "Not Found"}) == (response.status_code, response.json())


def test_failures_of_functions(client: httpx.Client) -> None:
    """An exception and a crash answer 502, a timeout 504, and the next request is served."""
    assert 502 == client.get("/things/1?do=fail").status_code
    assert 502 == client.get("/things/1?do=exit").status_code
    late = client.get("/things/1?do=sleep&seconds=9")
    assert (504, {"message": "Gateway Timeout"}) == (late.status_code, late.json())
    assert 200 == client.get("/things/1").status_code


def test_sizes_are_limited(client: httpx.Client) -> None:
    """Ten megabytes are too large for the gateway, and six for a function."""
    headers = {"content-type": "text/plain"}

    assert 413 == client.post("/things", content=b"x" * 10_500_000, headers=headers).status_code
    assert 413 == client.post("/things", content=b"x" * 6_400_000, headers=headers).status_code
    assert 200 == client.post("/things", content=b"x" * 3_000_000, headers=headers).status_code
    assert 502 == client.get("/things/1?do=large&bytes=6400000").status_code


@pytest.mark.parametrize(
    ("method", "path", "key"),
    [
        ("GET", "/a/b", "GET /a/b"),
        ("GET", "/a/c", "GET /a/{x}"),
        ("GET", "/a/c/d", "GET /a/{x+}"),
        ("PUT", "/a/b", "ANY /a/{x}"),
        ("GET", "/z", "$default"),
    ],
)
def test_the_most_specific_route_wins(method: str, path: str, key: str) -> None:
    """Words stand before variables, those before greedy ones, and $default comes last."""
    declared = [
        ("ANY", "$default"),
        ("GET", "/a/{x+}"),
        ("ANY", "/a/{x}"),
        ("GET", "/a/{x}"),
        ("GET", "/a/b"),
    ]
    match = Router(tuple(Route(*pair, "F") for pair in declared)).match(method, path)

    assert match is not None
    assert key == match.key
