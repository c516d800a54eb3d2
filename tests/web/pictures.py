"""Pictures of the README: the catalogue and a model with its chart, from the recorded answers.

The recorded answers of several days are read one after the other; after each, the ledger is moved
back by the days that lay between them, so that the chart has the dates on which prices changed.
"""

import shutil
import sys
import tempfile
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import sync_playwright

from bench.filling import REPLAY, replayed
from local import machine_on_home
from local.commands import migrate
from local.commands.sync_progress import synchronise
from local.gateway import server
from local.home import ROOT, Home
from local.stores.addresses import Stores
from pricebook.storage.postgres import Database
from pricebook.sync.registration import sync_slugs
from tests.web.conftest import FLAGS, NAMES, settle

DAYS = ("2025-12-02", "2026-05-22", "2026-08-16", "2026-08-21")
"""Days of which the list of one gateway was recorded."""
GATEWAY = "openrouter"
PICTURES = {"catalogue": "/?v=1", "model": "/m/mistralai/mistral-small-3.2-24b-instruct?v=1"}
"""File name and page of each picture."""
FOLDER = ROOT / "docs/pictures"
WIDTH, HEIGHT = 1280, 900
DOWN_TO_THE_CHART = f"""Math.max({HEIGHT}, ...[...document.querySelectorAll('.chart')].map(
  chart => chart.getBoundingClientRect().bottom + 24
))"""
"""Height of a picture that has the chart in it, where there is one."""
MOVE_BACK = """
UPDATE model_prices SET
  valid = tstzrange(lower(valid) - i.gap, upper(valid) - i.gap),
  recorded = tstzrange(lower(recorded) - i.gap, upper(recorded) - i.gap)
FROM (SELECT make_interval(days => CAST(:days AS integer)) AS gap) i
"""


def main() -> int:
    """Make the pictures; without the recorded answers there is nothing to make them from."""
    if not REPLAY.exists():
        print(f"There are no recorded answers at {REPLAY}.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="pricebook-pictures-") as folder, ExitStack() as stack:
        Path(folder).chmod(0o711)
        upstream = stack.enter_context(replayed())
        home = Home({"PRICEBOOK_HOME": folder, "PRICEBOOK_UPSTREAM": upstream})
        stores = Stores(home)
        addresses = stores.start()
        stack.callback(stores.stop)
        migrate.apply(addresses)
        machine = machine_on_home.machine(home, addresses, stack.enter_context(server.listen(0)))
        machine.start()
        stack.callback(machine.stop)
        _relive(machine, Database(addresses.database), upstream)
        _photograph(f"http://127.0.0.1:{machine.port}")
    return 0


def _relive(machine: Any, database: Database, upstream: str) -> None:
    """Read every recorded day of the gateway, and then the newest list of everybody."""
    start = machine_on_home.starter(machine)
    # it is checked row by row, and holds again once every row was moved
    database.run("ALTER TABLE model_prices DROP CONSTRAINT one_belief_at_a_time")
    for day, following in zip(DAYS, (*DAYS[1:], date.today().isoformat()), strict=True):  # noqa: DTZ011 - a day as people count it
        httpx.post(f"{upstream}/-/date", params={"value": day})
        synchronise(start, [{"provider": GATEWAY, "triggered_by": "cli", "force": True}])
        gap = date.fromisoformat(following) - date.fromisoformat(day)
        database.run("SET session_replication_role = replica")
        database.run(MOVE_BACK, days=gap.days)
        database.run("SET session_replication_role = origin")
    httpx.post(f"{upstream}/-/date", params={"value": ""})
    events = [{"provider": slug, "triggered_by": "cli"} for slug in sync_slugs()]
    synchronise(start, events)


def _photograph(site: str) -> None:
    program = next(path for name in NAMES if (path := shutil.which(name)))
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for name, path in PICTURES.items():
            page.goto(f"{site}{path}", wait_until="networkidle")
            settle(page)
            page.locator("[data-index=whole], .chart canvas").first.wait_for()
            page.set_viewport_size(
                {"width": WIDTH, "height": int(page.evaluate(DOWN_TO_THE_CHART))}
            )
            settle(page)
            page.screenshot(path=FOLDER / f"{name}.png")
            page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
