"""Whose pages may read the API, and who says so: the template, never a function."""

import json
from collections.abc import Iterator

import httpx
import pytest

from tests.support.probes import address, probes

SHOP = "https://shop.example"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Give an HTTP client of a machine whose template has CORS."""
    logs = tmp_path_factory.mktemp("logs")
    with probes(logs) as machine, httpx.Client(base_url=address(machine)) as client:
        yield client


def test_preflights_are_answered_here(client: httpx.Client) -> None:
    """A browser's question is answered from the template, without any function."""
    asks = {"origin": SHOP, "access-control-request-method": "GET"}
    response = client.options("/things/1", headers=asks)

    assert 204 == response.status_code
    assert {
        "access-control-allow-origin": SHOP,
        "access-control-allow-methods": "GET,POST",
        "access-control-allow-headers": "accept",
        "access-control-max-age": "60",
    } == {name: value for name, value in response.headers.items() if name.startswith("access-")}


@pytest.mark.parametrize("change", [{"origin": "https://evil.example"}, {"method": "DELETE"}])
def test_strangers_get_no_permission(client: httpx.Client, change: dict[str, str]) -> None:
    """A preflight from elsewhere, or for another method, is answered without permission."""
    asks = {
        "origin": change.get("origin", SHOP),
        "access-control-request-method": change.get("method", "GET"),
    }
    response = client.options("/things/1", headers=asks)

    assert 204 == response.status_code
    assert "access-control-allow-origin" not in response.headers


def test_cors_headers_are_the_gateways(client: httpx.Client) -> None:
    """What a function says about CORS is replaced by what the template says."""
    answer = {"statusCode": 200, "headers": {"access-control-allow-origin": "*", "etag": "x"}}
    own = {"answer": json.dumps(answer)}
    asked = client.get("/things/1", params=own, headers={"origin": SHOP})

    assert SHOP == asked.headers["access-control-allow-origin"]
    assert "etag" == asked.headers["access-control-expose-headers"]
    assert "access-control-allow-origin" not in client.get("/things/1", params=own).headers
    assert (
        SHOP == client.get("/none", headers={"origin": SHOP}).headers["access-control-allow-origin"]
    )
