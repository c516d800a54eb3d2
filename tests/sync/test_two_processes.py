"""Two processes that synchronise one provider at the same moment, each with its own connection."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from pricebook.errors import AlreadyRunning
from pricebook.storage.postgres import Database
from pricebook.sync import provider_run
from tests.support.fakes.provider_transport import answering, item, items
from tests.support.sync_and_query import run

TOGETHER = 4
TOLD = """
SELECT m.model_id, e.kind, count(*) FROM model_events e JOIN models m ON m.id = e.model_id
GROUP BY 1, 2 ORDER BY 1
"""
BELIEVED = """
SELECT amount FROM model_prices p JOIN models m ON m.id = p.model_id
WHERE m.model_id = 'openrouter/acme/m0' AND p.meter = 'input_tokens'
  AND upper_inf(p.valid) AND upper_inf(p.recorded)
"""


def synchronise() -> str:
    """Synchronise in a process of its own, and return how that ended."""
    first, *rest = items(3)
    listed = [item(first["id"], "0.0000013"), *rest, item("acme/new")]
    try:
        return provider_run.run("openrouter", triggered_by="cli", fetcher=answering(*listed)).status
    except AlreadyRunning:
        return "refused"


@pytest.mark.usefixtures("environment")
def test_processes_at_once_write_once(owner_database: Database) -> None:
    """Each is done or refused, and a change that all of them saw is believed and told once."""
    run(*items(3))

    with ProcessPoolExecutor(TOGETHER, mp_context=get_context("spawn")) as pool:
        ends = [future.result() for future in [pool.submit(synchronise) for _ in range(TOGETHER)]]

    assert {"success"} <= set(ends) <= {"success", "refused"}
    assert [["openrouter/acme/m0", "price", 1], ["openrouter/acme/new", "new", 1]] == (
        owner_database.run(TOLD)
    )
    assert 1 == len(owner_database.run(BELIEVED))
    assert [[0]] == owner_database.run("SELECT count(*) FROM sync_runs WHERE status = 'running'")
