"""Backup into a bucket, and restore from it: what an operator asks of the function of migrations.

It is the one function that logs in as the owner, and it stands where the database is.
"""

import tempfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import boto3
from boto3.exceptions import S3UploadFailedError
from botocore.exceptions import BotoCoreError, ClientError
from pg8000.exceptions import DatabaseError
from pg8000.native import Connection

from migrations import backup, restore
from migrations.errors import MigrationError
from pricebook import settings
from pricebook.errors import MissingSetting
from pricebook.storage.postgres import CONNECTION_ERRORS, connect
from pricebook.telemetry import logger

POSTGRES = 5432
FAILURES = (
    *(MigrationError, MissingSetting, DatabaseError, *CONNECTION_ERRORS),
    *(BotoCoreError, ClientError, S3UploadFailedError),
)


def answer(request: Mapping[str, Any], seconds: float) -> dict[str, str]:
    """Back up or restore, and return what was done or why not.

    Args:
        request: `verb` is backup or restore, `key` names the file in the bucket; `host` and
            `secret` are of another cluster than the stack's, to back up; `replace` allows a
            restore to replace the models that are there.
        seconds: how long it may take.
    """
    try:
        return {"done": run(request, seconds)}
    except FAILURES as error:
        logger.exception("nothing was copied")
        return {"failed": f"{type(error).__name__}: {error}"}


def run(request: Mapping[str, Any], seconds: float) -> str:
    """Back up or restore, and return a sentence on what was done."""
    bucket, key = settings.text("BACKUP_BUCKET"), str(request["key"])
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(_connection(request, seconds)) as database,
    ):
        file = Path(folder) / "backup.zip"
        if request["verb"] == "restore":
            _storage().download_file(bucket, key, str(file))
            restored = restore.restore(database, file, agreed=request.get("replace") is True)
            return f"The database is what it was at {restored.taken_at}."
        tables = backup.write(database, file)
        _storage().upload_file(str(file), bucket, key)
        size = file.stat().st_size / 1e6
        return f"s3://{bucket}/{key} has all {tables} tables, {size:.1f} MB"


def _connection(request: Mapping[str, Any], seconds: float) -> Connection:
    """Connect to the stack's database; to back up, also to one that was restored beside it."""
    url = settings.text("DATABASE_URL")
    if request["verb"] == "backup" and "host" in request:
        parts = urlsplit(url)
        login = f"{parts.username}:{quote(settings.password(str(request['secret'])), safe='')}"
        url = parts._replace(netloc=f"{login}@{request['host']}:{parts.port or POSTGRES}").geturl()
    return connect(url, timeout=seconds)


def _storage() -> Any:  # noqa: ANN401 - boto3 makes its clients at run time
    return boto3.client("s3")
