"""First sync of `up`: what came of it, in a few lines."""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from pg8000.exceptions import DatabaseError

from local.errors import LocalError
from local.stores.addresses import Addresses, connection
from pricebook.storage.postgres import CONNECTION_ERRORS

PATIENCE_S = 20
"""How long a database that has ended is waited for: the machine starts it again."""
PAUSE_S = 0.5
MAX_NAMED = 12
"""How many sellers a line names."""
COUNTS = """
SELECT count(*), coalesce(sum(models), 0)::bigint, coalesce(sum(priced_models), 0)::bigint
FROM provider_coverage
"""

type Counts = tuple[int, int, int]
"""How many sellers, offers and priced offers the database has."""


def counts(addresses: Addresses, patience_s: float = PATIENCE_S) -> Counts | None:
    """Return what the database has; None where it does not come back in time.

    Args:
        addresses: where the stores are.
        patience_s: how long to wait for it, in seconds.
    """
    deadline = time.monotonic() + patience_s
    while True:
        try:
            with connection(addresses) as database:
                ((sellers, offers, priced),) = database.run(COUNTS) or [[0, 0, 0]]
        except (LocalError, DatabaseError, *CONNECTION_ERRORS):
            if time.monotonic() > deadline:
                return None
            time.sleep(PAUSE_S)
        else:
            return sellers, offers, priced


def summary(
    results: Sequence[Mapping[str, Any]], wanting: Mapping[str, str], counts: Counts | None
) -> list[str]:
    """Return what a person wants to know after the first sync.

    Args:
        results: the answer of each run.
        wanting: the variable that holds the key, for each seller that waits for one.
        counts: what the database has now; None where it did not tell.
    """
    failed = [str(result["provider"]) for result in results if result["status"] == "failed"]
    runs = f"{len(results) - len(failed)} of {len(results)} runs brought something"
    lines = [f"{runs}." if failed else f"All {len(results)} runs brought something."]
    if failed:
        lines.append(f"Failed: {_named(failed)}. They are tried again by themselves.")
    if wanting:
        keys = f"{len(wanting)} sellers wait for a key"
        first = next(iter(wanting.values()))
        lines.append(f"{keys}: {_named(sorted(wanting))}. Set {first} and the like.")
    if counts is None:
        lines.append("The database does not answer just now; `make logs` says more.")
    elif counts[1]:
        sellers, offers, priced = counts
        lines.append(f"Now there are {offers} offers of {sellers} sellers, {priced} with a price.")
    else:
        lines.append("Nothing could be synchronised yet: the bundled snapshot is served.")
    return lines


def _named(names: Sequence[str]) -> str:
    more = len(names) - MAX_NAMED
    return ", ".join(names[:MAX_NAMED]) + (f" and {more} more" if more > 0 else "")
