"""Planted faults: mistakes of the past and their like, which the simulation must notice."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from pricebook.storage import queries


@dataclass(frozen=True, slots=True)
class Planted:
    """A mistake in one statement.

    Attributes:
        statement: its address.
        right: a part of it as it is.
        wrong: the same part with the mistake.
    """

    statement: str
    right: str
    wrong: str


FAULTS = {
    "a model is gone after one miss": Planted(
        "sync.models.deactivate", "s.misses >= :misses", "s.misses >= 1 AND :misses > 0"
    ),
    "runs within seconds are enough": Planted(
        "sync.models.deactivate",
        "AND s.missed_since <= now() - make_interval(hours => CAST(:miss_hours AS integer))",
        "AND CAST(:miss_hours AS integer) > 0",
    ),
    "a rejected item counts as missing": Planted(
        "sync.models.count_misses", "AND CAST(:complete AS boolean)\n), marked", "\n), marked"
    ),
    "what is missing is never gone": Planted(
        "sync.models.count_misses", "s.misses + 1", "s.misses"
    ),
    "who comes back was never away": Planted(
        "sync.models.mark_seen", "misses = 0, missed_since = NULL", "misses = s.misses"
    ),
    "the past is not archived": Planted(
        "sync.prices.archive_superseded",
        "WHERE lower(p.valid) < coalesce(t.ended, now())",
        "WHERE lower(p.valid) > coalesce(t.ended, now())",
    ),
    "a price was always so": Planted(
        "sync.prices.open_beliefs",
        "tstzrange(coalesce(t.began, now()), NULL)",
        "tstzrange('2020-01-01', NULL)",
    ),
    "an old belief stays open": Planted(
        "sync.prices.close_beliefs", "WHERE p.id = c.old_id", "WHERE p.id = -c.old_id"
    ),
    "a changed document is not written": Planted(
        "sync.prices.touch_repriced", "FROM price_changes", "FROM price_changes WHERE false"
    ),
    "an operator's price was always so": Planted(
        "admin.prices.believe", "coalesce(e.valid_from, now())", "'2020-01-01'"
    ),
    "what is withdrawn was never so": Planted(
        "admin.prices.withdraw", "tstzrange(now(), NULL), NULL", "tstzrange(NULL, NULL), NULL"
    ),
    "an item that cannot be read is missing": Planted(
        "sync.models.mark_seen",
        "AND provider_model_id = ANY",
        "AND false AND provider_model_id = ANY",
    ),
    "each miss is the first": Planted(
        "sync.models.count_misses", "coalesce(s.missed_since, now())", "now()"
    ),
    "half an answer counts as a miss of prices": Planted(
        "sync.prices.stage_prices",
        "CAST(:complete AS boolean)",
        "CAST(:complete AS boolean) IN (true, false)",
    ),
    "a price is gone after one miss": Planted(
        "sync.absences.keep_unconfirmed", "a.misses >= :misses", "a.misses >= 1 AND :misses > 0"
    ),
    "an operator's price ends with its seller's": Planted(
        "sync.prices.close_beliefs",
        "WHERE p.id = c.old_id",
        "WHERE p.model_id = c.model_id AND p.meter = c.meter AND upper_inf(p.recorded)",
    ),
    "what no list states is sold for ever": Planted(
        "sync.listed_offers.close_missed", "o.misses + 1 >= :misses", "o.misses + 1 >= :misses * 9"
    ),
    "a list that lost a seller is believed": Planted(
        "sync.listed_offers.spare_shrunk_sellers",
        "HAVING count(*) >= :least",
        "HAVING count(*) >= :least * 1000000",
    ),
    "a slip is believed": Planted(
        "sync.reviews.stage_held",
        "apart(new_amount, before, :jump)",
        "apart(new_amount, before, :jump * 1000000)",
    ),
}
"""Each is found within a thousand seeds."""


@contextmanager
def planted(fault: Planted) -> Iterator[None]:
    """Run with a mistake inside the block."""
    room, subject, name = fault.statement.split(".")
    statements = queries.load(room, subject)
    assert fault.right in statements[name], f"{fault.statement} is written otherwise by now"
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(statements, name, statements[name].replace(fault.right, fault.wrong, 1))
        yield
