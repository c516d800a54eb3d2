"""Errors of migrations: each message says what does not fit together, and what to do."""

from pg8000.exceptions import DatabaseError


class MigrationError(Exception):
    """The database and the files do not fit together, or one of the files failed."""


class Newer(MigrationError):
    """The database was migrated by a later release than this one."""


def state(error: BaseException | None) -> str:
    """Return the SQLSTATE of an error of the server, or nothing."""
    return _fields(error).get("C", "")


def message(error: BaseException) -> str:
    """Return what the server said, without the fields that are for programs."""
    fields = _fields(error)
    return ": ".join(fields[key] for key in "MDW" if key in fields) or str(error)


def _fields(error: BaseException | None) -> dict[str, str]:
    fields = error.args[0] if isinstance(error, DatabaseError) and error.args else None
    return fields if isinstance(fields, dict) else {}
