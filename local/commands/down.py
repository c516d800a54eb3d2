"""`down`: stops what runs on a home and forgets its data."""

import shutil

import psutil

from local import terminal
from local.errors import LocalError
from local.home import Home
from local.stores.postgres import Postgres
from local.stores.valkey import Valkey

PATIENCE_S = 15


def down(home: Home, *, agreed: bool) -> None:
    """Stop everything and delete the data, after a question."""
    if home.environment.get("DATABASE_URL"):
        raise LocalError(
            "DATABASE_URL is set, and data of others is not deleted from here:"
            " unset it to delete the embedded data."
        )
    if not home.path.exists():
        raise LocalError(f"There is no data in {home.path}.")
    question = f"Delete the catalogue and its price history in {home.path}? [y/N] "
    if not agreed and not terminal.agreed(question):
        print("Nothing was deleted.")
        return
    _stop_machine(home)
    with home.alone():
        Postgres(home.path).forget()
        Valkey(home.path).forget()
        _delete(home)
    print(f"Deleted the data of {home.path}.")


def _stop_machine(home: Home) -> None:
    running = home.running()
    if running is not None:
        process = psutil.Process(running.pid)
        process.terminate()
        process.wait(PATIENCE_S)


def _delete(home: Home) -> None:
    """Delete what is ours; a home that holds other things too stays."""
    shutil.rmtree(home.logs)
    home.lock.unlink(missing_ok=True)
    home.note.unlink(missing_ok=True)
    home.key.unlink(missing_ok=True)
    if not any(home.path.iterdir()):
        home.path.rmdir()
