"""What a feed is tested with: a few offers, priced as somebody told it."""

import gzip
import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from pricebook.pricing.meters import METERS
from pricebook.pricing.price import per_unit
from pricebook.providers import registry
from pricebook.storage.postgres import Database
from pricebook.sync.registration import provider_row
from tests.support.clients import CatalogClient, Response
from tests.support.seeds.awkward_prices import Row

OFFER = """
WITH seller AS (
  INSERT INTO providers (
    slug, name, kind, website, docs_url, key_name, api, sdk, env, names, makes
  )
  VALUES (
    :slug, upper(:slug), :kind, 'https://seller.example', 'https://seller.example/prices', :key,
    :api, :sdk, CAST(:env AS text[]), CAST(:names AS jsonb), CAST(:makes AS text[])
  )
  ON CONFLICT DO NOTHING
), canonical AS (
  INSERT INTO canonical_models (id, name) SELECT CAST(:canonical AS text), 'A model'
  WHERE CAST(:canonical AS text) IS NOT NULL
  ON CONFLICT DO NOTHING
)
INSERT INTO models (provider, provider_model_id, name, canonical_id)
VALUES (:slug, :name, 'The ' || :name, CAST(:canonical AS text))
RETURNING id
"""
BELIEVE = """
SELECT believe(
  CAST(:id AS bigint), :source, :meter, CAST(:conditions AS jsonb),
  tstzrange('2026-01-01', NULL), :state, CAST(:amount AS numeric), CAST(:currency AS text)
)
"""
WRITE = """
WITH raised AS (UPDATE generations SET generation = generation + 1, changed_at = now())
UPDATE models m SET document = d.document FROM model_documents d WHERE d.id = m.id
"""
DESCRIBE = """
UPDATE models m SET
  capabilities = r.capabilities, context_length = r.context_length,
  deprecation_date = r.deprecation_date, input_modalities = r.input_modalities,
  is_active = r.is_active, listed_at = r.listed_at, listed_by = r.listed_by,
  max_output_tokens = r.max_output_tokens,
  output_modalities = r.output_modalities, supported_parameters = r.supported_parameters
FROM models o
CROSS JOIN LATERAL jsonb_populate_record(o, CAST(:columns AS jsonb)) r
WHERE o.id = m.id AND m.id = :id
"""

SUPPORT = """
INSERT INTO resolutions (model_id, cards, support)
SELECT id, '[]', jsonb_build_object(
  'input_tokens {}', jsonb_build_object('confidence', CAST(:confidence AS text))
)
FROM models WHERE model_id = :model_id
"""


def offer(
    database: Database,
    model_id: str,
    rows: Iterable[Row],
    source: str = "database",
    canonical: str | None = None,
    **columns: Any,
) -> None:
    """List an offer of a provider, with its prices; the id is provider/id."""
    add(database, model_id, rows, source, canonical, **columns)
    write(database)


def add(
    database: Database,
    model_id: str,
    rows: Iterable[Row],
    source: str = "database",
    canonical: str | None = None,
    **columns: Any,
) -> None:
    """Insert an offer and its prices; nobody reads them before `write`."""
    slug, _, name = model_id.partition("/")
    kind, key = columns.pop("kind", "host"), columns.pop("key", None)
    params = {"slug": slug, "name": name, "canonical": canonical, "kind": kind, "key": key}
    [[number]] = database.run(OFFER, **params, **_facts(slug))
    database.run(DESCRIBE, columns=json.dumps(columns), id=number)
    for row in rows:
        _believe(database, number, row, source)


def write(database: Database) -> None:
    """Write the document of every offer."""
    database.run(WRITE)


def _facts(slug: str) -> dict[str, Any]:
    """Return what a run would write of a provider that the registry has."""
    provider = registry().get(slug)
    row: dict[str, Any] = provider_row(provider) if provider else {}
    facts: dict[str, Any] = {name: row.get(name) for name in ("api", "sdk", "names")}
    facts |= {name: list(row.get(name) or ()) for name in ("env", "makes")}
    return facts | {"names": json.dumps(facts["names"] or {})}


def listed(
    database: Database, model_id: str, rows: Iterable[Row], confidence: str, **columns: Any
) -> None:
    """List an offer that only lists know, with how sure they are of its price."""
    source = "reference:models.dev"
    offer(database, model_id, rows, source, listed_by=[source], **columns)
    database.run(SUPPORT, model_id=model_id, confidence=confidence)
    write(database)


def _believe(database: Database, number: int, row: Row, source: str) -> None:
    known = row.state == "known"
    amount = per_unit(Decimal(row.figure or 0), per=METERS[row.meter].per)
    database.run(
        BELIEVE,
        id=number,
        source=source,
        meter=row.meter,
        conditions=json.dumps(row.conditions),
        state=row.state,
        amount=format(amount, "f") if known else None,
        currency=row.currency if known else None,
    )


def read(response: Response) -> Any:
    """Return the decoded body of a good answer, its figures as the decimals that it writes."""
    assert 200 == response.status, response.body
    packed = response.headers.get("content-encoding") == "gzip"
    body = gzip.decompress(response.body) if packed else response.body
    return json.loads(body, parse_float=Decimal)


def feed(api: CatalogClient, path: str, **query: Any) -> Any:
    """Return the decoded body of a feed."""
    return read(api.get(f"/feeds/{path}", **query))
