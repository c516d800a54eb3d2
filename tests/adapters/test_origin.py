"""The origin of an address: whom a secret may go to."""

import pytest

from pricebook.adapters.origin import origin

HOME = "https://api.example/v1/models"


@pytest.mark.parametrize("url", ["https://api.example:443/other", "https://API.example/?page=2"])
def test_the_same_host_by_another_path(url: str) -> None:
    """A path, a query and the port that is meant anyway make no difference."""
    assert origin(HOME) == origin(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://api.example/v1/models",
        "https://api.example:8443/v1/models",
        "https://api.example.evil/v1/models",
        "https://api.example@evil.example/v1/models",
        "/v1/models",
    ],
)
def test_another_host(url: str) -> None:
    """Another scheme, port or host, however it is hidden, is another one."""
    assert origin(HOME) != origin(url)
