"""LiteLLM's cost map: its makers' own, with what we know better on top."""

import gzip
import json
from decimal import Decimal
from typing import Any

import pytest

from pricebook.storage.postgres import Database
from pricebook.sync import reference_run
from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import raw
from tests.support.litellm_map import MAP, SPEC, entry, hear
from tests.support.seeds.awkward_prices import OFFERS, Row, over, tokens
from tests.support.seeds.feed_offers import feed, offer
from tests.support.sync_and_query import rows


def test_without_their_map_there_is_none(client: CatalogClient, owner_database: Database) -> None:
    """Clients would silently refuse a small map: they are told to come back, and operators why."""
    offer(owner_database, "groq/x", tokens("1", "2"))

    answer = client.get(f"/feeds/{MAP}")

    assert (503, "5") == (answer.status, answer.headers["retry-after"])
    assert "make sync PROVIDER=litellm" in answer.json()["error"]["message"]


def test_their_map_passes_through_to_the_last_digit(client: CatalogClient) -> None:
    """What we do not know better is theirs, with every key and every figure."""
    odd = entry("voyage", 2.5999999999999996e-07, 0, x_new={"deep": [1, None, "ü"]}, aliases=["a"])
    hear({"odd": odd, "groq/x": entry("groq")})

    document = feed(client, MAP)

    assert ["groq/x", "odd", "sample_spec"] == list(document)
    assert json.loads(json.dumps(odd), parse_float=Decimal) == document["odd"]
    assert SPEC == document["sample_spec"]


def test_what_a_seller_says_itself_replaces_what_the_list_says(
    client: CatalogClient, owner_database: Database
) -> None:
    """Every key of a meter goes that the seller prices, and every fact that it states."""
    tier = {"input_cost_per_token_above_200k_tokens": 3e-06, "input_cost_per_token_batches": 5e-07}
    offer(
        owner_database, "groq/x", [*tokens("1", "2"), *tokens("9", "9", **over(272_000))],
        context_length=5, max_output_tokens=4, capabilities=["tools"],
    )  # fmt: skip
    hear({"groq/x": entry("groq", max_input_tokens=7, output_cost_per_image_token=1, **tier)})

    assert {
        "litellm_provider": "groq",
        "mode": "chat",
        "max_input_tokens": 5,
        "max_output_tokens": 4,
        "max_tokens": 4,
        "supports_function_calling": True,
        "input_cost_per_token": Decimal("0.000001"),
        "output_cost_per_token": Decimal("0.000002"),
        "input_cost_per_token_above_272k_tokens": Decimal("0.000009"),
        "output_cost_per_token_above_272k_tokens": Decimal("0.000009"),
        "output_cost_per_image_token": 1,
        "source": "https://console.groq.com/docs/models",
    } == feed(client, MAP)["groq/x"]


def test_a_list_that_is_wrong_about_tokens_is_not_believed_about_the_rest(
    client: CatalogClient, owner_database: Database
) -> None:
    """A cache rate that belongs to another price of the prompt would bill what nobody charges."""
    offer(owner_database, "groq/x", tokens("5", "2"))
    offer(owner_database, "groq/y", tokens("1", "2"))
    cached = {"cache_read_input_token_cost": 1e-07}
    hear({"groq/x": entry("groq", **cached), "groq/Y": entry("groq", **cached)})

    document = feed(client, MAP)

    assert "cache_read_input_token_cost" not in document["groq/x"]
    assert Decimal("0.0000001") == document["groq/Y"]["cache_read_input_token_cost"]


def test_a_list_that_we_trust_more_replaces_what_this_one_says(
    client: CatalogClient, owner_database: Database
) -> None:
    """One catalogue, one price: the map says of a model what every other feed and a quote say."""
    offer(owner_database, "openai/gpt-9", ())
    offer(owner_database, "openai/gpt-8", ())
    better = {
        "input_mtok": {"base": 3, "tiers": [{"start": 200_000, "price": 6}]},
        "output_mtok": {"base": 4, "tiers": [{"start": 200_000, "price": 8}]},
    }
    models = [
        {"id": name, "match": {"equals": name}, "prices": better} for name in ("gpt-9", "gpt-8")
    ]
    body = json.dumps([{"id": "openai", "models": models}]).encode()
    reference_run.run("genai-prices", triggered_by="cli", fetcher=raw(body))
    theirs = {
        "cache_read_input_token_cost": 1e-07,
        "input_cost_per_token_above_128k_tokens": 2e-06,
        "output_cost_per_token_priority": 9e-06,
    }
    ranges = [{"range": [0, 5], "input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06}]
    hear({"gpt-9": entry("openai", **theirs), "gpt-8": entry("openai", tiered_pricing=ranges)})

    document = feed(client, MAP)

    own = {
        "input_cost_per_token": Decimal("0.000003"),
        "input_cost_per_token_above_200k_tokens": Decimal("0.000006"),
        "output_cost_per_token": Decimal("0.000004"),
        "output_cost_per_token_above_200k_tokens": Decimal("0.000008"),
    }
    assert own == {key: document["gpt-9"][key] for key in document["gpt-9"] if "cost" in key}
    assert own == {key: document["gpt-8"][key] for key in document["gpt-8"] if "cost" in key}
    assert "tiered_pricing" not in document["gpt-8"]


def test_what_the_list_lacks_is_added(client: CatalogClient, owner_database: Database) -> None:
    """Under the name by which its users call the seller; whom it cannot reach is counted."""
    model: dict[str, Any] = {"input_modalities": ["text", "image", "file"], "context_length": 10}
    offer(owner_database, "together/a/b", tokens("1", "2"), **model, deprecation_date="2030-01-02")
    offer(owner_database, "openai/gpt-9", tokens("3", "4"), source="reference:models.dev")
    offer(owner_database, "openai/gpt-8", tokens("3", "4"), source="reference:litellm")
    offer(owner_database, "azure/A product", tokens("1", "2"))
    offer(owner_database, "groq/x", [])
    hear({"groq/x": entry("groq")})

    answer = client.get(f"/feeds/{MAP}")
    document = answer.json()

    assert {"together_ai/a/b", "gpt-9", "groq/x", "sample_spec"} == document.keys()
    assert {
        "litellm_provider": "together_ai",
        "mode": "chat",
        "max_input_tokens": 10,
        "deprecation_date": "2030-01-02",
        "supports_vision": True,
        "supports_pdf_input": True,
        "input_cost_per_token": 1e-06,
        "output_cost_per_token": 2e-06,
        "source": "https://www.together.ai/pricing",
    } == document["together_ai/a/b"]
    assert "prices=2" == answer.headers["x-pricebook-inexpressible"]


def test_what_the_list_left_out_once_is_there_as_long_as_it_is_believed(
    client: CatalogClient, owner_database: Database
) -> None:
    """The map says what documents and quotes say: a price ends after three lists without it."""
    offer(owner_database, "groq/z", tokens("1", "2"))
    hear({"crusoe/x": entry("crusoe"), "crusoe/y": entry("crusoe"), "crusoe/z": entry("crusoe")})
    told = []
    for _run in range(3):
        hear({"crusoe/y": entry("crusoe"), "crusoe/z": entry("crusoe")})
        told.append(feed(client, MAP).get("crusoe/x", {}).get("input_cost_per_token"))

    assert [Decimal("0.000001"), Decimal("0.000001"), None] == told


def test_the_list_does_not_confirm_itself(client: CatalogClient, owner_database: Database) -> None:
    """A price that came from LiteLLM is passed on, not laid on top with our word for it."""
    offer(owner_database, "groq/x", [])
    hear({"groq/x": entry("groq", cache_read_input_token_cost=1e-07)})

    document = feed(client, MAP)["groq/x"]

    assert "source" not in document
    assert json.loads(json.dumps(entry("groq", cache_read_input_token_cost=1e-07))) == {
        key: float(value) if isinstance(value, Decimal) else value
        for key, value in document.items()
    }


def test_unknown_and_dynamic_prices_are_left_out(
    client: CatalogClient, owner_database: Database
) -> None:
    """A router's entry would be charged as nothing; neither euros nor unknown prices are zero."""
    offer(owner_database, "openrouter/auto", OFFERS["24 openrouter/auto"])
    offer(owner_database, "novita/eur", OFFERS["25 scaleway glm-5.2"])
    nothing = [Row(f"{side}_tokens", None, state="free") for side in ("input", "output")]
    offer(owner_database, "novita/free", nothing)
    offer(owner_database, "novita/half", [Row("output_tokens", "4")])
    hear({"openrouter/auto": entry("openrouter"), "groq/other": entry("groq")})

    document = feed(client, MAP)

    assert {"groq/other", "novita/free", "sample_spec"} == document.keys()
    assert (0, 0) == (
        document["novita/free"]["input_cost_per_token"],
        document["novita/free"]["output_cost_per_token"],
    )


def test_a_seller_whose_euros_the_list_calls_dollars_is_left_out(
    client: CatalogClient, owner_database: Database
) -> None:
    """Its prices are known to be wrong, and an entry without any would cost nothing."""
    euros = [Row(meter, "0.15", currency="EUR") for meter in ("input_tokens", "output_tokens")]
    offer(owner_database, "scaleway/m", euros)
    hear({key: entry(key.partition("/")[0]) for key in ("scaleway/m", "scaleway/gone", "groq/x")})

    assert ["groq/x", "sample_spec"] == list(feed(client, MAP))


def test_what_no_token_ever_cost_is_not_passed_on(
    client: CatalogClient, owner_database: Database
) -> None:
    """A price per million in a key of one token, which no price of the catalogue comes from."""
    offer(owner_database, "groq/unpriced", [])
    offer(owner_database, "groq/priced", tokens("1", "2"))
    absurd = entry("groq", 0.015, 0.06, supports_reasoning=True)
    named = ("groq/unpriced", "groq/priced", "groq/unknown")
    hear(dict.fromkeys(named, absurd) | {"groq/dear": entry("groq", 0.00015, 0.0006)})

    document = feed(client, MAP)

    assert ["groq/dear", "groq/priced", "sample_spec"] == list(document)
    assert (Decimal("0.000001"), Decimal("0.000002"), True) == tuple(
        document["groq/priced"][key]
        for key in ("input_cost_per_token", "output_cost_per_token", "supports_reasoning")
    )


def test_a_lists_body_is_kept_word_for_word(
    owner_database: Database, environment: pytest.MonkeyPatch
) -> None:
    """The last good one, written only when it is another one; a trial run keeps nothing."""
    _ = environment
    offer(owner_database, "groq/x", [])
    body = b'{"groq/x": {"litellm_provider": "groq",  "input_cost_per_token": 1.0e-06}}'
    kept = "SELECT body::text, fetched_at, xmin::text FROM reference_documents"
    trial = reference_run.run("litellm", triggered_by="cli", dry_run=True, fetcher=raw(body))
    assert ("success", []) == (trial.status, rows(owner_database, kept))

    reference_run.run("litellm", triggered_by="cli", fetcher=raw(body))
    [first] = rows(owner_database, kept)
    reference_run.run("litellm", triggered_by="cli", fetcher=raw(body))

    assert (body.decode(), [first]) == (first[0], rows(owner_database, kept))
    broken = (
        b'{"groq/x": {"litellm_provider": "groq", "input_cost_per_token": 2e-6, "n": "\\u0000"}}'
    )
    reference_run.run("litellm", triggered_by="cli", fetcher=raw(broken))
    assert [first] == rows(owner_database, kept)


def test_the_map_is_sent_compressed(client: CatalogClient, owner_database: Database) -> None:
    """Its client asks for gzip, and waits five seconds at most."""
    offer(owner_database, "groq/x", tokens("1", "2"))
    hear({"groq/x": entry("groq")})

    answer = client.get(f"/feeds/{MAP}", {"accept-encoding": "gzip, deflate"})

    assert "gzip" == answer.headers["content-encoding"]
    assert "groq/x" in json.loads(gzip.decompress(answer.body))
