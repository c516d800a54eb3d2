"""`snapshot`: bundles the catalogue of a home with the code, for the day when nothing answers."""

import gzip
import json
from pathlib import Path
from typing import Any

from local.errors import LocalError
from local.home import ROOT, Home
from local.stores.addresses import borrowed, connection
from pricebook.storage import queries

FILE = ROOT / "layers" / "shared" / "pricebook" / "snapshot.json.gz"


def write(home: Home, file: Path = FILE) -> None:
    """Write every active model, without its description, and say how many there are."""
    with borrowed(home) as addresses, connection(addresses) as database:
        (row,) = database.run(queries.text("catalog.lookup.snapshot"))
    bundle = json.loads(row[0])
    if not bundle["data"]:
        raise LocalError("The catalogue is empty: run make up or make sync first.")
    bundle["data"] = [_bundled(document) for document in bundle["data"]]
    text = json.dumps(bundle, ensure_ascii=False, separators=(",", ":"))
    file.write_bytes(gzip.compress(text.encode(), mtime=0))
    print(f"{len(bundle['data'])} models in {file}")


def _bundled(document: dict[str, Any]) -> dict[str, Any]:
    """Say of every price that it comes from here, since nobody knows how old it is by then."""
    mark = {"source": "snapshot", "source_url": document["source_url"]}
    prices = [price | mark for price in document["prices"]]
    changes = {"description": None, "pricing_source": "snapshot", "prices": prices}
    return document | changes
