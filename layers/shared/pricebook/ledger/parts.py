"""Parts of whole bodies, made by whoever changes documents."""

from pricebook.serving import parts
from pricebook.serving.parts import CATALOG, CATALOG_VERSION
from pricebook.storage.postgres import Database

FORMAT = {"format": CATALOG, "version": CATALOG_VERSION}


def make(database: Database) -> int:
    """Make the parts anew that are not current, inside a transaction; return how many.

    It is the last of what a transaction writes. What it leaves out, because another transaction
    is changing it, that one makes.
    """
    outdated = database.run("ledger.parts.outdated", **FORMAT)
    for (provider,) in outdated:
        _make(database, provider)
    return len(outdated)


def mend(database: Database, *, anew: bool = False) -> int:
    """Make parts that nobody made: after an old release wrote, or for a format that is new.

    Args:
        database: the connection that writes.
        anew: make all of them anew.
    """
    with database.transaction():
        if anew:
            database.run("ledger.parts.forget")
        return make(database)


def _make(database: Database, provider: str) -> None:
    """Make one part, of a provider whose documents nobody else changes meanwhile."""
    rows = database.run("ledger.parts.catalog", provider=provider)
    items, text = rows[0] if rows else (0, "")
    part = parts.made(text.encode(), items)
    database.run(
        "ledger.parts.put",
        provider=provider,
        etag=part.etag,
        items=items,
        length=part.segment.length,
        crc=part.segment.crc,
        deflated=part.segment.deflated,
        **FORMAT,
    )
