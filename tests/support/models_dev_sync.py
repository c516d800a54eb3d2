"""Syncs of a small list of models.dev, and the documents that come of them."""

import json
from typing import Any

from pricebook.storage.postgres import Database
from pricebook.sync import reference_run
from pricebook.sync.run_record import Run
from tests.support.fakes.provider_transport import raw


def models_dev_body(**sellers: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return a body of models.dev from the costs of each model, in US dollars per 1M tokens."""
    return {
        seller: {
            "id": seller,
            "models": {name: {"id": name, "cost": cost} for name, cost in models.items()},
        }
        for seller, models in sellers.items()
    }


def entry(**facts: Any) -> dict[str, Any]:
    """Return an entry of models.dev that costs 1 and 2 dollars per million tokens."""
    return {"cost": {"input": 1, "output": 2}, **facts}


def listed(**sellers: dict[str, Any]) -> dict[str, Any]:
    """Return a body of models.dev with whole entries."""
    return {seller: {"models": models} for seller, models in sellers.items()}


def sync_models_dev(body: object, **options: Any) -> Run:
    """Synchronise models.dev with this body."""
    fetcher = raw(json.dumps(body).encode())
    return reference_run.run("models-dev", triggered_by="cli", fetcher=fetcher, **options)


def document(database: Database, model: str) -> dict[str, Any]:
    """Return the document that the API serves of a model."""
    rows = database.run("SELECT document FROM models WHERE model_id = :model", model=model)
    return dict(rows[0][0])
