"""LiteLLM's cost map: its makers' own, with what we know better on top."""

import gzip
import json
from decimal import Decimal
from typing import Any

import pytest

from pricebook import opinions
from pricebook.database import Database
from tests.awkward import OFFERS, Row, over, tokens
from tests.feeding import feed, offer
from tests.gateway import Api
from tests.ledger import rows
from tests.upstream import raw

MAP = "litellm/model_prices_and_context_window.json"
SPEC = {"litellm_provider": "one of many", "max_tokens": "a text"}


def hear(entries: dict[str, Any]) -> None:
    """Synchronise the list with this map; it is only believed if it tells of something."""
    body = json.dumps({"sample_spec": SPEC, **entries}).encode()
    opinions.run("litellm", triggered_by="cli", fetcher=raw(body))


def entry(provider: str, prompt: float = 1e-06, completion: float = 2e-06, **more: Any) -> Any:
    """Return an entry of LiteLLM's map."""
    prices = {"input_cost_per_token": prompt, "output_cost_per_token": completion}
    return {"litellm_provider": provider, "mode": "chat", **prices, **more}


def test_without_their_map_there_is_none(api: Api, database: Database) -> None:
    """Clients would silently refuse a small map: they are told to come back, and operators why."""
    offer(database, "groq/x", tokens("1", "2"))

    answer = api.get(f"/feeds/{MAP}")

    assert (503, "5") == (answer.status, answer.headers["retry-after"])
    assert "make sync PROVIDER=litellm" in answer.json()["error"]["message"]


def test_their_map_passes_through_to_the_last_digit(api: Api) -> None:
    """What we do not know better is theirs, with every key and every figure."""
    odd = entry("voyage", 2.5999999999999996e-07, 0, x_new={"deep": [1, None, "ü"]}, aliases=["a"])
    hear({"odd": odd, "groq/x": entry("groq")})

    told = feed(api, MAP)

    assert ["groq/x", "odd", "sample_spec"] == list(told)
    assert json.loads(json.dumps(odd), parse_float=Decimal) == told["odd"]
    assert SPEC == told["sample_spec"]


def test_what_a_seller_says_itself_replaces_what_the_list_says(
    api: Api, database: Database
) -> None:
    """Every key of a meter goes that the seller prices; facts that are no prices stay."""
    tier = {"input_cost_per_token_above_200k_tokens": 3e-06, "input_cost_per_token_batches": 5e-07}
    offer(
        database, "groq/x", [*tokens("1", "2"), *tokens("9", "9", **over(272_000))],
        context_length=5, max_output_tokens=4, capabilities=["tools"],
    )  # fmt: skip
    hear({"groq/x": entry("groq", max_input_tokens=7, output_cost_per_image_token=1, **tier)})

    assert {
        "litellm_provider": "groq",
        "mode": "chat",
        "max_input_tokens": 7,
        "max_output_tokens": 4,
        "max_tokens": 4,
        "supports_function_calling": True,
        "input_cost_per_token": Decimal("0.000001"),
        "output_cost_per_token": Decimal("0.000002"),
        "input_cost_per_token_above_272k_tokens": Decimal("0.000009"),
        "output_cost_per_token_above_272k_tokens": Decimal("0.000009"),
        "output_cost_per_image_token": 1,
        "source": "https://console.groq.com/docs/models",
    } == feed(api, MAP)["groq/x"]


def test_a_list_that_is_wrong_about_tokens_is_not_believed_about_the_rest(
    api: Api, database: Database
) -> None:
    """A cache rate that belongs to another price of the prompt would bill what nobody charges."""
    offer(database, "groq/x", tokens("5", "2"))
    offer(database, "groq/y", tokens("1", "2"))
    cached = {"cache_read_input_token_cost": 1e-07}
    hear({"groq/x": entry("groq", **cached), "groq/Y": entry("groq", **cached)})

    told = feed(api, MAP)

    assert "cache_read_input_token_cost" not in told["groq/x"]
    assert Decimal("0.0000001") == told["groq/Y"]["cache_read_input_token_cost"]


def test_what_the_list_lacks_is_added(api: Api, database: Database) -> None:
    """Under the name by which its users call the seller; whom it cannot reach is counted."""
    model: dict[str, Any] = {"input_modalities": ["text", "image", "file"], "context_length": 10}
    offer(database, "together/a/b", tokens("1", "2"), **model, deprecation_date="2030-01-02")
    offer(database, "openai/gpt-9", tokens("3", "4"), source="reference:models.dev")
    offer(database, "openai/gpt-8", tokens("3", "4"), source="reference:litellm")
    offer(database, "azure/A product", tokens("1", "2"))
    offer(database, "groq/x", [])
    hear({"groq/x": entry("groq")})

    answer = api.get(f"/feeds/{MAP}")
    told = answer.json()

    assert {"together_ai/a/b", "gpt-9", "groq/x", "sample_spec"} == told.keys()
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
    } == told["together_ai/a/b"]
    assert "prices=2" == answer.headers["x-pricebook-inexpressible"]


def test_the_list_does_not_confirm_itself(api: Api, database: Database) -> None:
    """A price that came from LiteLLM is passed on, not laid on top with our word for it."""
    offer(database, "groq/x", [])
    hear({"groq/x": entry("groq", cache_read_input_token_cost=1e-07)})

    told = feed(api, MAP)["groq/x"]

    assert "source" not in told
    assert json.loads(json.dumps(entry("groq", cache_read_input_token_cost=1e-07))) == {
        key: float(value) if isinstance(value, Decimal) else value for key, value in told.items()
    }


AWKWARD = {
    "1 openai gpt-5.5": {
        "input_cost_per_token": "0.000005",
        "input_cost_per_token_above_272k_tokens": "0.00001",
        "input_cost_per_token_batches": "0.0000025",
        "input_cost_per_token_above_272k_tokens_batches": "0.000005",
        "input_cost_per_token_above_272k_tokens_flex": "0.000005",
        "output_cost_per_token_priority": "0.000075",
        "cache_read_input_token_cost_above_272k_tokens_flex": "0.0000005",
        "cache_read_input_token_cost_priority": "0.00000125",
        "regional_processing_uplift_multiplier_eu": "1.1",
    },
    "2 openai gpt-6-astra": {
        "input_cost_per_token_ultrafast": "0.00006",
        "output_cost_per_token_above_272k_tokens_ultrafast": "0.00045",
        "cache_creation_input_token_cost_above_12hr": "0.000025",
    },
    "5 anthropic claude-haiku-5-5": {
        "cache_creation_input_token_cost": "0.000000125",
        "cache_creation_input_token_cost_above_1hr": "0.0000002",
        "cache_creation_input_token_cost_above_1hr_above_100k_tokens": "0.000001",
        "cache_read_input_token_cost_above_100k_tokens": "0.00000005",
    },
    "7 google gemini-2.5-pro": {
        "input_cost_per_token_above_200k_tokens_priority": "0.0000045",
        "google_maps_grounding_cost_per_query": "0.025",
    },
    "9 google gemini-3-pro-image": {
        "output_cost_per_image_token": "0.00012",
        "output_cost_per_image_token_batches": "0.00006",
        "input_cost_per_image": "0.0011",
    },
    "11 dashscope qwen3-max": {
        "input_cost_per_token": "0.0000012",
        "output_cost_per_token_above_128k_tokens": "0.000015",
    },
    "12 perplexity sonar-deep-research": {
        "citation_cost_per_token": "0.000002",
        "output_cost_per_reasoning_token": "0.000003",
    },
    "13 dashscope wan3.0": {"output_cost_per_second_720p": "0.082513"},
    "16 openai whisper-1": {"input_cost_per_second": "0.0001"},
    "16 elevenlabs eleven_multilingual_v2": {"input_cost_per_character": "0.00008"},
    "17 mistral-ocr-latest": {"ocr_cost_per_page": "0.004", "ocr_cost_per_page_batches": "0.002"},
    "18 cohere rerank-v3.5": {"input_cost_per_query": "0.002"},
    "21 fal nano-banana-2": {
        "output_cost_per_image_0.5K": "0.06",
        "output_cost_per_image_4K": "0.16",
    },
}


@pytest.mark.parametrize("name", AWKWARD)
def test_an_awkward_price_has_its_key(api: Api, database: Database, name: str) -> None:
    """Tiers, speeds, lifetimes of a cache and media, by LiteLLM's own grammar."""
    offer(database, "groq/x", OFFERS[name])
    hear({"groq/other": entry("groq")})

    told = feed(api, MAP)["groq/x"]

    assert AWKWARD[name] == {key: format(told[key], "f") for key in AWKWARD[name]}


def test_searches_lie_one_level_deeper(api: Api, database: Database) -> None:
    """By the size of their context, or all sizes alike."""
    offer(database, "perplexity/sonar-pro", OFFERS["12 perplexity sonar-pro"])
    offer(database, "groq/x", [Row("web_searches", "10")])
    hear({"groq/other": entry("groq")})

    told = {name: model["search_context_cost_per_query"] for name, model in feed(api, MAP).items()
            if "search_context_cost_per_query" in model}  # fmt: skip

    sizes = ("low", "medium", "high")
    by_size = dict(zip(sizes, ("0.006", "0.01", "0.014"), strict=True))
    assert {
        "groq/x": {f"search_context_size_{size}": Decimal("0.01") for size in sizes},
        "perplexity/sonar-pro": {
            f"search_context_size_{size}": Decimal(figure) for size, figure in by_size.items()
        },
    } == told


def test_hours_are_off_peak_pricing(api: Api, database: Database) -> None:
    """Parts with the same rates are windows of one block; a second set of rates is counted."""
    lunch = tokens("0.2", "0.7", utc_windows=[["12:00", "13:00"]])
    offer(database, "deepseek/flash", [*OFFERS["10 deepseek-flash"], *lunch])
    hear({"deepseek/flash": entry("deepseek", off_peak_pricing={"input_cost_per_token": 1})})

    answer = api.get(f"/feeds/{MAP}")

    assert {
        "input_cost_per_token": 1.5e-07,
        "output_cost_per_token": 6e-07,
        "cache_read_input_token_cost": 3e-09,
        "windows": [
            {"hours_utc": "00:00-00:00", "weekdays": [6, 7]},
            {
                "hours_utc": ["00:00-01:00", "04:00-06:00", "10:00-00:00"],
                "weekdays": [1, 2, 3, 4, 5],
            },
        ],
    } == answer.json()["deepseek/flash"]["off_peak_pricing"]
    assert "prices=2" == answer.headers["x-pricebook-inexpressible"]


def test_a_threshold_is_met_at_xai(api: Api, database: Database) -> None:
    """Its client charges xAI's long prompts from the threshold on, ours from above it."""
    offer(database, "xai/grok", [*tokens("3", "15"), *tokens("6", "30", **over(127_999))])
    hear({"groq/other": entry("groq")})

    assert (
        Decimal("0.000006") == feed(api, MAP)["xai/grok"]["input_cost_per_token_above_128k_tokens"]
    )


def test_unknown_and_dynamic_prices_are_left_out(api: Api, database: Database) -> None:
    """A router's entry would be charged as nothing; neither euros nor unknown prices are zero."""
    offer(database, "openrouter/auto", OFFERS["24 openrouter/auto"])
    offer(database, "novita/eur", OFFERS["25 scaleway glm-5.2"])
    offer(database, "novita/free", [Row("input_tokens", None, state="free")])
    hear({"openrouter/auto": entry("openrouter"), "groq/other": entry("groq")})

    told = feed(api, MAP)

    assert {"groq/other", "novita/free", "sample_spec"} == told.keys()
    assert (0, None) == (
        told["novita/free"]["input_cost_per_token"],
        told["novita/free"].get("output_cost_per_token"),
    )


def test_a_lists_body_is_kept_word_for_word(
    database: Database, environment: pytest.MonkeyPatch
) -> None:
    """The last good one, written only when it is another one; a trial run keeps nothing."""
    _ = environment
    offer(database, "groq/x", [])
    body = b'{"groq/x": {"litellm_provider": "groq",  "input_cost_per_token": 1.0e-06}}'
    kept = "SELECT body::text, fetched_at, xmin::text FROM reference_documents"
    trial = opinions.run("litellm", triggered_by="cli", dry_run=True, fetcher=raw(body))
    assert ("success", []) == (trial.status, rows(database, kept))

    opinions.run("litellm", triggered_by="cli", fetcher=raw(body))
    [first] = rows(database, kept)
    opinions.run("litellm", triggered_by="cli", fetcher=raw(body))

    assert (body.decode(), [first]) == (first[0], rows(database, kept))
    broken = (
        b'{"groq/x": {"litellm_provider": "groq", "input_cost_per_token": 2e-6, "n": "\\u0000"}}'
    )
    opinions.run("litellm", triggered_by="cli", fetcher=raw(broken))
    assert [first] == rows(database, kept)


def test_the_map_is_sent_compressed(api: Api, database: Database) -> None:
    """Its client asks for gzip, and waits five seconds at most."""
    offer(database, "groq/x", tokens("1", "2"))
    hear({"groq/x": entry("groq")})

    answer = api.get(f"/feeds/{MAP}", {"accept-encoding": "gzip, deflate"})

    assert "gzip" == answer.headers["content-encoding"]
    assert "groq/x" in json.loads(gzip.decompress(answer.body))
