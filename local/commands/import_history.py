"""`import`: what public lists stated in the past, from their dated lines into the ledger."""

import gzip
import os
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from pg8000.exceptions import DatabaseError

from local.commands.migrate import apply
from local.errors import LocalError
from local.home import Home
from local.stores.addresses import borrowed
from pricebook.history import importer
from pricebook.history.bundle import bundled
from pricebook.history.dated_list import DatedList, dated_list
from pricebook.storage.postgres import CONNECTION_ERRORS

LISTS = {
    "models_dev": "models.dev",
    "genai_prices": "genai-prices",
    "llm_prices": "llm-prices",
}
"""What each file is the history of, by its name before the first dot."""
MAX_BYTES = 200_000_000


def import_history(home: Home, path: Path | None, *, dry_run: bool) -> None:
    """Import a file, a folder of files, or the bundled history, and print what changed.

    Args:
        home: whose database it is, whether or not it is running.
        path: `models_dev.jsonl.gz` and such; None is the bundle.
        dry_run: find out what would change, and keep nothing.
    """
    lists = list(_lists(path)) if path else bundled()
    with borrowed(home) as addresses:
        apply(addresses)
        os.environ |= {
            "DATABASE_URL": addresses.database,
            "DATABASE_ROLE": "pricebook_writer",
            "DB_SSL": addresses.ssl,
            "REDIS_URL": addresses.redis,
        }
        report = _imported(lists, dry_run=dry_run)
    print(
        f"{', '.join(report.lists)}: {report.lines} lines, {report.superseded} of them changed"
        f" again on the same day. {report.prices} prices of the past recorded and"
        f" {report.withdrawn} withdrawn, of {report.offers} offers, {report.models} of which"
        f" were not known.{' Nothing was kept.' if dry_run else ''}"
    )


def _imported(lists: Iterable[DatedList], *, dry_run: bool) -> importer.Imported:
    try:
        return importer.run(lists, imported_by="cli", dry_run=dry_run)
    except (DatabaseError, *CONNECTION_ERRORS) as error:
        raise LocalError(
            f"The import was interrupted: {error}. It was kept whole or not at all: run it again."
        ) from error


def _lists(path: Path) -> Iterator[DatedList]:
    """Yield the history of every list that a file or a folder holds."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    known = [file for file in files if file.name.partition(".")[0] in LISTS]
    if not known:
        raise LocalError(f"{path} holds no {', '.join(f'{name}.jsonl[.gz]' for name in LISTS)}.")
    for file in known:
        yield dated_list(LISTS[file.name.partition(".")[0]], _text(file).splitlines())


def _text(file: Path) -> str:
    """Return the text of a file; a small one that unpacks to more than it may is refused."""
    if not file.is_file():
        raise LocalError(f"There is no file {file}.")
    try:
        with gzip.open(file) if file.suffix == ".gz" else file.open("rb") as opened:
            body = opened.read(MAX_BYTES + 1)
        if len(body) > MAX_BYTES:
            raise LocalError(f"{file} holds more than {MAX_BYTES} bytes.")
        return body.decode()
    except (gzip.BadGzipFile, zlib.error, EOFError, UnicodeDecodeError) as error:
        raise LocalError(f"{file} is damaged: {error}.") from error
    except OSError as error:
        raise LocalError(f"{file} cannot be read: {error.strerror}.") from error
