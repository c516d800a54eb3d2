"""What CloudWatch reads in the output of a function: metrics in the embedded format."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

NAMESPACE = "Pricebook"
CACHE = ["CacheDatabase", "CacheMemory", "CacheSnapshot", "CacheStale", "CacheValkey"]
RUN = ["ItemsFetched", "ItemsRejected", "SyncFailed", "SyncSkipped", "SyncSucceeded"]
TICK = [
    *("ProvidersActive", "ProvidersFailing", "ProvidersStale"),
    *("ReviewsWaiting", "SyncsDispatched"),
]
TOLD = ["AlertsOpened", "AlertsUnsent"]
WEBHOOKS = ["WebhooksDelivered", "WebhooksFailed"]
NAMES = {
    *(
        "CacheDamaged",
        "DatabaseTime",
        "EditionsTaken",
        "ListsUnpublished",
        "PricesImported",
        "Requests",
    ),
    *(*CACHE, *RUN, *TICK, *TOLD, *WEBHOOKS),
}
"""Every metric that the code emits, and no other."""


@dataclass(frozen=True)
class Emitted:
    """One invocation's metrics: every value by name, its unit by name, and what goes with them."""

    values: dict[str, list[float]]
    units: dict[str, str]
    dimensions: dict[str, str]
    told: dict[str, Any]


type Hear = Callable[[], Emitted]
"""Returns what CloudWatch was told last."""


def emitted(printed: str) -> list[Emitted]:
    """Read what functions have printed, one after the other; other lines are no metrics."""
    lines = (line for line in printed.splitlines() if line.startswith('{"_aws"'))
    return [_read(json.loads(line)) for line in lines]


def _read(line: dict[str, Any]) -> Emitted:
    (directive,) = line.pop("_aws")["CloudWatchMetrics"]
    assert NAMESPACE == directive["Namespace"]
    (dimensions,) = directive["Dimensions"]
    units = {metric["Name"]: metric["Unit"] for metric in directive["Metrics"]}
    return Emitted(
        values={name: line.pop(name) for name in units},
        units=units,
        dimensions={name: line.pop(name) for name in dimensions},
        told=line,
    )
