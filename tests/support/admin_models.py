"""What an operator decides about models, and what readers see of it."""

from typing import Any

from tests.support.admin_client import AdminClient
from tests.support.clients import CatalogClient, Response
from tests.support.seeds.tiers import PAID

MODELS = "/v1/admin/models"
ONE = f"{MODELS}/{PAID}"


def patch(office: AdminClient, body: Any, path: str = ONE, **query: Any) -> Response:
    """Change a model, which must be possible."""
    answer = office.ask("PATCH", path, body, **query)
    assert 200 == answer.status, answer.json()
    return answer


def shown(api: CatalogClient, model_id: str = PAID) -> dict[str, Any]:
    """Return what readers see of a model."""
    document: dict[str, Any] = api.get(f"/v1/models/{model_id}").json()["data"]
    return document
