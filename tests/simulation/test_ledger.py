"""Simulation of the ledger: whatever happens, it says what the oracle says, and no past changes.

The short form; `make simulate-ledger SEED= SEEDS= STEPS=` runs others.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from random import Random

import pytest
from pg8000.exceptions import Error as PostgresError
from redis import Redis

from local.stores.postgres import Postgres
from pricebook.storage.postgres import Database
from tests.faults.laboratory import forget
from tests.simulation.ledger import Ledger
from tests.simulation.pace import quickly
from tests.simulation.planted import FAULTS, planted
from tests.simulation.readers import Readers
from tests.simulation.world import World
from tests.support.databases import TEMPLATE, created

FIRST = int(os.environ.get("SEED", "1"))
SEEDS = int(os.environ.get("SEEDS", "16"))
LENGTH = int(os.environ.get("STEPS", "20"))
ABREAST = 300
"""How many seeds at most are sellers of one world, side by side in one catalogue."""
PLANTED_SEEDS, PLANTED_ABREAST, PLANTED_LENGTH = 1000, 25, 40


@pytest.mark.parametrize("first", range(FIRST, FIRST + SEEDS, ABREAST))
def test_the_ledger_says_what_the_oracle_says(
    owner_database: Database, environment: pytest.MonkeyPatch, first: int
) -> None:
    """Changes, reverts, slips, outages, kills, operators and time, compared after every step."""
    seeds = range(first, min(first + ABREAST, FIRST + SEEDS))
    world = _world(owner_database, environment, seeds)

    with quickly(owner_database):
        for _step in range(LENGTH):
            world.step()
        world.end()

    happened = " ".join(f"{name}={count}" for name, count in sorted(world.happened.items()))
    print(f"simulation | {first} | {len(seeds)} seeds | {LENGTH} steps | {happened}")


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_fits_its_statement(name: str) -> None:
    """A statement that is written otherwise by now takes its mistake along."""
    with planted(FAULTS[name]):
        pass


@pytest.mark.skipif(not os.environ.get("PLANTED"), reason="make simulate-ledger PLANTED=1 does it")
@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found(
    template_database: Database, postgres: Postgres, environment: pytest.MonkeyPatch, name: str
) -> None:
    """What was wrong once is noticed within a thousand seeds, which are well without it."""
    empty = partial(_empty, template_database, postgres, environment)
    for first in range(1, PLANTED_SEEDS, PLANTED_ABREAST):
        seeds = range(first, first + PLANTED_ABREAST)
        with planted(FAULTS[name]), empty() as owner, quickly(owner):
            failure = _failure(_world(owner, environment, seeds))
        if failure:
            with empty() as owner, quickly(owner):
                assert _failure(_world(owner, environment, seeds)) == ""
            print(f"planted | {name} | {seeds[-1]} seeds | {failure[:90]}")
            return
    pytest.fail(f"nothing noticed that {name}")


def _world(database: Database, patch: pytest.MonkeyPatch, seeds: range) -> World:
    random = Random(seeds[0])  # noqa: S311 - a simulation that can be repeated
    return World(Ledger(database, patch, random), Readers(patch), random, seeds)


@contextmanager
def _empty(
    server: Database, postgres: Postgres, environment: pytest.MonkeyPatch
) -> Iterator[Database]:
    with created(server, postgres, TEMPLATE) as url:
        environment.setenv("DATABASE_URL", url)
        with Redis.from_url(os.environ["REDIS_URL"]) as valkey:
            valkey.flushall()  # another catalogue's answers have the same generations
        forget()
        owner = Database(url)
        yield owner
        owner.close()
        forget()


def _failure(world: World) -> str:
    """Return how a simulation ended that was not to end well; nothing where it did."""
    try:
        for _step in range(PLANTED_LENGTH):
            world.step()
        world.end()
    except (AssertionError, PostgresError) as error:
        return str(error).splitlines()[0]
    return ""
