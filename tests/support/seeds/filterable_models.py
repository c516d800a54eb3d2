"""Some sixty models that differ in all that a list can be filtered and sorted by."""

import json
import random
from datetime import date, timedelta
from typing import Any

from pricebook.storage.postgres import Database

PROVIDERS = ("able", "baker", "charlie")
CREATORS = ("acme", "initech", None)
NAMES = (
    *("Plain", "plain two", "100% Pure", "under_score", "back\\slash", "Größe XL", "Ünder Ω"),
    *("=1+1", "+49", "-1", "@SUM(A1)", "\tTabbed", "\rReturned", 'Says "hi", twice', "Two\nlines"),
)
STATES: tuple[tuple[str, ...], ...] = (
    *((), ("known",), ("known",), ("free",), ("free", "not_offered"), ("dynamic",)),
    *(("included",), ("known", "free"), ("not_offered",)),
)
METERS = ("input_tokens", "output_tokens", "cache_read_tokens")

INSERT = """
WITH item AS (
  SELECT * FROM jsonb_to_recordset(CAST(:items AS jsonb)) AS r (
    provider text, provider_model_id text, canonical_id text, name text, description text,
    context_length integer, modality text, input_modalities text[], output_modalities text[],
    capabilities text[], supported_parameters text[], is_active boolean, deprecated boolean,
    release_date date, health_status text, listed_at timestamptz, deprecation_date date
  )
)
INSERT INTO models (
  provider, provider_model_id, canonical_id, name, description, context_length, modality,
  input_modalities, output_modalities, capabilities, supported_parameters, is_active, deprecated,
  release_date, health_status, listed_at, deprecation_date
)
SELECT * FROM item
"""
PRICES = """
INSERT INTO model_prices (
  model_id, source, meter, state, amount, currency, published, valid, recorded
)
SELECT
  m.id, 'database', p.meter, p.state, p.amount, CASE WHEN p.amount IS NOT NULL THEN 'USD' END, 'x',
  tstzrange(now() - interval '1 day', NULL), tstzrange(now() - interval '1 day', NULL)
FROM jsonb_to_recordset(CAST(:items AS jsonb)) AS i (
  provider text, provider_model_id text, prices jsonb
)
JOIN models m USING (provider, provider_model_id)
CROSS JOIN jsonb_to_recordset(i.prices) AS p (meter text, state text, amount numeric)
"""
DOUBTS = """
WITH held AS (
  INSERT INTO price_reviews (
    model_id, source, meter, new_state, new_amount, new_currency, published, reason, sample
  )
  SELECT id, 'database', 'input_tokens', 'known', 1, 'USD', 'x', 'jump', 'x'
  FROM models WHERE document IS NULL AND id % 7 = 0
)
UPDATE models SET prices_incomplete = true WHERE document IS NULL AND id % 11 = 0
"""
DOCUMENTS = """
WITH written AS (
  UPDATE models m SET document = d.document, updated_at = now()
  FROM model_documents d WHERE d.id = m.id AND m.document IS NULL
  RETURNING m.model_id, d.free
)
UPDATE model_access a SET is_free = true FROM written w WHERE w.model_id = a.model_id AND w.free
"""


def fill(database: Database, count: int = 60) -> None:
    """Write them, ten at a time, so that some were created and updated at the same moment."""
    for provider in PROVIDERS:
        database.run(
            "INSERT INTO providers (slug, name, kind, website, docs_url)"
            " VALUES (:slug, :slug, 'host', 'https://example.com', 'https://example.com')",
            slug=provider,
        )
    database.run(
        "INSERT INTO canonical_models (id, name) SELECT c || '/' || n, n"
        " FROM unnest(ARRAY['acme', 'initech']) AS c, unnest(ARRAY['small', 'large']) AS n"
    )
    chance = random.Random(20260822)  # noqa: S311 - the same models in every run
    made = [_model(chance, number) for number in range(count)]
    for start in range(0, count, 10):
        add(database, *made[start : start + 10])


def add(database: Database, *models: dict[str, Any]) -> None:
    """Write models with their prices and documents, as a run would."""
    items = json.dumps(models)
    for statement in (INSERT, PRICES):
        database.run(statement, items=items)
    database.run(
        "INSERT INTO sightings (model_id, last_seen_at) SELECT id, now() FROM models"
        " ON CONFLICT DO NOTHING"
    )
    database.run(DOUBTS)
    database.run("UPDATE model_access SET is_pro = hashtext(model_id) % 3 <> 0")
    database.run(DOCUMENTS)
    database.run("UPDATE generations SET generation = generation + 1")


def model(called: str, **more: Any) -> dict[str, Any]:
    """Return one that is like many others."""
    return {
        "provider": "able",
        "provider_model_id": called,
        "name": called,
        "input_modalities": ["text"],
        "output_modalities": ["text"],
        "capabilities": [],
        "supported_parameters": [],
        "is_active": True,
        "deprecated": False,
        "prices": [],
    } | more


def _model(chance: random.Random, number: int) -> dict[str, Any]:
    creator = chance.choice(CREATORS)
    takes = chance.choice((["text"], ["image", "text"], ["audio"], []))
    gives = chance.choice((["text"], ["image"], []))
    return model(
        f"m{number:02}" if number % 5 else f"Odd/m{number:02}:free",
        provider=chance.choice(PROVIDERS),
        canonical_id=creator and f"{creator}/{chance.choice(('small', 'large'))}",
        name=NAMES[number // 2 % len(NAMES)] if number % 2 else f"Model {number}",
        description=chance.choice((None, "A model, plainly.")),
        context_length=chance.choice((None, 8192, 8192, 131072, 1000000)),
        modality=f"{'+'.join(takes)}->{'+'.join(gives)}" if takes and gives else None,
        input_modalities=takes,
        output_modalities=gives,
        capabilities=sorted(chance.sample(("reasoning", "tools", "vision"), chance.randrange(4))),
        supported_parameters=sorted(chance.sample(("seed", "stop", "top_p"), chance.randrange(4))),
        is_active=chance.random() < 0.8,
        deprecated=chance.random() < 0.2,
        release_date=chance.choice(
            (None, str(date(2026, 1, 1) + timedelta(days=chance.randrange(90))))
        ),
        health_status=chance.choice((None, "ok", "degraded")),
        listed_at=None if number % 3 else f"2026-02-{1 + number % 28:02}T04:05:06+00:00",
        deprecation_date=None if number % 4 else f"2026-06-{1 + number % 28:02}",
        prices=[
            {
                "meter": meter,
                "state": state,
                "amount": _amount(chance) if state == "known" else None,
            }
            for meter, state in zip(METERS, chance.choice(STATES), strict=False)
        ],
    )


def _amount(chance: random.Random) -> str:
    """Return US dollars per token."""
    return f"0.{chance.choice((1, 25, 3, 15)):08}"
