"""Three models, and what an operator decides about them."""

import json
from typing import Any

from pricebook.storage.postgres import Database
from tests.support.fakes.provider_transport import item

PAID, FREE, OFF = "openrouter/acme/paid", "openrouter/acme/free:free", "openrouter/acme/off"
LISTED = (item("acme/paid"), item("acme/free:free", "0", "0"), item("acme/off"))


def decide(database: Database, model_id: str, **decided: Any) -> None:
    """Decide as an operator about a model."""
    database.run(
        "UPDATE model_access a SET (status, is_free, is_pro, free_by_rule, decided_by) = (SELECT"
        " d.status, d.is_free, d.is_pro, false, 'ada'"
        " FROM jsonb_populate_record(a, CAST(:decided AS jsonb)) d) WHERE a.model_id = :model_id",
        decided=json.dumps(decided),
        model_id=model_id,
    )
