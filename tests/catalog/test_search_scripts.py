"""Search for names that are not in Latin letters."""

import pytest

from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.seeds.searchable_models import stock


@pytest.mark.parametrize("words", ["模型", "通义 千问", "ü模", "🦙"])
def test_names_in_any_script_are_found(
    client: CatalogClient, owner_database: Database, words: str
) -> None:
    """As they are written, in a name or in an id."""
    more = {"provider": "acme", "prompt": "1", "completion": "1"}
    stock(
        owner_database,
        [
            {"id": "ü模型-1", "canonical": "acme/m-1", "name": "通义 千问", **more},
            {"id": "m-2", "canonical": "acme/m-2", "name": "🦙 模型", **more},
        ],
    )

    found = client.get("/v1/search", q=words).json()["data"]
    expected = {"模型": {"acme/ü模型-1", "acme/m-2"}, "🦙": {"acme/m-2"}}
    assert expected.get(words, {"acme/ü模型-1"}) == {m["id"] for m in found}
