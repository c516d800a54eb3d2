"""Sync runs: start one now, and list the past ones; the sync function does the work."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Literal, NoReturn

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from pricebook import settings
from pricebook.api.admin import AdminRoutes, DryRun, Word, id_of
from pricebook.api.parameters import Page, Size
from pricebook.api.resolver import UNCACHED
from pricebook.aws import lambda_client
from pricebook.errors import Conflict, FunctionTimeout, NotFound, TooManyRequests, Unavailable
from pricebook.storage.writer import writer
from pricebook.sync.queue import Queued, Refusal, give_up, queue
from pricebook.sync.registration import end_of_service, register, sync_slugs
from pricebook.timestamps import Moment
from pricebook.validation import nearest, require_order

ACCEPTED = 202

routes = AdminRoutes()

Force = Annotated[bool, Query(description="Accept a list that lost most of its models.")]
Wait = Annotated[bool, Query(description="Wait for the result instead of returning its URL.")]
Status = Literal["queued", "running", "success", "partial", "failed", "skipped"]


@routes.post("/v1/admin/sync/<provider>")
def sync_provider(
    provider: str, *, wait: Wait = False, dry_run: DryRun = False, force: Force = False
) -> Response[str]:
    """Synchronise one provider: 202 with the URL of the run, or with `wait` the run itself."""
    _require_known(provider)
    if dry_run:
        return _respond(200, _dry_run(provider, force=force))
    queued = _queued([provider])
    if provider not in queued.runs:
        _refuse(provider, queued.refusals[provider])
    run = queued.runs[provider]
    if not wait:
        _start(queued.runs, force=force)
        return _started(run)
    try:
        with _failing_on_error(queued.runs):
            lambda_client.call(_function(), _event(provider, run, force=force))
    except FunctionTimeout:
        return _started(run)
    return Response(200, "application/json", f'{{"data":{_row(run)},"meta":{{}}}}', UNCACHED)


@routes.post("/v1/admin/sync")
def sync_all(*, dry_run: DryRun = False, force: Force = False) -> Response[str]:
    """Synchronise every provider that is not paused; those that cannot start have a reason."""
    queued = _queued(_active(), dry_run=dry_run)
    if not dry_run:
        _start(queued.runs, force=force)
    started = [
        {"provider": slug} | ({} if dry_run else {"run_id": run, "address": _address(run)})
        for slug, run in sorted(queued.runs.items())
    ]
    refused = [
        {"provider": slug, "reason": _reason(slug, why)}
        for slug, why in sorted(queued.refusals.items())
    ]
    result = {"dry_run": dry_run, "started": started, "refused": refused}
    return _respond(200 if dry_run else ACCEPTED, result)


@routes.get("/v1/admin/sync-runs")
def list_sync_runs(
    provider: Annotated[Word | None, Query()] = None,
    status: Annotated[Status | None, Query()] = None,
    triggered_by: Annotated[
        Word | None, Query(description="schedule, cli, admin:<subject>")
    ] = None,
    since: Annotated[Moment | None, Query(description="Started from this moment on.")] = None,
    until: Annotated[Moment | None, Query(description="Started before this moment.")] = None,
    page: Page = 1,
    page_size: Size = 50,
) -> Response[str]:
    """The runs, newest first, with statistics of all that fit."""
    require_order(since, until)
    filters = {"provider": provider, "status": status, "triggered_by": triggered_by}
    paging = {"since": since, "until": until, "page": page, "page_size": page_size}
    ((body, total),) = writer().run("admin.sync_runs.runs", **filters, **paging)
    return routes.send_list(body, total, page, page_size)


@routes.get("/v1/admin/sync-runs/<run>")
def get_sync_run(run: str) -> Response[str]:
    """One run, with its errors and what to do about each."""
    number = id_of(run)
    row = _row(number) if number else None
    if row is None:
        raise NotFound(f"There is no run {run[:40]!r}. GET /v1/admin/sync-runs lists them.")
    return Response(200, "application/json", f'{{"data":{row},"meta":{{}}}}', UNCACHED)


def _require_known(provider: str) -> None:
    register(writer())
    if ended := end_of_service(provider):
        raise NotFound(ended)
    if provider not in sync_slugs():
        raise NotFound(nearest("provider", provider, sync_slugs()))


def _active() -> list[str]:
    register(writer())
    rows = writer().run("admin.sync_runs.active", known=sync_slugs())
    return [slug for (slug,) in rows]


def _queued(providers: list[str], *, dry_run: bool = False) -> Queued:
    return queue(providers, f"admin:{routes.actor}", dry_run=dry_run)


def _start(runs: dict[str, int], *, force: bool) -> None:
    """Start the sync function for each run."""
    waiting = dict(runs)
    with _failing_on_error(waiting):
        for slug, run_id in runs.items():
            lambda_client.start(_function(), _event(slug, run_id, force=force))
            del waiting[slug]


@contextmanager
def _failing_on_error(waiting: dict[str, int]) -> Iterator[None]:
    """Record waiting runs as failed where the sync function cannot be started."""
    try:
        yield
    except Unavailable as error:
        give_up(waiting.values(), str(error))
        raise


def _event(provider: str, run_id: int, *, force: bool) -> dict[str, Any]:
    routes.note("sync", provider, {"run_id": run_id, "force": force})
    event = {"provider": provider, "triggered_by": f"admin:{routes.actor}"}
    return event | {"run_id": run_id, "force": force}


def _dry_run(provider: str, *, force: bool) -> dict[str, Any]:
    """Return the result of a dry run; it needs no lease, since it writes nothing."""
    event = {"provider": provider, "triggered_by": f"admin:{routes.actor}"}
    try:
        result, failed = lambda_client.call(_function(), event | {"dry_run": True, "force": force})
    except FunctionTimeout as error:
        raise Unavailable(f"{error} Use make sync with DRY_RUN=1.") from error
    if not failed:
        return result
    sample = f"{result.get('errorType')}: {result.get('errorMessage')}"
    return {"provider": provider, "dry_run": True, "status": "failed", "errors": [sample]}


def _refuse(provider: str, why: Refusal) -> NoReturn:
    reason = _reason(provider, why)
    if why.run_id:
        raise Conflict(reason, {"run_id": why.run_id, "address": _address(why.run_id)})
    raise TooManyRequests(reason, why.wait_s or 1)


def _reason(provider: str, why: Refusal) -> str:
    if why.run_id:
        return f"Run {why.run_id} of {provider} is running: see {_address(why.run_id)}."
    return f"{provider} was synchronised by hand just now: retry in {why.wait_s} seconds."


def _started(run_id: int) -> Response[str]:
    response = _respond(ACCEPTED, {"run_id": run_id, "address": _address(run_id)})
    response.headers["Location"] = _address(run_id)
    return response


def _address(run_id: int) -> str:
    return f"/v1/admin/sync-runs/{run_id}"


def _row(run_id: int) -> str | None:
    rows = writer().run("admin.sync_runs.one", run=run_id)
    return str(rows[0][0]) if rows else None


def _respond(status: int, data: dict[str, Any]) -> Response[str]:
    body = json.dumps({"data": data, "meta": {}})
    return Response(status, "application/json", body, dict(UNCACHED))


def _function() -> str:
    return settings.text("SYNC_FUNCTION_NAME")
