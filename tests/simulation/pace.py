"""Pace: what makes a simulation cheaper, and changes nothing that is said or compared."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from pricebook.adapters.fields import Item
from pricebook.adapters.provider import Mapped, Provider
from pricebook.storage.postgres import Database

STORAGE = """
SELECT format('ALTER TABLE %s SET (fillfactor = 45)', t.oid::regclass)
FROM pg_class t WHERE t.relkind = 'r' AND t.relnamespace = 'public'::regnamespace
UNION ALL
SELECT format('DROP INDEX %s', x.indexrelid::regclass)
FROM pg_index x
JOIN pg_class i ON i.oid = x.indexrelid
JOIN pg_am a ON a.oid = i.relam
WHERE x.indrelid IN ('models'::regclass, 'canonical_models'::regclass)
  AND (a.amname IN ('gin', 'gist') OR x.indnkeyatts < x.indnatts)
"""
"""More than half of each page stays free, so that rows become older within their pages. The indexes
of searches and of sorted lists go, for nobody searches or sorts, and each document is in them."""
YOUNG, SELDOM = 100_000, 20
"""So many objects may be new before Python looks for garbage, which rows of Postgres never are."""


@contextmanager
def quickly(database: Database) -> Iterator[None]:
    """Simulate at less cost inside the block.

    Args:
        database: the owner's connection, of a catalogue that is empty.
    """
    database.run(";\n".join(step for (step,) in database.run(STORAGE)))
    thresholds = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(YOUNG, SELDOM, SELDOM)
    with pytest.MonkeyPatch.context() as patch:
        _map_once(patch)
        yield
    gc.set_threshold(*thresholds)
    gc.unfreeze()


def _map_once(patch: pytest.MonkeyPatch) -> None:
    """Have an item that is published again not be read again: what becomes of it is the same."""
    known: dict[tuple[str, str], Mapped] = {}
    read = Provider._map

    def mapped(self: Provider, offer: Item, answer: Mapped) -> None:
        key = self.slug, repr(offer)
        if key not in known:
            known[key] = Mapped()
            read(self, offer, known[key])
        answer.listings += known[key].listings
        answer.rejects += known[key].rejects
        answer.unread += known[key].unread
        answer.cut += known[key].cut

    patch.setattr(Provider, "_map", mapped)
