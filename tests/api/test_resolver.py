"""Methods: HEAD, OPTIONS, and those that a path does not know."""

import pytest

from tests.support.clients import CatalogClient, event


@pytest.mark.parametrize("path", ["/v1/catalog", "/v1/providers", "/health", "/v1/models/no/such"])
def test_head_is_answered_as_get(client: CatalogClient, path: str) -> None:
    """The gateway leaves the body out, and tells its length from it."""
    got = client.get(path)
    response = client.send(event(path, {}, {}, "HEAD"))

    assert got.status == response.status
    assert got.headers.get("etag") == response.headers.get("etag")
    assert got.headers.get("content-type") == response.headers.get("content-type")
    assert len(got.body) == len(response.body)


def test_options_tells_the_methods(client: CatalogClient) -> None:
    """OPTIONS answers with what a path can be asked, and no body."""
    answer = client.send(event("/v1/models/a/b", {}, {}, "OPTIONS"))

    assert (204, "GET, HEAD, OPTIONS", b"") == (answer.status, answer.headers["allow"], answer.body)


@pytest.mark.parametrize("path", ["/v1/catalog", "/health", "/docs", "/v1/nothing", "/v1/search"])
def test_every_response_is_guarded(client: CatalogClient, path: str) -> None:
    """Answers, pages and errors alike: no type is guessed, and no address is told to others."""
    headers = client.get(path).headers

    assert ("nosniff", "no-referrer") == (
        headers["x-content-type-options"],
        headers["referrer-policy"],
    )


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
def test_a_method_that_a_path_does_not_know_is_405(client: CatalogClient, method: str) -> None:
    """The answer names the methods that fit."""
    answer = client.send(event("/v1/catalog", {}, {}, method))

    assert 405 == answer.status
    assert "method_not_allowed" == answer.json()["error"]["code"]
    assert "GET, HEAD, OPTIONS" == answer.headers["allow"]


@pytest.mark.parametrize(("method", "status"), [("TRACE", 405), ("OPTIONS", 204)])
def test_parameters_do_not_change_what_a_path_knows(
    client: CatalogClient, method: str, status: int
) -> None:
    """A method that is not there is not asked for its parameters."""
    answer = client.send(event("/v1/search", {}, {"q": "gpt"}, method))

    assert (status, "GET, HEAD, OPTIONS") == (answer.status, answer.headers["allow"])
