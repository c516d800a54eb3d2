"""Simulation of the ledger: whatever happens, it says what the oracle says, and no past changes.

The short form; `make simulate-ledger SEED= SEEDS= STEPS=` runs others.
"""

import os
from random import Random

import pytest
from pg8000.exceptions import Error as PostgresError

from local.stores.postgres import Postgres
from pricebook.storage.postgres import Database
from tests.faults.laboratory import forget
from tests.simulation.ledger import Ledger
from tests.simulation.planted import FAULTS, planted
from tests.simulation.world import World
from tests.support.admin_client import AdminClient
from tests.support.databases import TEMPLATE, created

FIRST = int(os.environ.get("SEED", "1"))
SEEDS = int(os.environ.get("SEEDS", "2"))
LENGTH = int(os.environ.get("STEPS", "15"))


@pytest.mark.parametrize("seed", range(FIRST, FIRST + SEEDS))
def test_the_ledger_says_what_the_oracle_says(
    owner_database: Database, admin: AdminClient, seed: int
) -> None:
    """Changes, reverts, outages, kills, operators and time, compared after every step."""
    random = Random(seed)  # noqa: S311 - a simulation that can be repeated
    world = World(Ledger(owner_database, admin, random), random)

    for _step in range(LENGTH):
        world.step()

    print(f"simulation | {seed} | {LENGTH} steps | {dict(sorted(world.happened.items()))}")


@pytest.mark.skipif(not os.environ.get("PLANTED"), reason="make simulate-ledger PLANTED=1 does it")
@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found(
    template_database: Database, postgres: Postgres, environment: pytest.MonkeyPatch, name: str
) -> None:
    """What was wrong once is noticed within twenty seeds."""
    with planted(FAULTS[name]):
        for seed in range(1, 21):
            random = Random(seed)  # noqa: S311 - as above
            with created(template_database, postgres, TEMPLATE) as url:
                environment.setenv("DATABASE_URL", url)
                forget()
                owner = Database(url)
                failure = _failure(World(Ledger(owner, AdminClient(environment), random), random))
                owner.close()
                forget()
            if failure:
                print(f"planted | {name} | seed {seed} | {failure[:80]}")
                return
    pytest.fail(f"nothing noticed that {name}")


def _failure(world: World) -> str:
    """Return how a simulation ended that was not to end well; nothing where it did."""
    try:
        for _step in range(30):
            world.step()
    except (AssertionError, PostgresError) as error:
        return str(error).splitlines()[0]
    return ""
