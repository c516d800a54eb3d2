"""Filters by a fact, and the offers of which that fact is unknown."""

from typing import Any

import pytest

from tests.support.clients import CatalogClient
from tests.support.models_dev_sync import entry, listed, sync_models_dev

OFFERS = listed(
    inference={
        "knows": entry(limit={"context": 200_000}, tool_call=True),
        "too-short": entry(limit={"context": 1000}, tool_call=True),
        "silent": entry(),
    }
)


@pytest.mark.parametrize(
    ("filters", "total", "unknown"),
    [
        ({"min_context": "128000"}, 1, 1),
        ({"capability": "tools"}, 2, 1),
        ({"capability": "tools", "min_context": "128000"}, 1, 1),
        ({"max_input_price": "1"}, 3, 0),
        ({"provider": "inference-net"}, 3, None),
    ],
)
@pytest.mark.usefixtures("environment")
def test_what_is_unknown_is_counted(
    client: CatalogClient, filters: dict[str, Any], total: int, unknown: int | None
) -> None:
    """Nobody is left out of the cheapest models with tools without a word."""
    sync_models_dev(OFFERS)

    meta = client.get("/v1/models", **filters).json()["meta"]

    assert (total, unknown) == (meta["total"], meta.get("unknown"))
