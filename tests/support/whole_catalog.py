"""A whole catalogue that things happen to, and what one statement would build of it."""

import gzip
import os
import random
from collections.abc import Callable

from redis import Redis

from pricebook.ledger import parts
from pricebook.serving import cache
from pricebook.storage.postgres import Database
from pricebook.sync import provider_run
from tests.support.admin_client import AdminClient
from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import answering, item

PATH = "/v1/catalog"
SELLERS = ("openrouter", "vercel-ai-gateway")
"""Two whose lists have one shape."""
ONE_STATEMENT = """
SELECT
  '{"data":[' || coalesce(string_agg(m.document::text, ',' ORDER BY m.model_id COLLATE "C"), '')
  || '],"meta":{"total":' || count(*) || ',"last_updated":'
  || (SELECT to_json(changed_at)::text FROM generations WHERE scope = coalesce(:provider, 'all'))
  || '}}'
FROM models m WHERE m.is_active AND m.provider = coalesce(:provider, m.provider)
"""
type Act = Callable[[], object]


def offer(slug: str, *models: str, prompt: str = "0.000001") -> None:
    """Let a seller list these models."""
    listed = [item(f"acme/{name}", prompt) for name in models]
    provider_run.run(slug, triggered_by="cli", fetcher=answering(*listed))


def flush() -> None:
    """Empty Valkey."""
    with Redis.from_url(os.environ["REDIS_URL"]) as shared:
        shared.flushall()


def body(client: CatalogClient, **query: str) -> bytes:
    """Return the body that a reader gets, unpacked."""
    answer = client.get(PATH, {"accept-encoding": "gzip"}, **query)
    assert 200 == answer.status
    return gzip.decompress(answer.body)


def anew(client: CatalogClient, **query: str) -> bytes:
    """Return the body that a container gets which nothing is cached for, unpacked."""
    flush()
    cache.reset()
    return body(client, **query)


def expected(database: Database, provider: str | None = None) -> bytes:
    """Return the body that one statement builds of the documents."""
    ((text,),) = database.run(ONE_STATEMENT, provider=provider)
    return str(text).encode()


def stored(database: Database) -> dict[str, list[object]]:
    """Return when and of what each part was made."""
    rows = database.run("SELECT provider, etag, made_at, xmin::text FROM parts")
    return {slug: values for slug, *values in rows}


class Sequence:
    """What may happen to a catalogue, in an order that a number decides."""

    def __init__(self, admin: AdminClient, owner: Database, forget: Act, seed: int) -> None:
        self._admin, self._owner, self._forget = admin, owner, forget
        self._random = random.Random(seed)  # noqa: S311 - a sample

    def step(self) -> str:
        """Let something happen, and say what."""
        acts = (self._sync, self._sync, self._sync, self._edit, self._switch, self._write)
        rare = (self._flush, self._lose, self._lose_a_part, self._restart, self._mend)
        act = self._random.choice((*acts, *rare))
        act()
        return act.__name__

    def _sync(self) -> None:
        count = self._random.choice((1, 2, 3, 30))
        names = [f"m{n}" for n in self._random.sample(range(40), count)]
        prompt = self._random.choice(("0.000001", "0.000002", "-1"))
        slug = self._random.choice(SELLERS)
        listed = [item(f"acme/{name}", prompt) for name in names]
        provider_run.run(slug, triggered_by="cli", fetcher=answering(*listed), force=True)

    def _edit(self) -> None:
        ids = self._owner.run("SELECT model_id FROM models ORDER BY model_id")
        if ids:
            name = f"Name {self._random.randrange(1000)}"
            (model,) = self._random.choice(ids)
            answer = self._admin.ask("PATCH", f"/v1/admin/models/{model}", {"pins": {"name": name}})
            assert 200 == answer.status

    def _switch(self) -> None:
        """Let somebody write by hand, who makes no part."""
        self._owner.run(
            "UPDATE models SET is_active = NOT is_active"
            " WHERE id = (SELECT id FROM models ORDER BY md5(id::text || :seed) LIMIT 1)",
            seed=str(self._random.random()),
        )
        self._raise()

    def _write(self) -> None:
        """Let an old release write a document, which makes no part either."""
        self._owner.run(
            "UPDATE models SET document = json_with(document, 'later', to_json(random()))"
            " WHERE id = (SELECT id FROM models ORDER BY md5(id::text || :seed) LIMIT 1)",
            seed=str(self._random.random()),
        )
        self._raise()

    def _raise(self) -> None:
        raised = self._owner.run(
            "UPDATE generations SET generation = generation + 1, changed_at = now()"
            " RETURNING scope, generation"
        )
        cache.announce(dict(raised))

    def _flush(self) -> None:
        assert 200 == self._admin.ask("POST", "/v1/admin/cache/flush", {}).status

    def _lose(self) -> None:
        flush()

    def _lose_a_part(self) -> None:
        """Let Valkey drop a part, which a container without a memory misses."""
        with Redis.from_url(os.environ["REDIS_URL"]) as shared:
            for key in sorted(shared.scan_iter("*:part *"))[:1]:
                shared.delete(key)
        self._forget()

    def _restart(self) -> None:
        self._forget()

    def _mend(self) -> None:
        parts.mend(self._owner, anew=self._random.random() < 0.5)
