"""Simulation of the ledger: whatever happens, it says what the oracle says, and no past changes.

The short form; `make simulate-ledger SEED= SEEDS= STEPS=` runs others.
"""

import os
from random import Random

import pytest

from pricebook.storage.postgres import Database
from tests.simulation.ledger import Ledger
from tests.simulation.world import World
from tests.support.admin_client import AdminClient

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
