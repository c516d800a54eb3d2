"""How models scored elsewhere: enter, correct and take back benchmarks."""

import json
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from pricebook.api.admin import AdminRoutes, DryRun, Word
from pricebook.api.admin.bodies.benchmark import Sheet, from_csv, from_json
from pricebook.api.admin.bodies.body import decoded, text
from pricebook.api.resolver import Page, Size
from pricebook.errors import NotFound
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer

routes = AdminRoutes()

Model = Annotated[Word | None, Query(description="The benchmarks of one model.")]
Name = Annotated[Word | None, Query(description="One benchmark, whichever model.")]


@routes.get("/v1/admin/benchmarks")
def listed(
    model_id: Model = None, benchmark_name: Name = None, page: Page = 1, page_size: Size = 50
) -> Response[str]:
    """The benchmarks that were entered, by model and name."""
    asked = {"model_id": model_id, "benchmark_name": benchmark_name}
    shown = {"page": page, "page_size": page_size}
    ((body, total),) = writer().run("admin.benchmarks.benchmarks", **asked, **shown)
    return routes.send_list(body, total, page, page_size)


@routes.post("/v1/admin/benchmarks")
def enter(*, dry_run: DryRun = False) -> Response[str]:
    """Enter one benchmark, a list of them, or a table as text/csv; all of them or none.

    What is known of the same model and benchmark is replaced.
    """
    event = routes.api.current_event
    is_table = (event.headers.get("content-type") or "").startswith("text/csv")
    sheet = from_csv(text(event)) if is_table else from_json(decoded(event))
    sheet.require_right()
    with routes.change(dry_run=dry_run) as (database, _):
        _require_known(database, sheet)
        rows = json.dumps([row.row() for row in sheet.rows.values()])
        ((told,),) = database.run("admin.benchmarks.enter", rows=rows)
    return routes.send_change(told, dry_run=dry_run)


@routes.delete("/v1/admin/benchmarks")
def take_back(
    model_id: Annotated[Word, Query()],
    benchmark_name: Annotated[Word, Query()],
    *,
    dry_run: DryRun = False,
) -> Response[str]:
    """Take one benchmark of a model back; the audit keeps what it said."""
    with routes.change(dry_run=dry_run) as (database, _):
        asked = {"model_id": model_id, "benchmark_name": benchmark_name}
        gone = database.run("admin.benchmarks.take_back", **asked)
        if not gone:
            raise NotFound(f"{model_id!r} has no benchmark {benchmark_name!r}.")
    return routes.send_change(gone[0][0], dry_run=dry_run)


def _require_known(database: Database, sheet: Sheet) -> None:
    ids = [row.model_id for row in sheet.rows.values()]
    unknown = {model_id for (model_id,) in database.run("admin.benchmarks.no_models", ids=ids)}
    for place, row in sheet.rows.items():
        if row.model_id in unknown:
            sheet.refuse(place, "model_id", f"there is no model {row.model_id!r}")
    sheet.require_right()
