"""The order in which lists and sellers are read never matters."""

import json
from itertools import permutations
from typing import Any

import pytest

from pricebook.storage.postgres import Database
from pricebook.sync import provider_run, reference_run
from tests.support.fakes.provider_transport import raw
from tests.support.sync_and_query import rows

pytestmark = pytest.mark.usefixtures("environment")
STATE = """
SELECT document::jsonb - '{updated_at,first_seen_at,prices}'::text[] || jsonb_build_object(
  'prices', (
    SELECT jsonb_agg(p - 'observed_at') FROM jsonb_array_elements(document::jsonb -> 'prices') p
  )
)
FROM models WHERE is_active ORDER BY model_id
"""


def priced(dollars_in: float, dollars_out: float, **more: Any) -> dict[str, Any]:
    """Return an entry of models.dev."""
    return {"cost": {"input": dollars_in, "output": dollars_out, **more}}


def per_token(provider: str, dollars_in: float, dollars_out: float, **more: Any) -> dict[str, Any]:
    """Return an entry of LiteLLM."""
    costs = {
        "input_cost_per_token": dollars_in / 1e6,
        "output_cost_per_token": dollars_out / 1e6,
    }
    return {"litellm_provider": provider, "mode": "chat", **costs, **more}


def entry(match: dict[str, Any], dollars_in: float, dollars_out: float) -> dict[str, Any]:
    """Return an entry of genai-prices."""
    prices = {"input_mtok": dollars_in, "output_mtok": dollars_out}
    return {"id": str(match), "match": match, "prices": prices, "context_window": 1000}


MODELS_DEV = {
    "groq": {
        "models": {
            "openai/gpt-oss-20b": priced(1, 2, cache_read=0.5) | {"limit": {"context": 131072}},
            "gpt-new": priced(3, 4),
            "groq-list-only": priced(5, 6),
        }
    },
    "mistral": {
        "models": {
            "mistral-large-latest": priced(9, 9),
            "mistral-large-2512": priced(0.5, 1.5) | {"tool_call": True},
        }
    },
    "wandb": {"models": {"acme/rocket": priced(1, 1), "BAAI/bge-m3": priced(1, 1)}},
    "openai": {"models": {"gpt-5": priced(1, 10)}},
}
LITELLM = {
    "groq/openai/gpt-oss-20b": per_token("groq", 2, 3, max_input_tokens=99, supports_vision=True),
    "groq/gpt-new": per_token("groq", 3, 4, cache_read_input_token_cost=3e-7),
    "mistral/mistral-large-2512": per_token("mistral", 2, 6),
    "wandb/acme/rocket": per_token("wandb", 100000, 100000),
    "wandb/acme/kite": per_token("wandb", 1, 1, deprecation_date="2020-01-01"),
}
GENAI = [
    {
        "id": "groq",
        "models": [
            entry({"starts_with": "gpt-"}, 3, 4),
            entry({"equals": "openai/gpt-oss-20b"}, 1, 2),
        ],
    },
    {"id": "mistral", "models": [entry({"contains": "large"}, 2, 6)]},
]
OWN = {
    "groq": {"data": [{"id": "openai/gpt-oss-20b"}, {"id": "gpt-new"}, {"id": "own-only"}]},
    "poe": [{"id": "openai/gpt-5", "name": "GPT-5"}, {"id": "baai/bge-m3", "name": "BGE"}],
}
LISTS = {"genai-prices": GENAI, "litellm": LITELLM, "models-dev": MODELS_DEV}
ALL = (*LISTS, *OWN)
TABLES = ("models", "model_prices", "listed_offers", "resolutions", "canonical_facts")
FINAL: dict[str, Any] = {}
"""What the first order came to; every other one has to come to the same."""


def synchronise(slug: str) -> None:
    """Read one list, or one seller's own."""
    body = json.dumps(LISTS.get(slug) or OWN[slug]).encode()
    module = reference_run if slug in LISTS else provider_run
    module.run(slug, triggered_by="cli", fetcher=raw(body))


@pytest.mark.parametrize("order", [*permutations((*LISTS, "groq"))])
def test_any_order_ends_the_same(
    order: tuple[str, ...], owner_database: Database, environment: pytest.MonkeyPatch
) -> None:
    """Documents are equal after every order, and no other source made an event of kind price."""
    environment.setenv("GROQ_API_KEY", "placeholder")
    for slug in order:
        synchronise(slug)

    state = rows(owner_database, STATE)
    assert FINAL.setdefault("state", state) == state
    assert [] == rows(owner_database, "SELECT * FROM model_events WHERE kind = 'price'")


@pytest.mark.parametrize("turn", range(len(ALL)))
def test_reading_all_again_writes_nothing(
    turn: int, owner_database: Database, environment: pytest.MonkeyPatch
) -> None:
    """A second round leaves every row untouched, whoever of the sellers is read first."""
    order = (*ALL[turn:], *ALL[:turn])
    environment.setenv("GROQ_API_KEY", "placeholder")
    for slug in order:
        synchronise(slug)
    before = [rows(owner_database, f"SELECT xmin, ctid FROM {table}") for table in TABLES]  # noqa: S608 - our own names
    for slug in order:
        synchronise(slug)

    assert before == [rows(owner_database, f"SELECT xmin, ctid FROM {table}") for table in TABLES]  # noqa: S608 - our own names
