"""The real sync of answers that a test composes, and what the ledger then holds."""

import json
from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from pricebook.providers import registry
from pricebook.storage.postgres import Database
from pricebook.sync import provider_run
from pricebook.sync.fetch import Fetcher
from tests.support.fakes.provider_transport import answer_bytes

type Cards = dict[str, dict[str, str]]
"""Prices by model, and by meter with its conditions: an amount as text, or a state."""

PRICES = """
SELECT m.provider_model_id, c.meter, c.conditions, c.amount, c.state, c.currency
FROM models m LEFT JOIN current_prices c ON c.model_id = m.id
WHERE m.provider = :slug AND m.is_active ORDER BY 1, 2
"""


def synchronise(
    slug: str, answers: Mapping[str, Any], database: Database, patch: pytest.MonkeyPatch
) -> tuple[Cards, str]:
    """Synchronise with a provider, and return its prices and what the run told of.

    Args:
        slug: which provider.
        answers: bodies by a part of their address, of which the longest wins; others are 404.
        database: where the ledger lies.
        patch: what sets the keys that the provider needs.
    """
    provider = registry()[slug]
    keys = (provider.key, provider.account, "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
    for variable in filter(None, keys):
        patch.setenv(variable, "secret")
    run = provider_run.run(slug, triggered_by="cli", fetcher=_fetcher(answers))
    return stored(slug, database), json.dumps(run.errors)


def stored(slug: str, database: Database) -> Cards:
    """Return what the ledger holds of a provider's models that are sold."""
    cards: Cards = {}
    for model, meter, conditions, amount, state, currency in database.run(PRICES, slug=slug):
        card = cards.setdefault(model, {})
        if meter:
            words = [f"{key}={_word(value)}" for key, value in sorted(conditions.items())]
            figure = state if amount is None else f"{amount.normalize():f}"
            card[" ".join((meter, *words))] = (
                figure if currency in (None, "USD") else f"{figure} {currency}"
            )
    return cards


def _word(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _fetcher(answers: Mapping[str, Any]) -> Fetcher:
    def answer(request: httpx.Request) -> httpx.Response:
        fitting = [part for part in answers if part in str(request.url)]
        if not fitting:
            return answer_bytes(b"", 404)
        body = answers[max(fitting, key=len)]
        return answer_bytes((body if isinstance(body, str) else json.dumps(body)).encode())

    return Fetcher(httpx.MockTransport(answer), sleep=lambda _seconds: None)
