"""Benchmarks: scores of models that operators enter, correct and delete."""

import json
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from pricebook.api.admin import AdminRoutes, DryRun, Word
from pricebook.api.admin.bodies.benchmark import BenchmarkTable, from_csv, from_json
from pricebook.api.body import decoded, text
from pricebook.api.parameters import Page, Size
from pricebook.errors import NotFound
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer

routes = AdminRoutes()

Model = Annotated[Word | None, Query(description="The benchmarks of one model.")]
Name = Annotated[Word | None, Query(description="One benchmark, whichever model.")]


@routes.get("/v1/admin/benchmarks")
def list_benchmarks(
    model_id: Model = None, benchmark_name: Name = None, page: Page = 1, page_size: Size = 50
) -> Response[str]:
    """Every benchmark, by model and name."""
    filters = {"model_id": model_id, "benchmark_name": benchmark_name}
    paging = {"page": page, "page_size": page_size}
    ((body, total),) = writer().run("admin.benchmarks.benchmarks", **filters, **paging)
    return routes.send_list(body, total, page, page_size)


@routes.post("/v1/admin/benchmarks")
def enter_benchmarks(*, dry_run: DryRun = False) -> Response[str]:
    """Enter one benchmark, a list of them, or a table as text/csv; all of them or none.

    An earlier score of the same model and benchmark is replaced.
    """
    event = routes.api.current_event
    is_table = (event.headers.get("content-type") or "").startswith("text/csv")
    table = from_csv(text(event)) if is_table else from_json(decoded(event))
    table.require_valid()
    with routes.change(dry_run=dry_run) as (database, _):
        _require_known(database, table)
        rows = json.dumps([row.row() for row in table.rows.values()])
        ((result,),) = database.run("admin.benchmarks.enter", rows=rows)
    return routes.send_change(result, dry_run=dry_run)


@routes.delete("/v1/admin/benchmarks")
def delete_benchmark(
    model_id: Annotated[Word, Query()],
    benchmark_name: Annotated[Word, Query()],
    *,
    dry_run: DryRun = False,
) -> Response[str]:
    """Delete one benchmark of a model; the audit keeps its score."""
    with routes.change(dry_run=dry_run) as (database, _):
        key = {"model_id": model_id, "benchmark_name": benchmark_name}
        deleted = database.run("admin.benchmarks.delete", **key)
        if not deleted:
            raise NotFound(f"{model_id!r} has no benchmark {benchmark_name!r}.")
    return routes.send_change(deleted[0][0], dry_run=dry_run)


def _require_known(database: Database, table: BenchmarkTable) -> None:
    ids = [row.model_id for row in table.rows.values()]
    unknown = {model_id for (model_id,) in database.run("admin.benchmarks.no_models", ids=ids)}
    for place, row in table.rows.items():
        if row.model_id in unknown:
            table.refuse(place, "model_id", f"there is no model {row.model_id!r}")
    table.require_valid()
