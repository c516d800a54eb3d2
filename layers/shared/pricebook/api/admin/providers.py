"""Provider settings: paused or not, the interval of syncs, the limits of the guards."""

import json
import re
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Literal, Self

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from pricebook.api.admin import AdminRoutes, DryRun
from pricebook.api.body import Body, Flag, decoded, read
from pricebook.api.decimals import EXACT
from pricebook.api.parameters import Page, Size
from pricebook.api.resolver import UNCACHED
from pricebook.errors import NotFound
from pricebook.ledger import documents
from pricebook.serving.query import require_name
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from pricebook.sync import cron
from pricebook.sync.registration import register
from pricebook.sync.thresholds import DEFAULTS
from pricebook.validation import nearest

WORDS = re.compile(r"(\d{1,5}) (minute|hour|day|week)s?", re.ASCII)
RATE = re.compile(r"rate\((\d{1,5}) (minute|hour|day)s?\)", re.ASCII)
ISO_8601 = re.compile(r"P(?=.)(\d{1,3}W|(\d{1,3}D)?(T(?=.)(\d{1,4}H)?(\d{1,5}M)?)?)", re.ASCII)

MIN_CADENCE = timedelta(minutes=5)

routes = AdminRoutes()


def duration(value: object) -> object:
    """Read a duration such as `6 hours`; ISO 8601 is left to pydantic.

    Raises:
        ValueError: it is neither.
    """
    if isinstance(value, str) and (match := WORDS.fullmatch(value) or RATE.fullmatch(value)):
        return timedelta(**{f"{match[2]}s": int(match[1])})
    if isinstance(value, str) and ISO_8601.fullmatch(value):
        return value
    raise ValueError("expected a duration such as PT6H, P1D, 6 hours or rate(6 hours)")


def schedule(expression: str) -> str:
    """Refuse an expression that is no cron of AWS, or names moments too near to each other.

    Raises:
        ValueError: says what is wrong.
    """
    shortest, _longest = cron.parse(expression).gaps(datetime.now(UTC).date())
    if shortest < MIN_CADENCE:
        raise ValueError("expected five minutes or more between two moments")
    return expression


Cadence = Annotated[
    timedelta, BeforeValidator(duration), Field(ge=MIN_CADENCE, le=timedelta(days=31))
]
Expression = Annotated[str, Field(max_length=210, strict=True), AfterValidator(schedule)]
Hour = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", strict=True)]
Count = Annotated[int, Field(strict=True, ge=1, le=1000)]
Hours = Annotated[int, Field(strict=True, ge=0, le=10_000)]
Share = Annotated[Decimal, Field(ge=0, le=1), EXACT]
Factor = Annotated[Decimal, Field(ge=1, le=10**9), EXACT]
Dollars = Annotated[Decimal, Field(ge=0, le=10**6), EXACT]


class GuardLimits(Body):
    """Limits of the guards; null restores the default."""

    shrink_floor: Share | None = None
    reject_ceiling: Share | None = None
    misses: Count | None = None
    jump_factor: Factor | None = None
    alike_factor: Factor | None = None
    slip_factor: Factor | None = None
    slip_sellers: Count | None = None
    absurd_below: Dollars | None = None
    absurd_above: Dollars | None = None
    sibling_factor: Factor | None = None
    heal_factor: Factor | None = None
    new_factor: Factor | None = None
    market_factor: Factor | None = None
    lost_share: Share | None = None
    miss_hours: Hours | None = None
    review_runs: Count | None = None
    review_hours: Hours | None = None


class ProviderSettings(Body):
    """Settings of a provider; a field that is left out keeps its value.

    With sync_at, a time of day in UTC, syncs are due at that time and every sync_interval from it:
    daily where that is P1D, on Mondays where it is P7D. With sync_cron, a cron expression of AWS,
    they are due at its moments, and sync_interval is the longest time between two.
    The two replace each other; null removes sync_at, sync_cron and alert_after.
    With manual reviews only a person accepts a held price.
    """

    is_active: Flag = True
    sync_interval: Cadence = timedelta(hours=6)
    sync_at: Hour | None = None
    sync_cron: Expression | None = None
    alert_after: Count | None = None
    reviews: Literal["automatic", "manual"] = "automatic"
    guards: GuardLimits = GuardLimits()

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError(f"expected at least one of {', '.join(ProviderSettings.model_fields)}")
        if self.sync_cron and self.model_fields_set & {"sync_interval", "sync_at"}:
            raise ValueError("expected sync_cron, or sync_interval and sync_at, and not both")
        return self

    def params(self) -> dict[str, object]:
        """Return the parameters of the statement."""
        given = self.model_fields_set
        guards = self.guards.model_dump(exclude_unset=True)
        numbers = {name: str(number) for name, number in guards.items() if number is not None}
        return {
            "is_active": self.is_active if "is_active" in given else None,
            **self._cadence(),
            "sets_alert_after": "alert_after" in given,
            "alert_after": self.alert_after,
            "reviews": self.reviews if "reviews" in given else None,
            "guards": list(guards),
            "names": list(numbers),
            "numbers": list(numbers.values()),
        }

    def _cadence(self) -> dict[str, object]:
        """Return the parameters that say when: by an interval, or by a cron expression."""
        given, interval = self.model_fields_set, self.sync_interval
        if self.sync_cron:
            _shortest, interval = cron.parse(self.sync_cron).gaps(datetime.now(UTC).date())
        sets_interval = "sync_interval" in given or bool(self.sync_cron)
        length = f"{interval.days} days {interval.seconds} seconds"
        return {
            "sync_interval": length if sets_interval else None,
            "sets_sync_at": "sync_at" in given or bool(self.sync_cron),
            "sync_at": self.sync_at,
            "sets_sync_cron": bool(given & {"sync_interval", "sync_at", "sync_cron"}),
            "sync_cron": self.sync_cron,
        }


@routes.get("/v1/admin/providers")
def list_admin_providers(
    *,
    is_active: Annotated[
        bool | None, Query(description="Only providers that are not paused, or only paused ones.")
    ] = None,
    page: Page = 1,
    page_size: Size = 50,
) -> Response[str]:
    """Every provider and every reference list, with its settings."""
    register(writer())
    params = {"is_active": is_active, "page": page, "page_size": page_size}
    ((body, total),) = writer().run("admin.providers.listed", defaults=_defaults(), **params)
    return routes.send_list(body, total, page, page_size)


@routes.get("/v1/admin/providers/<slug>")
def get_admin_provider(slug: str) -> Response[str]:
    """One provider or reference list, with its settings."""
    require_provider(slug)
    body = f'{{"data":{_row(writer(), slug)},"meta":{{}}}}'
    return Response(200, "application/json", body, dict(UNCACHED))


@routes.patch("/v1/admin/providers/<slug>")
def change_provider(slug: str, *, dry_run: DryRun = False) -> Response[str]:
    """Pause or resume a provider, set its sync interval, its guards and its alerts."""
    body = read(ProviderSettings, decoded(routes.api.current_event))
    require_provider(slug)
    with routes.change(dry_run=dry_run) as (database, refreshed):
        database.run("admin.providers.change", slug=slug, **body.params())
        documents.forget(database, refreshed, ["all", slug])
        row = _row(database, slug)
    return routes.send_change(row, dry_run=dry_run)


def require_provider(slug: str) -> None:
    """Refuse a provider that is not registered.

    Raises:
        NotFound: suggests the registered one that was likely meant.
    """
    require_name(slug)
    register(writer())
    slugs = [registered for (registered,) in writer().run("admin.providers.slugs")]
    if slug not in slugs:
        raise NotFound(nearest("provider", slug, slugs))


def _row(database: Database, slug: str) -> str:
    ((row,),) = database.run("admin.providers.one", slug=slug, defaults=_defaults())
    return str(row)


def _defaults() -> str:
    return json.dumps({name: str(number) for name, number in asdict(DEFAULTS).items()})
