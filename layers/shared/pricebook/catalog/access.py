"""Access: whether a tier may use a model, for GET /v1/access."""

from functools import partial

from pricebook.serving import cache
from pricebook.serving.answer import Answer
from pricebook.serving.cache import CachedQuery
from pricebook.serving.query import path_name, query_answer

TTL_S = 15 * 60


def model(tier: str, model_id: str) -> tuple[Answer, str]:
    """Access of a tier to a model, with the reason where it has none.

    Args:
        tier: free, pro, enterprise or admin.
        model_id: the id as in a path, maybe percent-encoded.

    Raises:
        NotFound: there is no such model.
    """
    model_id = path_name(model_id)
    return cache.get(
        CachedQuery(
            key=f"access {tier} {model_id}",
            scope=model_id.partition("/")[0],
            ttl_s=TTL_S,
            build=partial(
                query_answer,
                "catalog.access.model",
                partial(_no_model, model_id),
                tier=tier,
                model_id=model_id,
            ),
        )
    )


def _no_model(model_id: str, _slugs: list[str]) -> str:
    return f"There is no model {model_id!r}. GET /v1/models lists all models."
