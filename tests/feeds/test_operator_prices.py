"""An operator's price in feeds: it replaces its own meter, and every other price stays."""

import pytest

from tests.support.admin_client import AdminClient
from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import item
from tests.support.litellm_map import MAP, entry, hear
from tests.support.sync_and_query import run

MODEL = "openrouter/acme/a"
PRICE = {"meter": "input_tokens", "amount": "5", "reason": "our contract"}


@pytest.mark.parametrize("listed", [("", ""), ("0.000001", "0.000002")])
def test_an_operators_price_replaces_its_own_meter(
    admin: AdminClient, client: CatalogClient, listed: tuple[str, str]
) -> None:
    """In the LiteLLM map too, whether the seller states the others or a list."""
    hear({MODEL: entry("openrouter", cache_read_input_token_cost=1e-07)})
    run(item("acme/a", *listed))

    assert 200 == admin.ask("PUT", f"/v1/admin/prices/{MODEL}", PRICE).status

    told = client.get(f"/feeds/{MAP}").json()[MODEL]
    keys = ("input_cost_per_token", "output_cost_per_token", "cache_read_input_token_cost")
    assert [5e-06, 2e-06, 1e-07] == [told.get(key) for key in keys]
