"""OpenAI's list of models: every active offer under our own id. It has no prices.

https://platform.openai.com/docs/api-reference/models, shape last seen 2026-11.
"""

from pricebook import feeds
from pricebook.serving import cache
from pricebook.serving.answer import Answer
from pricebook.serving.cache import CachedQuery


def models() -> tuple[Answer, str]:
    """Answer GET /v1/models."""
    return cache.get(wholes()[0])


def wholes() -> list[CachedQuery]:
    """Return the query of the list."""
    build = feeds.builder("feeds.openai.models", "There are no models yet.")
    return [feeds.whole("openai", "openai/v1/models", build)]


def model(model_id: str) -> tuple[Answer, str]:
    """Answer GET /v1/models/{id}, for models that are not sold any more as well."""
    not_found = f"The model {model_id!r} does not exist."
    build = feeds.builder("feeds.openai.model", not_found, model_id=model_id)
    return feeds.served(f"openai {model_id}", build, scope=model_id.partition("/")[0])
