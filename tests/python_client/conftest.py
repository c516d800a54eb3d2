"""A Pricebook that sells two models, and a client of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pricebook_client import Pricebook
from tests.python_client.book import Gateway
from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import item
from tests.support.sync_and_query import run


@pytest.fixture
def gateway(client: CatalogClient) -> Gateway:
    """Sell two models, and give the way to them."""
    run(item("openai/gpt-5", "0.000001", "0.000002"), item("acme/b"))
    return Gateway(client)


@pytest.fixture
def book(gateway: Gateway, tmp_path: Path) -> Iterator[Pricebook]:
    """Give a client with a folder of its own."""
    with Pricebook("http://book", folder=tmp_path, transport=gateway) as found:
        yield found
