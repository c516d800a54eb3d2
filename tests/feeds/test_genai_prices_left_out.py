"""What genai-prices' data leaves out, and counts, and what it says has ended."""

from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.seeds.awkward_prices import OFFERS, Row, tokens
from tests.support.seeds.feed_offers import feed, offer, read, write

DATA = "genai-prices/data.json"
ENDED = (
    "INSERT INTO reference_facts (model_id, source, deprecation_date)"
    " SELECT id, 'reference:litellm', '2026-01-01' FROM models"
)


def test_a_part_without_its_whole_is_counted(
    client: CatalogClient, owner_database: Database
) -> None:
    """Its client refuses a price of cached tokens where the price of tokens is unknown."""
    rows = [Row("cache_read_tokens", "1"), Row("output_tokens", "1")]
    offer(owner_database, "acme/a", rows, input_modalities=["image"])

    answer = client.get(f"/feeds/{DATA}")

    assert {"output_mtok": 1} == read(answer)[0]["models"][0]["prices"]
    assert "prices=1" == answer.headers["x-pricebook-inexpressible"]


def test_text_with_one_unknown_side_is_left_out(
    client: CatalogClient, owner_database: Database
) -> None:
    """Its client charges nothing for it, so it is counted; embeddings have one side."""
    inputs = [Row("input_tokens", "4")]
    offer(owner_database, "acme/half", [Row("output_tokens", "4")])
    offer(owner_database, "acme/input", inputs, output_modalities=["text"])
    offer(owner_database, "acme/embed", inputs, output_modalities=["embeddings"])

    answer = client.get(f"/feeds/{DATA}")

    assert ["embed"] == [found["id"] for found in read(answer)[0]["models"]]
    assert "prices=2" == answer.headers["x-pricebook-inexpressible"]


def test_a_model_whose_end_has_come_is_deprecated(
    client: CatalogClient, owner_database: Database
) -> None:
    """By the day that a list names too, as in every other answer."""
    offer(owner_database, "acme/a", tokens("1", "2"))
    owner_database.run(ENDED)
    write(owner_database)

    assert feed(client, DATA)[0]["models"][0]["deprecated"] is True


def test_unknown_and_dynamic_models_are_absent(
    client: CatalogClient, owner_database: Database
) -> None:
    """A model without a price is no model here."""
    offer(owner_database, "acme/auto", OFFERS["24 openrouter/auto"])
    offer(owner_database, "acme/eur", OFFERS["25 scaleway glm-5.2"])
    offer(owner_database, "acme/none", [])

    answer = client.get(f"/feeds/{DATA}")

    assert ([], "prices=3") == (read(answer), answer.headers["x-pricebook-inexpressible"])
