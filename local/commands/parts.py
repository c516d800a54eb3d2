"""`parts`: makes the parts of whole bodies anew, of which readers notice nothing."""

from local.home import Home
from local.stores.addresses import borrowed
from pricebook.ledger import parts
from pricebook.storage.postgres import Database


def make(home: Home) -> None:
    """Make all of them, and say how many there are."""
    with borrowed(home) as addresses:
        database = Database(addresses.database)
        print(f"{parts.mend(database, anew=True)} parts made")
        database.close()
