"""Cache flush: drop the cached answers of everything, or of one provider."""

import json
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from pricebook.api.admin import AdminRoutes, DryRun, Word
from pricebook.api.admin.providers import require_provider
from pricebook.ledger import documents

routes = AdminRoutes()


@routes.post("/v1/admin/cache/flush")
def flush_cache(
    *,
    provider: Annotated[
        Word | None, Query(description="One provider only; without it, everything.")
    ] = None,
    dry_run: DryRun = False,
) -> Response[str]:
    """Have every answer built anew from the database; readers see that within a second."""
    if provider is not None:
        require_provider(provider)
    with routes.change(dry_run=dry_run) as (database, refreshed):
        documents.forget(database, refreshed, None if provider is None else ["all", provider])
        routes.note("flush", provider or "all", {"scopes": len(refreshed.generations)}, "cache")
        result = json.dumps({"generations": dict(sorted(refreshed.generations.items()))})
    return routes.send_change(result, dry_run=dry_run)
