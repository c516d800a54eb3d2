"""Snapshots on demand."""

import json

from aws_lambda_powertools.event_handler import Response

from pricebook.api.admin import AdminRoutes, DryRun
from pricebook.snapshots import publishing

routes = AdminRoutes()


@routes.post("/v1/admin/snapshots")
def publish_snapshot(*, dry_run: DryRun = False) -> Response[str]:
    """Publish a snapshot of the catalogue now, besides that of the day."""
    with routes.change(dry_run=dry_run) as (database, _):
        manifest = publishing.publish(database)
        digest = str(json.loads(manifest)["digest"])
        routes.note("publish", digest, {"digest": digest}, "snapshot")
    return routes.send_change(manifest, dry_run=dry_run)
