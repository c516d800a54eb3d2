"""`up`: everything on one machine, until Ctrl-C."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future

import psutil

from local import machine_on_home
from local.commands import first_sync, pages
from local.commands.migrate import apply
from local.commands.provider_choice import reachable
from local.commands.sync_progress import synchronise
from local.errors import LocalError
from local.gateway import server
from local.home import ROOT, Home, Running
from local.machine import Machine
from local.stores.addresses import Addresses, Stores
from local.terminal import printable, tell
from pricebook.history import first_import
from pricebook.sync import first_lists

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def up(home: Home) -> None:
    """Start everything, synchronise, and serve until somebody ends it."""
    with home.alone():
        taken = _listen(home.port)
        for number in SIGNALS:
            signal.signal(number, signal.default_int_handler)
        stores = Stores(home)
        try:
            _serve(home, stores, taken)
        except KeyboardInterrupt:
            tell("\nStopping.")
        finally:
            _undisturbed(stores.stop)


def _serve(home: Home, stores: Stores, taken: socket.socket) -> None:
    addresses = stores.start()
    apply(addresses)
    stores.watch()
    machine = machine_on_home.machine(home, addresses, taken)
    builder: subprocess.Popen[str] | None = None
    machine.start()
    try:
        running = Running(psutil.Process().pid, machine.port, machine.invoke_url)
        home.write(running)
        tell(f"Pricebook serves on {running.url} from {home.path}")
        builder = _build_pages(home)
        _synchronise(home, machine, addresses)
        _import_history(machine)
        _tell_of_pages(builder)
        tell(_invitation(running))
        threading.Event().wait()
    finally:
        if builder:
            _undisturbed(builder.kill)
        home.note.unlink(missing_ok=True)
        _undisturbed(machine.stop)


def _build_pages(home: Home) -> subprocess.Popen[str] | None:
    """Start to build the pages beside the first synchronisation, unless they are built."""
    if home.environment.get("PRICEBOOK_PAGES") == "skip" or pages.is_built():
        return None
    return subprocess.Popen(
        [sys.executable, "-m", "local", "pages"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": os.pathsep.join((".", "layers/shared"))},
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def _tell_of_pages(builder: subprocess.Popen[str] | None) -> None:
    """Wait for the pages, and say why there are none where they cannot be built."""
    if builder is None:
        return
    _, trouble = builder.communicate()
    if builder.returncode:
        tell(f"{trouble.strip()}\nThe API serves all the same, and its documentation at /docs.")


def _synchronise(home: Home, machine: Machine, addresses: Addresses) -> None:
    """Synchronise what can be asked, and tell how that went; nothing of it ends the machine."""
    slugs, wanting = reachable(home)
    tell(f"Synchronising {len(slugs)} sellers and lists")
    events = [{"provider": slug, "triggered_by": "cli"} for slug in slugs]
    start = machine_on_home.starter(machine)
    results = synchronise(start, events, failures_only=True)
    counts = first_sync.counts(addresses)
    if counts and not counts[1]:
        _take_editions(start(first_lists.EVENT))
        counts = first_sync.counts(addresses)
    for line in first_sync.summary(results, wanting, counts):
        tell(line)


def _take_editions(answer: Future[tuple[bytes, bool]]) -> None:
    """Wait until an empty catalogue has what the lists stated when the release was made."""
    payload, failed = answer.result()
    if failed:
        tell(printable(f"The lists' editions could not be taken: {payload.decode()}"))
    elif json.loads(payload)["lists"]:
        tell(
            "Nobody answered: the catalogue is what price lists stated when this release was made."
        )


def _import_history(machine: Machine) -> None:
    """Begin to import the bundled history beside all else, where it is not there yet."""
    answer = machine_on_home.starter(machine)(first_import.EVENT)
    answer.add_done_callback(_tell_of_history)


def _tell_of_history(answer: Future[tuple[bytes, bool]]) -> None:
    if answer.cancelled():
        return
    payload, failed = answer.result()
    report = json.loads(payload)
    if failed:
        tell(printable(f"The history could not be imported: {report.get('errorMessage')}"))
    elif imported := report["history"]:
        tell(f"{imported['prices']} prices since June 2025 are there too.")


def _listen(port: int) -> socket.socket:
    try:
        return server.listen(port)
    except OSError as error:
        raise LocalError(f"Port {port} {_trouble(port, error)}: set PRICEBOOK_PORT.") from error


def _trouble(port: int, error: OSError) -> str:
    try:
        open_sockets = psutil.net_connections("tcp")
    except psutil.AccessDenied:  # macOS shows other users' sockets to root alone
        return f"cannot be used ({error.strerror})"
    pids = [socket.pid for socket in open_sockets if socket.laddr and socket.laddr.port == port]
    owners = [psutil.Process(pid).name() + f" (process {pid})" for pid in pids if pid]
    return f"is taken by {owners[0]}" if owners else f"cannot be used ({error.strerror})"


def _undisturbed(stop: Callable[[], None]) -> None:
    """Stop something, deaf to a second Ctrl-C, which would leave half of it running."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    stop()


def _invitation(running: Running) -> str:
    return f"""
Pricebook listens. Its pages: {running.url}/  for operators: {running.url}/admin

Or try

  curl {running.url}/v1/status
  curl '{running.url}/v1/models?provider=openrouter'
  curl --compressed {running.url}/v1/catalog
  curl -H "Authorization: Bearer $(make token ROLE=pro)" {running.url}/v1/allowed

`make token` prints an admin's token, `make sync PROVIDER=deepinfra` synchronises again, `make logs`
shows what happens, Ctrl-C stops."""
