"""`import`: what lists and sellers stated in the past, from their dated words into the ledger."""

import gzip
import os
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from pg8000.exceptions import DatabaseError

from local.commands.migrate import apply
from local.errors import LocalError
from local.home import Home
from local.stores.addresses import borrowed
from pricebook.history import importer
from pricebook.history.bundle import bundled
from pricebook.history.dated_bodies import dated_bodies
from pricebook.history.dated_list import dated_list
from pricebook.history.importer import Dated
from pricebook.storage.postgres import CONNECTION_ERRORS

LISTS = {
    "models_dev": "models.dev",
    "genai_prices": "genai-prices",
    "llm_prices": "llm-prices",
}
"""What each file is the history of, by its name before the first dot."""
ANSWER = re.compile(r"(?P<slug>[a-z0-9-]+)\.(?P<day>\d{4}-\d\d-\d\d)\.json(\.gz)?")
"""Name of a file with what a seller's list answered on a day."""
MAX_BYTES = 200_000_000


def import_history(home: Home, path: Path | None, *, dry_run: bool) -> None:
    """Import a file, a folder of files, or the bundled history, and print what changed.

    Args:
        home: whose database it is, whether or not it is running.
        path: `models_dev.jsonl.gz`, `openrouter.2025-12-02.json` and such; None is the bundle.
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
        f"{', '.join(report.lists)}: {report.lines} lines or answers, {report.superseded} of them"
        f" changed again on the same day. {report.prices} prices of the past recorded and"
        f" {report.withdrawn} withdrawn, of {report.offers} offers, {report.models} of which"
        f" were not known.{' Nothing was kept.' if dry_run else ''}"
    )


def _imported(lists: Iterable[Dated], *, dry_run: bool) -> importer.Imported:
    try:
        return importer.run(lists, imported_by="cli", dry_run=dry_run)
    except (DatabaseError, *CONNECTION_ERRORS) as error:
        raise LocalError(
            f"The import was interrupted: {error}. It was kept whole or not at all: run it again."
        ) from error


def _lists(path: Path) -> Iterator[Dated]:
    """Yield the history of every list and seller that a file or a folder holds."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    lists = [file for file in files if file.name.partition(".")[0] in LISTS]
    answers = [(file, match) for file in files if (match := ANSWER.fullmatch(file.name))]
    if not lists and not answers:
        names = ", ".join(f"{name}.jsonl[.gz]" for name in LISTS)
        raise LocalError(f"{path} holds no {names}, and no <seller>.<day>.json[.gz].")
    for file in lists:
        yield dated_list(LISTS[file.name.partition(".")[0]], _text(file).splitlines())
    bodies: defaultdict[str, dict[date, bytes]] = defaultdict(dict)
    for file, match in answers:
        bodies[match["slug"]][_day(file, match["day"])] = _text(file).encode()
    yield from (dated_bodies(slug, days) for slug, days in bodies.items())


def _day(file: Path, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise LocalError(f"{file} names no day.") from error


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
