"""A machine of one's own, with a few hundred offers and every awkward price."""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

from local import machine_on_home
from local.commands import migrate
from local.gateway import server
from local.home import Home
from local.stores.addresses import Addresses, Stores
from pricebook.feeds.litellm import LEFT_OUT
from pricebook.identity.canonical import canonical_id
from pricebook.providers import registry
from pricebook.storage.postgres import Database
from pricebook.sync import reference_run
from pricebook.sync.listed_sellers import seller_spelling
from tests.support.fakes.provider_transport import raw
from tests.support.seeds.awkward_prices import BATCH, FLEX, OFFERS, PRIORITY, Row, over, tokens
from tests.support.seeds.feed_offers import add, write
from tests.support.seller_names import names_in

MAP = "lib/python3.13/site-packages/litellm/model_prices_and_context_window_backup.json"
"""LiteLLM's own map comes with LiteLLM, so that nothing has to be fetched."""
AWKWARD = {
    "1 openai gpt-5.5": "openai/gpt-5.5",
    "3 anthropic claude-opus-5": "anthropic/claude-opus-5",
    "5 anthropic claude-haiku-5-5": "anthropic/claude-haiku-5-5",
    "7 google gemini-2.5-pro": "google/gemini-2.5-pro",
    "10 deepseek-flash": "deepseek/deepseek-flash",
    "11 dashscope qwen3-max": "alibaba-cloud/qwen3-max",
    "12 perplexity sonar-deep-research": "perplexity/sonar-deep-research",
    "15 openai gpt-realtime": "openai/gpt-realtime",
    "24 openrouter/auto": "openrouter/openrouter/auto",
    "25 scaleway glm-5.2": "novita/glm-5.2",
}
ENDED = {slug for slug, provider in registry().items() if provider.ended}
SELLERS = sorted(names_in("litellm", *LEFT_OUT, *ENDED))
"""Whom LiteLLM can reach, for it charges some of them by rules of their own."""
MODELS = 10 * len(SELLERS)
RIVALS = 30
"""How many models have several sellers, each model another cheapest one."""
STEPS = (128_000, 200_000, 272_000, 131_071)


@contextmanager
def served(home: Path, clients: Path) -> Iterator[str]:
    """Start stores and machine, fill them, and give the machine's address."""
    stores = Stores(Home())
    addresses = stores.start()
    migrate.apply(addresses)
    fill(addresses, (clients / MAP).read_bytes())
    with server.listen(0) as taken:
        running = machine_on_home.machine(Home(), addresses, taken)
        running.start()
        try:
            yield f"http://127.0.0.1:{running.port}"
        finally:
            running.stop()
            stores.stop()
    assert home.exists()


def fill(addresses: Addresses, upstream: bytes) -> None:
    """List the offers, and what LiteLLM's list says."""
    os.environ |= {"DATABASE_URL": addresses.database, "REDIS_URL": addresses.redis}
    listed(addresses.database)
    report = reference_run.run("litellm", triggered_by="cli", fetcher=raw(upstream))
    print(f"{MODELS + len(AWKWARD)} offers; {json.dumps(report.counts(), default=str)}", flush=True)


def listed(url: str) -> None:
    """List the offers in the database of this address."""
    database = Database(url)
    facts: dict[str, Any] = {"context_length": 1_000_000, "output_modalities": ["text"]}
    for name, model_id in AWKWARD.items():
        add(database, model_id, OFFERS[name], canonical=true_canonical(model_id), **facts)
    for number in range(MODELS):
        model_id = f"{SELLERS[number % len(SELLERS)]}/acme/model-{number}"
        add(database, model_id, rows(number), canonical=canonical(model_id), **facts)
    for number in range(RIVALS):
        for model_id, figure in rivals(number):
            prices = card(figure, cached=False)
            add(database, model_id, prices, canonical=f"rival/model-{number}", **facts)
    write(database)
    database.close()


def rivals(number: int) -> Iterator[tuple[str, Decimal]]:
    """Yield who sells a model at which figure; a batch is cheaper, and another contract."""
    for place, seller in enumerate(SELLERS[number % 7 :][:4]):
        share = (Decimal("1.3"), Decimal(1), Decimal("1.2"), Decimal("1.1"))[(place + number) % 4]
        # LiteLLM knows some sellers by bare names, which must not be the same
        yield f"{seller}/rival/model-{number}-of-{place}", (number + 1) * share
    yield f"{SELLERS[-1]}/rival/model-{number}:batch", Decimal(number + 1) / 2


def true_canonical(model_id: str) -> str | None:
    """Return which model an offer of a real one is of, as a run would."""
    provider, _, name = model_id.partition("/")
    return canonical_id(seller_spelling(provider), name)


def canonical(model_id: str) -> str:
    """Return a canonical id for an offer of a made-up model."""
    return "acme/" + model_id.partition("/")[2].replace("/", "-")


def rows(number: int) -> Iterable[Row]:
    """Return the prices of one offer: each kind of price in another rhythm."""
    base = Decimal(number + 1) * Decimal("0.0137")
    yield from card(base, cached=number % 2 == 0)
    step = STEPS[number % len(STEPS)]
    if number % 3 == 0:
        yield from card(base * 2, cached=number % 2 == 0, **over(step))
    for rhythm, tier, share in ((4, BATCH, "0.5"), (5, FLEX, "0.6"), (6, PRIORITY, "1.7")):
        if number % rhythm == 0:
            yield from card(base * Decimal(share), cached=number % 2 == 0, **tier)
    if number % 24 == 0:
        yield from card(base * Decimal("0.9"), cached=True, **over(step), **BATCH)


def card(figure: Decimal, *, cached: bool, **when: Any) -> list[Row]:
    """Return input, output and perhaps cached input at one figure."""
    read = format(figure / 10, "f") if cached else None
    return tokens(format(figure, "f"), format(figure * 4, "f"), read, **when)
