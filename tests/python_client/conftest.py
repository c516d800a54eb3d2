"""A Pricebook that sells two models, and a client of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pricebook_client import Pricebook
from tests.python_client.book import Gateway
from tests.support.clients import CatalogClient
from tests.support.databases import Fill
from tests.support.fakes.provider_transport import item
from tests.support.sync_and_query import run


@pytest.fixture(scope="module")
def template(filled: Fill) -> str:
    """Have two models sold."""
    return filled(lambda: run(item("openai/gpt-5", "0.000001", "0.000002"), item("acme/b")))


@pytest.fixture
def gateway(client: CatalogClient) -> Gateway:
    """Give the way to these models."""
    return Gateway(client)


@pytest.fixture
def book(gateway: Gateway, tmp_path: Path) -> Iterator[Pricebook]:
    """Give a client with a folder of its own."""
    with Pricebook("http://book", folder=tmp_path, transport=gateway) as found:
        yield found
