"""The Python client against the real functions."""

from decimal import Decimal
from pathlib import Path

import httpx
import pytest

from pricebook_client import Pricebook, PricebookError
from tests.python_client.book import Gateway
from tests.support.fakes.provider_transport import item
from tests.support.sync_and_query import run

USAGE = {"input_tokens": 12_000, "output_tokens": 800}


def test_a_quote_is_exact(book: Pricebook) -> None:
    """A short name means the model, and decimals stay decimals."""
    quote = book.quote("gpt-5", USAGE, requests=10_000)

    assert ("openrouter/openai/gpt-5", "USD", True) == (quote.model, quote.currency, quote.complete)
    assert Decimal(136) == quote.total


def test_what_is_not_known_is_none(book: Pricebook) -> None:
    """Never zero."""
    quote = book.quote("openrouter/openai/gpt-5", USAGE, at="2025-01-01")

    assert (None, False) == (quote.total, quote.complete)
    assert "no price of openrouter/openai/gpt-5 is known before" in quote.missing[-1]


def test_models_are_found(book: Pricebook) -> None:
    """By a few words, by id, and with their prices and changes."""
    (found,) = book.find("gpt5", limit=1)

    assert found == book.model("openrouter/openai/gpt-5")
    assert (Decimal(1), Decimal(2)) == (found.input_price, found.output_price)
    assert {"input_tokens", "output_tokens"} == {p.meter for p in book.prices(found.id)}
    assert 2 == len(book.history(found.id))
    run(item("openai/gpt-5", "0.0000005"), item("acme/b"))
    assert ["input -50 % to $0.5 per 1M"] == [
        change.title.partition(": ")[2] for change in book.changes([found.id])
    ]


def test_an_error_is_the_servers_sentence(book: Pricebook) -> None:
    """With its status and its code."""
    with pytest.raises(PricebookError, match="There is no model 'openai/gpt-99'") as raised:
        book.model("openai/gpt-99")

    assert (404, "not_found") == (raised.value.status, raised.value.code)


def test_an_answer_comes_once(book: Pricebook, gateway: Gateway) -> None:
    """It is asked for again with its ETag, and read from the copy."""
    first, again = (book.model("openrouter/openai/gpt-5") for _ in range(2))

    assert first == again
    assert [200, 304] == gateway.statuses


def test_the_last_answer_counts_where_nothing_answers(book: Pricebook, gateway: Gateway) -> None:
    """Its age is told; what was never asked is an error."""
    quote = book.quote("gpt-5", USAGE)
    gateway.broken = True

    assert quote == book.quote("gpt-5", USAGE)
    assert book.stale_since
    with pytest.raises(PricebookError, match="nothing answers at"):
        book.model("openrouter/openai/gpt-5")


def test_a_reader_with_a_token_keeps_no_copies(gateway: Gateway, tmp_path: Path) -> None:
    """What a tier may see is nobody else's."""
    with Pricebook(
        "http://book",
        token="t",  # noqa: S106 - nobody's
        folder=tmp_path,
        transport=gateway,
    ) as book:
        book.model("openrouter/openai/gpt-5")

    assert [] == list(tmp_path.iterdir())


def test_an_answer_that_is_none_is_an_error(tmp_path: Path) -> None:
    """A proxy's page, for example."""
    proxy = httpx.MockTransport(lambda _request: httpx.Response(502, text="<html>"))
    with (
        Pricebook("http://book", folder=tmp_path, transport=proxy) as book,
        pytest.raises(PricebookError, match="answers 502"),
    ):
        book.find("gpt")
