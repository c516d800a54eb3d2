"""One machine and one Chromium for all tests of the pages, and what every page must not do."""

import importlib.util
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from local import machine_on_home
from local.commands import migrate
from local.gateway import server
from local.home import Home
from local.stores.addresses import Stores
from pricebook.storage.postgres import Database
from tests.web import seeds

collect_ignore_glob = [] if importlib.util.find_spec("playwright") else ["test_*.py"]
"""`make test` has no browser: these are for `make test-web`."""
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
NAMES = ("chromium", "chromium-browser", "google-chrome")
OPEN_MS = 30_000
ATTEMPTS = 20


@pytest.fixture(scope="session")
def site(home: Path) -> Iterator[str]:
    """Give the address of a machine with a filled catalogue."""
    own = Home({"PRICEBOOK_HOME": str(home / "web"), "PRICEBOOK_UPSTREAM": "http://127.0.0.1:9"})
    own.path.mkdir()
    own.path.chmod(0o711)
    stores = Stores(own)
    addresses = stores.start()
    migrate.apply(addresses)
    database = Database(addresses.database)
    seeds.fill(database)
    seeds.fill_up(database)
    database.run("ANALYZE")
    database.close()
    with server.listen(0) as taken:
        machine = machine_on_home.machine(own, addresses, taken)
        machine.start()
        address = f"http://127.0.0.1:{machine.port}"
        wait_until_answered(f"{address}/v1/index")
        yield address
        machine.stop()
        stores.stop()


def wait_until_answered(address: str) -> None:
    """Wait for an answer that takes long on a busy machine; the cache has it afterwards."""
    for _ in range(ATTEMPTS):
        if httpx.get(address, timeout=60).is_success:
            return
    pytest.fail(f"{address} was not answered")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Give Chromium; what is expected of a page may take as long as its opening."""
    from playwright.sync_api import (  # noqa: PLC0415 - only `make test-web` has it
        expect,
        sync_playwright,
    )

    expect.set_options(timeout=OPEN_MS)
    program = next(path for name in NAMES if (path := shutil.which(name)))
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Any, site: str) -> Iterator[Callable[..., Any]]:
    """Give what opens a page; what a page complains of fails the test."""
    contexts, complaints = [], []

    def open_page(path: str, *, width: int = 1440, **options: Any) -> Any:
        """Open a path of the site and wait until it is quiet."""
        options = {"viewport": {"width": width, "height": 900}, **options}
        context = browser.new_context(reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(OPEN_MS)
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else 0)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(f"a dialog: {dialog.message}"))
        page.goto(f"{site}{path}", wait_until="load")
        if path != "/docs":
            settle(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [] == complaints


def settle(page: Any) -> None:
    """Wait until a page is drawn by its script, and nothing of it is still being loaded."""
    page.locator("#main[tabindex]").wait_for()
    page.wait_for_load_state("load")
    page.locator("main:not(:has(.wait))").wait_for()


@pytest.fixture
def operator(visit: Callable[..., Any]) -> Callable[[str], Any]:
    """Give what opens an operators' tab, signed in by the button of the machine."""

    def open_tab(tab: str) -> Any:
        """Sign in and open a tab."""
        page = visit(f"/admin?tab={tab}&v=1")
        page.get_by_role("button", name="Use this machine's token").press("Enter")
        page.get_by_role("navigation", name="Operators' pages").wait_for()
        settle(page)
        return page

    return open_tab
