"""The peer: FastAPI, SQLAlchemy and pydantic over the same tables, as their own pages advise.

Asynchronous engine with a pool, models with `response_model`, gzip by middleware. With CACHED=text
Redis holds the JSON of each body for a minute, and the middleware packs it for each request; with
CACHED=gzip Redis holds it as it travels. Runs in an environment of its own.
"""

import gzip
import os
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from decimal import Decimal
from typing import Any

from fastapi import FastAPI, HTTPException, Response
from fastapi.middleware.gzip import GZipMiddleware
from pydantic import BaseModel, Json
from redis.asyncio import Redis
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

ADDRESS = os.environ["DATABASE_URL"].replace("postgresql://", "postgresql+asyncpg://", 1)
CACHED = os.environ.get("CACHED")
PACKED = CACHED == "gzip"
KEPT_S = 60
MODELS = """
  SELECT id AS number, model_id AS id, provider, provider_model_id, canonical_id, name, description,
    context_length, max_output_tokens, modality, input_modalities, output_modalities, capabilities,
    supported_parameters, is_active, deprecated, first_seen_at, updated_at
  FROM models WHERE is_active
"""
PRICES = """
  SELECT model_id AS number, meter, conditions::text AS conditions, state, amount, currency, source,
    observed_at
  FROM current_prices
"""


class Price(BaseModel):
    """One price."""

    meter: str
    conditions: Json[dict[str, Any]]
    state: str
    amount: Decimal | None
    currency: str | None
    source: str
    observed_at: datetime


class Model(BaseModel):
    """One model with its prices."""

    id: str
    provider: str
    provider_model_id: str
    canonical_id: str | None
    name: str | None
    description: str | None
    context_length: int | None
    max_output_tokens: int | None
    modality: str | None
    input_modalities: list[str]
    output_modalities: list[str]
    capabilities: list[str]
    supported_parameters: list[str]
    is_active: bool
    deprecated: bool
    first_seen_at: datetime
    updated_at: datetime
    prices: list[Price]


class Catalog(BaseModel):
    """All models."""

    data: list[Model]


class One(BaseModel):
    """One model."""

    data: Model


engine = create_async_engine(ADDRESS, pool_size=10)
redis = Redis.from_url(os.environ["REDIS_URL"])


@asynccontextmanager
async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
    """Let go of the connections at the end."""
    yield
    await engine.dispose()
    await redis.aclose()


app = FastAPI(lifespan=lifespan)
if not PACKED:
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=6)


async def models(connection: AsyncConnection, where: str = "", **given: str) -> list[Model]:
    """Read models and their prices, in two statements."""
    rows = (await connection.execute(text(f"{MODELS} {where} ORDER BY model_id"), given)).mappings()
    found = [dict(row) for row in rows]
    if not found:
        return []
    one = f"WHERE model_id = {int(found[0]['number'])}" if len(found) == 1 else ""
    prices: dict[int, list[Price]] = defaultdict(list)
    for row in (await connection.execute(text(f"{PRICES} {one}"))).mappings():
        prices[row["number"]].append(Price.model_validate(dict(row)))
    return [Model(**row, prices=prices[row["number"]]) for row in found]


async def kept(key: str) -> Response | None:
    """Return what Redis has of a body."""
    body = await redis.get(f"peer:{CACHED}:{key}") if CACHED else None
    return sent(body) if isinstance(body, bytes) else None


async def keep(key: str, body: BaseModel) -> Response:
    """Keep a body, and return it."""
    text = body.model_dump_json().encode()
    content = gzip.compress(text, 6) if PACKED else text
    await redis.set(f"peer:{CACHED}:{key}", content, ex=KEPT_S)
    return sent(content)


def sent(content: bytes) -> Response:
    """Return the response for what Redis holds."""
    headers = {"content-encoding": "gzip"} if PACKED else None
    return Response(content, media_type="application/json", headers=headers)


@app.get("/v1/catalog", response_model=Catalog)
async def catalog() -> Response | Catalog:
    """Every active model."""
    if answer := await kept("catalog"):
        return answer
    async with engine.connect() as connection:
        body = Catalog(data=await models(connection))
    return await keep("catalog", body) if CACHED else body


@app.get("/v1/models/{model_id:path}", response_model=One)
async def model(model_id: str) -> Response | One:
    """One model."""
    if answer := await kept(model_id):
        return answer
    async with engine.connect() as connection:
        found = await models(connection, "AND model_id = :model_id", model_id=model_id)
    if not found:
        raise HTTPException(404)
    body = One(data=found[0])
    return await keep(model_id, body) if CACHED else body
