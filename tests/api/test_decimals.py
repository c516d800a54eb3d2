"""Decimals in queries and bodies: what is no ASCII number of a sensible size is refused."""

import pytest

from tests.support.admin_client import AdminClient
from tests.support.clients import CatalogClient

STRANGE = ["1_0", "\u0661", "1e999999", "9" * 17_000, "NaN", "Infinity", "0x1", "1e31", ""]
QUERIES = [
    ("/v1/models", "max_input_price"),
    ("/v1/models", "max_output_price"),
    ("/feeds/openrouter/api/v1/models", "min_price"),
    ("/feeds/openrouter/api/v1/models", "max_price"),
]


@pytest.mark.parametrize(("path", "name"), QUERIES)
def test_a_strange_number_in_a_query_is_refused(
    client: CatalogClient, path: str, name: str
) -> None:
    """With 400 and the parameter's name, never with a failure."""
    for text in STRANGE:
        answer = client.get(path, None, **{name: text})
        assert (400, True) == (answer.status, name in answer.json()["error"]["message"]), text


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "/v1/admin/providers/openrouter", '{"guards": {"jump_factor": %s}}'),
        ("POST", "/v1/admin/exchange-rates", '{"currency": "CNY", "usd": %s}'),
    ],
)
def test_a_strange_number_in_a_body_is_refused(
    admin: AdminClient, method: str, path: str, body: str
) -> None:
    """As text or as a JSON number."""
    for text in (*(f'"{text}"' for text in STRANGE), "1e999999", "9" * 17_000, "true"):
        assert admin.ask(method, path, body % text).status in {400, 422}, text
