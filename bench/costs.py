"""`python -m bench.costs`: what a month costs, by line, at 0, a million and a billion requests.

Prices are AWS's list prices of us-east-1 as public pages gave them in mid-2026, without free tiers,
taxes and discounts: check them before you sign anything.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

HOURS = 730
KB_OUT = 20
"""Mean size of an answer: programs that ask for the whole catalogue (200 KB) mostly get a 304."""
KB_LOGGED = Decimal("1.5")
"""What a request leaves in CloudWatch: the access log, the function's report, its metrics."""
WORKED_MS = 4
"""Billed milliseconds of a request (`make simulate`: 3, and the misses)."""
BUSY = 100_000_000
"""Requests in a month above which the database is thought to need half a unit more."""
ALARM_METRICS = 34
"""Metrics that alarms look at: each is paid for, and a test counts them in the templates."""
METRICS = 25
"""Metrics of our own, which a test counts in the code."""
CDN_HITS = Decimal("0.95")
"""What CloudFront answers by itself, where it stands in front."""

type Tier = tuple[int, str]

GATEWAY: tuple[Tier, ...] = ((300_000_000, "0.000001"), (10**15, "0.0000009"))
OUT: tuple[Tier, ...] = ((10_000, "0.09"), (40_000, "0.085"), (100_000, "0.07"), (10**9, "0.05"))
CDN_OUT: tuple[Tier, ...] = (
    (10_000, "0.085"),
    (40_000, "0.08"),
    (100_000, "0.06"),
    (10**9, "0.04"),
)


@dataclass(frozen=True)
class Month:
    """How much is asked in a month, and of whom."""

    requests: int
    cdn: bool = False

    @property
    def reaching(self) -> Decimal:
        """How many requests reach the API."""
        return self.requests * (1 - CDN_HITS) if self.cdn else Decimal(self.requests)

    @property
    def gigabytes(self) -> Decimal:
        """How much goes out to the internet."""
        return Decimal(self.requests) * KB_OUT / 1_000_000


def tiered(amount: Decimal, tiers: tuple[Tier, ...]) -> Decimal:
    """Return the price of an amount whose first part costs more than the rest."""
    total = Decimal()
    for size, price in tiers:
        part = min(amount, Decimal(size))
        total += part * Decimal(price)
        amount -= part
    return total


def per(amount: Decimal, price: str) -> Decimal:
    """Return the price of an amount."""
    return amount * Decimal(price)


STANDING: dict[str, Decimal] = {
    "Aurora, 0.5 units always: 0.5 x 730 h x 0.12": per(Decimal("0.5") * HOURS, "0.12"),
    "Aurora, 2 GB stored and 35 daily backups": per(Decimal(2), "0.10") + per(Decimal(10), "0.021"),
    "NAT, one: 730 h x (0.045 + address 0.005)": per(Decimal(HOURS), "0.05"),
    "Valkey, 0.1 GB always: 0.1 x 730 h x 0.084": per(Decimal("0.1") * HOURS, "0.084"),
    "SnapStart, 3 versions of 1 GB: 3 x 2,628,000 s x 0.0000015046": per(
        Decimal(3 * 2_628_000), "0.0000015046"
    ),
    "KMS key, two secrets: 1 + 2 x 0.40": Decimal("1.80"),
    f"{ALARM_METRICS} alarm metrics, {METRICS} metrics, dashboard": per(
        Decimal(ALARM_METRICS), "0.10"
    )
    + per(Decimal(METRICS), "0.30")
    + 3,
    "Syncs: 10,000 runs x 5 s x 1 GB, 9,000 ticks, logs": per(Decimal(50_000), "0.0000133334")
    + per(Decimal(1), "0.50"),
}
"""What stands there whether anybody asks or not, in US dollars a month."""

MOVING: dict[str, Callable[[Month], Decimal]] = {
    "API Gateway, 1.00 a million, then 0.90": lambda month: tiered(month.reaching, GATEWAY),
    "Lambda, 0.20 a million": lambda month: per(month.reaching, "0.0000002"),
    "Lambda, 4 ms x 1 GB x 0.0000133334": lambda month: per(
        month.reaching * WORKED_MS / 1000, "0.0000133334"
    ),
    "Valkey, 2 ECPU each x 0.0023 a million": lambda month: per(2 * month.reaching, "0.0000000023"),
    "Aurora, half a unit more above 100 million": lambda month: per(
        Decimal("0.5") * HOURS * (month.reaching > BUSY), "0.12"
    ),
    "Logs, 1.5 KB each x 0.50 a GB": lambda month: per(
        month.reaching * KB_LOGGED / 1_000_000, "0.50"
    ),
    "Out to the internet, 20 KB each, from 0.09 a GB": lambda month: (
        Decimal() if month.cdn else tiered(month.gigabytes, OUT)
    ),
    "CloudFront, 1.00 a million": lambda month: (
        per(Decimal(month.requests), "0.000001") if month.cdn else Decimal()
    ),
    "CloudFront, 20 KB each, from 0.085 a GB": lambda month: (
        tiered(month.gigabytes, CDN_OUT) if month.cdn else Decimal()
    ),
}
"""What grows with the requests."""

STORES = ("Aurora", "NAT", "Valkey")
REST = sum((price for name, price in STANDING.items() if not name.startswith(STORES)), Decimal())
"""What every deployment with stores of its own has besides them."""
ENVIRONMENTS: dict[str, dict[str, Decimal]] = {
    "hobby": {
        "two secrets, a KMS key": Decimal("1.80"),
        "alarms, metrics, dashboard": per(Decimal(32), "0.10") + per(Decimal(METRICS), "0.30") + 3,
        "syncs and ticks every hour, logs": Decimal("1.17"),
        "Postgres from outside": Decimal(),
    },
    "dev": {
        "Aurora, 0.5 units awake for 15 minutes of each hour": per(Decimal(HOURS) / 8, "0.12"),
        "NAT, one": per(Decimal(HOURS), "0.05"),
        "Valkey": per(Decimal("0.1") * HOURS, "0.084"),
        "SnapStart, keys, alarms, syncs": REST,
    },
    "staging": {
        "the first column above": sum(STANDING.values(), Decimal()),
    },
    "prod": {
        "Aurora, 1 unit always, twice": per(Decimal(2) * HOURS, "0.12"),
        "NAT, one per zone": per(Decimal(2) * HOURS, "0.05"),
        "Valkey": per(Decimal("0.1") * HOURS, "0.084"),
        "SnapStart, keys, alarms, syncs": REST,
    },
}
"""What each environment costs while nobody asks, in US dollars a month."""

MONTHS = {
    "0": Month(0),
    "1 M": Month(1_000_000),
    "1 B": Month(1_000_000_000),
    "1 B, CDN": Month(1_000_000_000, cdn=True),
}


def table() -> Iterator[str]:
    """Yield the lines of a Markdown table with every sum."""
    yield "| US dollars a month | " + " | ".join(MONTHS) + " |"
    yield "| --- |" + " ---: |" * len(MONTHS)
    standing = sum(STANDING.values(), Decimal())
    for name, price in STANDING.items():
        yield _line(name, [price] * len(MONTHS))
    for name, price_of in MOVING.items():
        yield _line(name, [price_of(month) for month in MONTHS.values()])
    moving = MOVING.values()
    totals = [sum((part(month) for part in moving), standing) for month in MONTHS.values()]
    yield _line("**all**", totals)


def environments() -> Iterator[str]:
    """Yield the lines of a Markdown table of what stands there in each environment."""
    yield "| environment | US dollars a month | of it |"
    yield "| --- | ---: | --- |"
    for name, parts in ENVIRONMENTS.items():
        parts_text = ", ".join(f"{part} {price:,.2f}" for part, price in parts.items())
        yield f"| `{name}` | {sum(parts.values(), Decimal()):,.2f} | {parts_text} |"


def _line(name: str, prices: list[Decimal]) -> str:
    return f"| {name} | " + " | ".join(f"{price:,.2f}" for price in prices) + " |"


if __name__ == "__main__":
    print(*table(), "", *environments(), sep="\n")
