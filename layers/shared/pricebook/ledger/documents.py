"""The documents that the API serves, written anew when something else than a run changes them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from pricebook.catalog import lookup
from pricebook.ledger import parts
from pricebook.ledger.write_lock import write_lock
from pricebook.serving import cache
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from pricebook.telemetry import logger


@dataclass(slots=True)
class Refreshed:
    """How many documents came out different, and the generations that this raised.

    Attributes:
        models: how many documents came out different.
        generations: the new generation of each scope that readers hear of.
        forgotten: scopes whose stored answers are removed.
    """

    models: int = 0
    generations: dict[str, int] = field(default_factory=dict)
    forgotten: list[str] = field(default_factory=list)


def refresh_due() -> int:
    """Write the documents in which a price or a rate began or ended since; return how many."""
    database = writer()
    ((due,),) = database.run("ledger.documents.any_due")
    if not due:
        return 0
    with refreshing(database) as refreshed:
        database.run("ledger.documents.touch_due")
    logger.info("refreshed", extra={"models": refreshed.models})
    return refreshed.models


@contextmanager
def refreshing(
    database: Database, *, keep: bool = True, every: bool = False, published: bool = True
) -> Iterator[Refreshed]:
    """Write alone, in one transaction: what the block does, then the documents that it touches.

    The block puts models into the table `touched`. Readers hear of it after the commit: where a
    document changed, or with `every` wherever one was touched. With keep False everything is found
    out and nothing is kept; `published` is that of `cache.announce`.
    """
    refreshed = Refreshed()
    with write_lock(database, exclusive=True), database.transaction(keep=keep):
        database.run("sync.models.stage_changes")
        yield refreshed
        database.run("ledger.documents.refresh_documents")
        ((refreshed.models,),) = database.run("ledger.documents.count_refreshed")
        refreshed.generations |= dict(database.run("ledger.documents.raise_refreshed", every=every))
        if keep:
            parts.make(database)
    if keep and refreshed.generations:
        cache.remove(refreshed.forgotten)
        cache.announce(refreshed.generations, published=published)
        lookup.warm(None)


def forget(database: Database, refreshed: Refreshed, scopes: Sequence[str] | None) -> None:
    """Let readers forget what they keep of these scopes, inside `refreshing`; None is all."""
    raised = dict(database.run("ledger.documents.raise", scopes=scopes))
    refreshed.generations |= raised
    refreshed.forgotten += raised
