"""A creator that sells its model, gateways that sell it on, and what operators say."""

import json
from typing import Any

from pricebook.storage.postgres import Database
from pricebook.sync import provider_run
from pricebook.sync.run_record import Run
from tests.support.fakes.provider_transport import raw
from tests.support.models_dev_sync import document, models_dev_body, sync_models_dev

GATEWAY = "openrouter/openai/gpt-5"
CHARGE = """
SELECT believe(id, :source, :meter, CAST(:conditions AS jsonb), tstzrange(now(), NULL), :state,
               CAST(:amount AS numeric), CASE WHEN :state = 'known' THEN 'USD' END, '1 USD')
FROM models WHERE model_id = :model
"""
KEYS = ("GITHUB_MODELS_API_KEY", "GROQ_API_KEY", "OPENAI_API_KEY")


def create() -> None:
    """List a creator's model, which costs 1 and 10 US dollars per million tokens."""
    listed("openai", {"id": "gpt-5"})
    sync_models_dev(models_dev_body(openai={"gpt-5": {"input": 1, "output": 10}}))


def listed(slug: str, *models: Any, **options: Any) -> Run:
    """Synchronise a provider that lists these models."""
    body = json.dumps({"data": list(models)}).encode()
    return provider_run.run(slug, triggered_by="cli", fetcher=raw(body), **options)


def gateway(*names: str) -> Run:
    """Let a gateway list models without prices."""
    return listed("openrouter", *({"id": name, "name": name} for name in names))


def charge(  # noqa: PLR0913 - what a price consists of
    database: Database,
    amount: str | None,
    model: str = "openai/gpt-5",
    meter: str = "input_tokens",
    conditions: str = "{}",
    *,
    source: str = "manual",
) -> None:
    """Let an operator, or another source, say what a model costs; no amount is free."""
    state = "known" if amount else "free"
    facts = {"model": model, "meter": meter, "conditions": conditions, "source": source}
    database.run(CHARGE, amount=amount, state=state, **facts)


def charged(database: Database, model: str = GATEWAY) -> dict[str, str]:
    """Return the prices in force of a model as its document has them."""
    return {
        " ".join([price["meter"], *map(str, price["conditions"].items())]): price["amount"]
        for price in document(database, model)["prices"]
    }
