"""The imported past against the lists' own histories, where the facts are at hand."""

import httpx
import pytest

from bench import history, past
from pricebook.history import bundle, importer
from tests.python_client.book import Gateway
from tests.support.clients import CatalogClient

PAIRS = 500

pytestmark = pytest.mark.skipif(not history.SHARED.is_dir(), reason="the facts are not here")


@pytest.mark.slow
def test_the_past_is_what_the_lists_said(client: CatalogClient) -> None:
    """Of 500 random offers and days 99 of 100 cost what a list stated on that day."""
    importer.run(bundle.bundled(), imported_by="cli")
    lists = past.past()
    pairs = [*lists.pairs(PAIRS, seed=20261128)]

    with httpx.Client(base_url="http://book", transport=Gateway(client)) as http:
        machine = past.Machine(http)
        for way in (past.prices, past.costs):
            differing = [*way(machine, pairs, lists)]
            assert len(differing) <= len(pairs) / 100, "\n".join(differing)
    assert len(pairs) > PAIRS / 2
