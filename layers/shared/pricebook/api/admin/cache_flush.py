"""Make readers forget what they keep: everything, or one provider's."""

import json
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from pricebook.api.admin import AdminRoutes, DryRun, Word
from pricebook.api.admin.providers import require_provider
from pricebook.ledger import documents

routes = AdminRoutes()


@routes.post("/v1/admin/cache/flush")
def flush(
    *,
    provider: Annotated[Word | None, Query(description="One only; without it, all.")] = None,
    dry_run: DryRun = False,
) -> Response[str]:
    """Let every answer be built anew from the database, which readers see within a second."""
    if provider is not None:
        require_provider(provider)
    with routes.change(dry_run=dry_run) as (database, refreshed):
        documents.forget(database, refreshed, None if provider is None else ["all", provider])
        routes.note("flush", provider or "all", {"scopes": len(refreshed.generations)}, "cache")
        told = json.dumps({"generations": dict(sorted(refreshed.generations.items()))})
    return routes.send_change(told, dry_run=dry_run)
