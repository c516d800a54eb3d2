"""A shelf of models that people know, sold by those who sell them: what to search and compare."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pricebook.storage.postgres import Database

GATEWAYS = ("openrouter", "requesty", "nano-gpt")
MODELS = """
openai/gpt-4o | GPT-4o | openai:gpt-4o azure:gpt-4o github-models:openai/gpt-4o
openai/gpt-4o-mini | GPT-4o mini | openai:gpt-4o-mini azure:gpt-4o-mini
openai/gpt-4o-2024-05-13 | GPT-4o (2024-05-13) | openai:gpt-4o-2024-05-13
openai/gpt-4 | GPT-4 | openai:gpt-4
openai/gpt-5 | GPT-5 | openai:gpt-5 azure:gpt-5-2025-08-07
openai/gpt-oss-120b | GPT OSS 120B | groq:openai/gpt-oss-120b cerebras:gpt-oss-120b
openai/o1 | o1 | openai:o1
openai/o1-mini | o1-mini | openai:o1-mini
openai/text-embedding-3-large | Text Embedding 3 Large | openai:text-embedding-3-large
anthropic/claude-opus-4.1 | Claude Opus 4.1 | anthropic:claude-opus-4-1-20250805
    bedrock:us.anthropic.claude-opus-4-1-20250805-v1:0
anthropic/claude-opus-4 | Claude Opus 4 | anthropic:claude-opus-4-20250514
anthropic/claude-sonnet-4 | Claude Sonnet 4 | anthropic:claude-sonnet-4-20250514
    bedrock:anthropic.claude-sonnet-4-20250514-v1:0
anthropic/claude-sonnet-4.5 | Claude Sonnet 4.5 | anthropic:claude-sonnet-4-5-20250929
    bedrock:anthropic.claude-sonnet-4-5-20250929-v1:0
anthropic/claude-3.5-sonnet | Claude 3.5 Sonnet | anthropic:claude-3-5-sonnet-20241022
anthropic/claude-haiku-4.5 | Claude Haiku 4.5 | anthropic:claude-haiku-4-5-20251001
google/gemini-2.5-flash | Gemini 2.5 Flash | google:gemini-2.5-flash
    google-vertex:gemini-2.5-flash
google/gemini-2.5-flash-lite | Gemini 2.5 Flash-Lite | google:gemini-2.5-flash-lite
google/gemma-3-27b-it | Gemma 3 27B | deepinfra:google/gemma-3-27b-it
meta-llama/llama-3.3-70b-instruct | Llama 3.3 70B Instruct | groq:llama-3.3-70b-versatile
    fireworks:accounts/fireworks/models/llama-v3p3-70b-instruct
    together:meta-llama/Llama-3.3-70B-Instruct-Turbo
meta-llama/llama-3.1-8b-instruct | Llama 3.1 8B Instruct | groq:llama-3.1-8b-instant
meta-llama/llama-4-maverick | Llama 4 Maverick |
    groq:meta-llama/llama-4-maverick-17b-128e-instruct
latitudegames/wayfarer-large-70b-llama-3.3 | Wayfarer Large 70B Llama 3.3 |
qwen/qwen3-max | Qwen3 Max | alibaba-cloud:qwen3-max
qwen/qwen3-max-thinking | Qwen3 Max Thinking | alibaba-cloud:qwen3-max-thinking
qwen/qwen3-coder-480b-a35b-instruct | Qwen3 Coder 480B A35B |
    together:Qwen/Qwen3-Coder-480B-A35B-Instruct-FP8
qwen/qwen-max | Qwen-Max | alibaba-cloud:qwen-max
deepseek/deepseek-r1 | DeepSeek R1 | deepseek:deepseek-reasoner together:deepseek-ai/DeepSeek-R1
deepseek/deepseek-r1-0528 | DeepSeek R1 0528 | deepinfra:deepseek-ai/DeepSeek-R1-0528
deepseek/deepseek-r1-distill-llama-70b | DeepSeek R1 Distill Llama 70B |
    groq:deepseek-r1-distill-llama-70b
deepseek/deepseek-v3.1 | DeepSeek V3.1 | deepinfra:deepseek-ai/DeepSeek-V3.1
mistralai/mistral-large-2411 | Mistral Large 2411 | mistral:mistral-large-2411
mistralai/mistral-small-3.2-24b-instruct | Mistral Small 3.2 24B | mistral:mistral-small-2506
mistralai/mixtral-8x7b-instruct | Mixtral 8x7B Instruct |
    together:mistralai/Mixtral-8x7B-Instruct-v0.1
moonshotai/kimi-k2 | Kimi K2 | moonshot:kimi-k2-0711-preview
z-ai/glm-4.6 | GLM 4.6 | zai:glm-4.6
x-ai/grok-4 | Grok 4 | xai:grok-4-0709
cohere/command-r-plus | Command R+ | cohere:command-r-plus
microsoft/phi-4 | Phi 4 | azure:Phi-4
"""
"""Canonical ids, the names that people say, and who sells them beside the gateways, as what."""

STOCK = """
WITH told AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset(CAST(:offers AS jsonb)) AS r (
    provider text, id text, canonical text, name text, active boolean, released date,
    context integer, capabilities text[]
  )
), sellers AS (
  INSERT INTO providers (slug, name, kind, website, docs_url)
  SELECT DISTINCT provider, provider, 'host', 'https://example.com', 'https://example.com/docs'
  FROM told
  ON CONFLICT DO NOTHING
), things AS (
  INSERT INTO canonical_models (id, name)
  SELECT DISTINCT ON (canonical) canonical, name FROM told WHERE canonical IS NOT NULL
  ON CONFLICT DO NOTHING
)
INSERT INTO models (
  provider, provider_model_id, canonical_id, name, is_active, release_date, context_length,
  capabilities
)
SELECT
  provider, id, canonical, name, coalesce(active, true), released, context,
  coalesce(capabilities, '{}')
FROM told
"""
PRICE = """
INSERT INTO model_prices (
  model_id, source, meter, state, amount, currency, published, valid, recorded
)
SELECT
  m.id, 'database', p.meter,
  CASE WHEN p.figure = '0' THEN 'free' WHEN p.figure ~ '^[0-9]' THEN 'known' ELSE p.figure END,
  CASE WHEN p.figure ~ '[1-9]' THEN p.figure::numeric / 1000000 END,
  CASE WHEN p.figure ~ '[1-9]' THEN coalesce(r.currency, 'USD') END,
  p.figure, tstzrange(now(), NULL), tstzrange(now(), NULL)
FROM jsonb_to_recordset(CAST(:offers AS jsonb)) AS r (
  provider text, id text, prompt text, completion text, currency text
)
JOIN models m ON m.provider = r.provider AND m.provider_model_id = r.id
CROSS JOIN LATERAL (VALUES ('input_tokens', r.prompt), ('output_tokens', r.completion))
  AS p (meter, figure)
WHERE p.figure IS NOT NULL
"""
DOCUMENTS = "UPDATE models m SET document = d.document FROM model_documents d WHERE d.id = m.id"


def stock(database: Database, offers: Iterable[Mapping[str, Any]]) -> None:
    """Put offers on the shelf.

    Args:
        database: the owner's connection.
        offers: `provider` and `id`, and what else is told: canonical, name, active, released,
            context, capabilities, currency, and prompt and completion: dollars per 1M tokens, "0"
            for free, or the state of a price.
    """
    told = json.dumps([{"name": offer["id"], **offer} for offer in offers])
    for statement in (STOCK, PRICE):
        database.run(statement, offers=told)
    database.run(DOCUMENTS)


def familiar() -> list[dict[str, str]]:
    """Return what everybody knows; the gateways sell all of it."""
    lines = MODELS.strip().replace("\n   ", "").splitlines()
    return [offer for line in lines for offer in _offers(line)]


def _offers(line: str) -> list[dict[str, str]]:
    canonical, name, sold = (part.strip() for part in line.split("|"))
    own = [tuple(word.split(":", 1)) for word in sold.split()]
    gateways = [(slug, canonical) for slug in GATEWAYS] if own else [("nano-gpt", canonical)]
    return [
        {"provider": provider, "id": model, "canonical": canonical, "name": name}
        for provider, model in [*own, *gateways]
    ]
