"""What a tier may use: the question behind /v1/access."""

from functools import partial
from urllib.parse import unquote

from pricebook.serving import cache
from pricebook.serving.answer import Answer
from pricebook.serving.cache import Question
from pricebook.serving.query import ask, require_name

TTL_S = 15 * 60


def model(tier: str, model_id: str) -> tuple[Answer, str]:
    """Whether a tier may use a model, and why not; its id may come percent-encoded."""
    model_id = unquote(model_id)
    require_name(model_id)
    return cache.get(
        Question(
            key=f"access {tier} {model_id}",
            scope=model_id.partition("/")[0],
            ttl_s=TTL_S,
            build=partial(
                ask,
                "catalog.access.model",
                partial(_unknown, model_id),
                tier=tier,
                model_id=model_id,
            ),
        )
    )


def _unknown(model_id: str, _slugs: list[str]) -> str:
    return f"There is no model {model_id!r}. GET /v1/models lists what there is."
