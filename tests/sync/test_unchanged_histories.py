"""Histories with and without the memory of answers: the databases hold the same in the end.

`TWINS=n` plays n histories in place of a few, `TWINS_FROM=n` begins with another.
"""

import json
import os
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from random import Random
from typing import Any

import pytest

from local.stores.postgres import Postgres
from pricebook.errors import GuardRefused, UpstreamError
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from pricebook.sync import guards, provider_run, reference_run, unchanged
from pricebook.sync.fetch import Fetcher
from pricebook.sync.registration import register
from tests.support.admin_client import AdminClient
from tests.support.databases import TEMPLATE, created, reset_reader
from tests.support.fakes.provider_transport import item, raw
from tests.support.models_dev_sync import models_dev_body
from tests.support.seeds.resellers import KEYS
from tests.support.twins import Step, Twin

SEEDS = range(
    int(os.environ.get("TWINS_FROM", "1")),
    int(os.environ.get("TWINS_FROM", "1")) + int(os.environ.get("TWINS", "3")),
)
STEPS = 40
CHANGED, DISTURBED = 0.2, 0.5
"""How often a list is another than before, and something comes between two runs."""
A, B, PLAIN = "acme/a", "acme/b", {"id": "openai/gpt-5", "name": "GPT"}
LISTS: dict[str, list[list[Any]]] = {
    "openrouter": [
        [item(A), item(B), PLAIN],
        [item(A, "0.0000011"), item(B), PLAIN],
        [item(A, "0.0001"), item(B), PLAIN],
        [item(A), PLAIN],
        [item(A, pricing={"web_search": "0.01"}), item(B), PLAIN],
        [item(A), item(B), item("openai/gpt-5", "0.000002", "0.00002")],
        [item(A), {"id": B, "name": B, "pricing": {"prompt": "dear"}}, PLAIN],
        [item(A, context_length=1000), item(B), item("acme/c"), PLAIN],
    ],
    "openai": [[{"id": "gpt-5"}], [{"id": "gpt-5"}, {"id": "gpt-4o"}]],
}
"""What sellers list, of which the first is what they mostly do."""
WORDS = [
    models_dev_body(openai={"gpt-5": {"input": 1, "output": 10}}),
    models_dev_body(openai={"gpt-5": {"input": 2, "output": 10}}),
    models_dev_body(
        openai={"gpt-5": {"input": 1, "output": 10}, "gpt-4o": {"input": 3, "output": 9}},
        openrouter={"acme/a": {"input": 1, "output": 2}, "acme/z": {"input": 1, "output": 2}},
    ),
]
"""What a list states."""
OWNER = {
    "alias": "INSERT INTO canonical_models (id, name) VALUES ('acme/other', 'acme/other')"
    " ON CONFLICT DO NOTHING;"
    "INSERT INTO model_aliases (alias, canonical_id, reason) VALUES ('acme/a', 'acme/other', '')"
    " ON CONFLICT DO NOTHING",
    "no alias": "DELETE FROM model_aliases",
    "rename": "UPDATE canonical_models SET name = 'acme/renamed' WHERE id = 'acme/b'",
    "another day": "UPDATE last_answers SET read_on = read_on - 1",
    "guards": """UPDATE providers SET guards = '{"jump_factor": 90}' WHERE slug = 'openrouter'""",
    "no guards": "UPDATE providers SET guards = '{}' WHERE slug = 'openrouter'",
    "by hand": "UPDATE providers SET reviews = 'manual' WHERE slug = 'openrouter'",
    "by itself": "UPDATE providers SET reviews = 'automatic' WHERE slug = 'openrouter'",
    "migration": "UPDATE schema_definitions SET checksum = checksum || 'x' WHERE name = 'believe'",
    "ends": (
        "SELECT believe(id, 'database', 'web_searches', '{}',"
        " tstzrange(now() - interval '1 hour', now() + interval '2 hours'), 'known', 0.01,"
        " 'USD', '') FROM models WHERE model_id = 'openrouter/acme/b'"
    ),
    "begins": (
        "SELECT believe(m.id, 'database', 'input_tokens', '{}',"
        " tstzrange(now() + interval '2 hours', NULL), 'known', 0.000005, 'USD', '')"
        " FROM models m WHERE m.model_id IN ('openrouter/acme/a', 'openai/gpt-5')"
    ),
}
"""What an owner of the database writes, who tells nobody."""


def _fetched(body: object) -> Fetcher:
    return raw(json.dumps(body).encode())


def _sync(_twin: Twin, slug: str, number: int, **options: Any) -> None:
    fetcher = _fetched({"data": LISTS[slug][number]})
    if options.pop("cut", False):
        fetcher.truncated_because = "paging does not end"
    with suppress(GuardRefused, UpstreamError):
        provider_run.run(slug, triggered_by="cli", fetcher=fetcher, **options)


def _fail(_twin: Twin) -> None:
    with pytest.raises((GuardRefused, UpstreamError)):
        provider_run.run("openrouter", triggered_by="cli", fetcher=_fetched({"data": []}))


def _read(_twin: Twin, number: int) -> None:
    with suppress(GuardRefused):
        reference_run.run("models-dev", triggered_by="cli", fetcher=_fetched(WORDS[number]))


def _own(twin: Twin, name: str) -> None:
    for statement in OWNER[name].split(";"):
        twin.database.run(statement)


def _decide(twin: Twin, admin: AdminClient, decision: str) -> None:
    waiting = twin.database.run("SELECT id FROM price_reviews WHERE decision IS NULL ORDER BY id")
    done = twin.database.run(
        "SELECT id FROM price_reviews WHERE decision IN ('approved', 'rejected') ORDER BY id"
    )
    for (number,) in (done if decision == "undo" else waiting)[:1]:
        admin.ask("POST", f"/v1/admin/reviews/{number}/{decision}", {"reason": "x"})
    for (number,) in twin.database.run("SELECT id FROM run_reviews WHERE decision IS NULL"):
        admin.ask("POST", f"/v1/admin/run-reviews/{number}/{decision}", {"reason": "x"})


def _ask(_twin: Twin, admin: AdminClient, verb: str, path: str, body: object, **q: Any) -> None:
    answer = admin.ask(verb, path, body, **q)
    assert answer.status < 500, answer.body


def _history(random: Random, admin: AdminClient, release: Callable[[], None]) -> list[Step]:
    """Return what happens: mostly runs that are told what the last one was told."""
    told, steps = dict.fromkeys(LISTS, 0), list[Step]()
    while len(steps) < STEPS:
        slug = random.choice(["openrouter", "openrouter", "openai"])
        if random.random() < CHANGED:
            told[slug] = random.choice([0, random.randrange(len(LISTS[slug]))])
        run = partial(_sync, slug=slug, number=told[slug])
        other = random.choice(_others(random, run, admin, release))
        steps += [run] * random.choice([1, 1, 3]) + [other] * (random.random() < DISTURBED)
    return steps


def _others(
    random: Random, run: "partial[None]", admin: AdminClient, release: Callable[[], None]
) -> list[Step]:
    """Return what may come between two runs."""
    price = {"meter": "input_tokens", "amount": "0.000003", "reason": "the invoice"}
    model = random.choice(["openrouter/acme/a", "openai/gpt-5", "openrouter/openai/gpt-5"])
    pins = {"pins": {"name": "Ours"}} if random.random() < 0.5 else {"unpin": ["name"]}
    return [
        partial(run, **{random.choice(["force", "dry_run", "cut"]): True}),
        _fail,
        partial(_read, number=random.randrange(len(WORDS))),
        partial(Twin.wait, hours=random.choice([1, 3, 5])),
        partial(Twin.wait, hours=random.choice([1, 3, 5])),
        partial(_own, name=random.choice(list(OWNER))),
        partial(_own, name=random.choice(list(OWNER))),
        partial(_decide, admin=admin, decision=random.choice(["approve", "reject", "undo"])),
        partial(_ask, admin=admin, verb="PUT", path=f"/v1/admin/prices/{model}", body=price),
        partial(_ask, admin=admin, verb="PATCH", path=f"/v1/admin/models/{model}", body=pins),
        lambda _twin: release(),
    ]


@pytest.fixture
def play(
    environment: pytest.MonkeyPatch, template_database: Database, postgres: Postgres
) -> Callable[[list[Step]], dict[str, list[str]]]:
    """Give what plays a history on a new database and returns what that holds then."""

    def played(steps: list[Step]) -> dict[str, list[str]]:
        with created(template_database, postgres, TEMPLATE) as url:
            environment.setenv("DATABASE_URL", url)
            reset_reader()
            writer().close()
            writer.cache_clear()
            owner = Database(url)
            register(owner)
            twin = Twin(owner)
            twin.play(steps)
            holds = twin.holds()
            owner.close()
            return holds

    for key in KEYS:
        environment.setenv(key, "placeholder")
    return played


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_a_history_ends_the_same_with_and_without_memory(
    play: Callable[[list[Step]], dict[str, list[str]]],
    admin: AdminClient,
    monkeypatch: pytest.MonkeyPatch,
    seed: int,
) -> None:
    """Whatever comes between runs that are told the same, leaving out work changes no row."""
    random, releases, ran = Random(seed), [0], Counter[str]()  # noqa: S311 - no secret
    repeat, judge = unchanged.Memory.repeat, guards.judge

    def release() -> None:
        releases[0] += 1

    def counted(memory: unchanged.Memory) -> bool:
        repeated = repeat(memory)
        ran["repeated"] += repeated
        return repeated

    def judged(*values: Any, **options: Any) -> guards.Verdict:
        ran["whole"] += 1
        return judge(*values, **options)

    monkeypatch.setattr(unchanged, "code", lambda: bytes(releases))
    monkeypatch.setattr(guards, "judge", judged)
    steps = _history(random, admin, release)
    monkeypatch.setattr(unchanged.Memory, "repeat", counted)
    with_memory, first = play(steps), dict(ran)
    monkeypatch.setattr(unchanged.Memory, "repeat", lambda _memory: False)
    ran.clear()
    without = play(steps)

    assert first["repeated"] > 0
    assert first["repeated"] + first["whole"] == ran["whole"]
    for table, rows in without.items():
        assert rows == with_memory[table], f"seed {seed}: {table}"
