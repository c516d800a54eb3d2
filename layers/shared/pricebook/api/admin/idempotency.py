"""Idempotency-Key: a write that is sent twice is done once, and answered alike both times."""

import json
import warnings
from hashlib import sha256
from typing import TYPE_CHECKING, Any, cast

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware
from aws_lambda_powertools.utilities.idempotency import IdempotencyConfig
from aws_lambda_powertools.utilities.idempotency.exceptions import (
    IdempotencyItemAlreadyExistsError,
    IdempotencyItemNotFoundError,
)
from aws_lambda_powertools.utilities.idempotency.persistence.cache import CachePersistenceLayer
from redis.exceptions import RedisError

from pricebook.errors import Conflict, Unavailable, UnprocessableRequest
from pricebook.storage import valkey
from pricebook.telemetry import logger
from pricebook.validation import bad

if TYPE_CHECKING:
    from pricebook.api.admin import AdminApi

KEY_CHARACTERS = 255
"""How long a key may be."""
KEPT_S = 24 * 60 * 60
"""How long an answer is kept for whoever asks again."""


class Attempt:
    """One request with a key, which counts per operator, method and path.

    Args:
        scope: whose key it is, and for what.
        asked: the query and the body, which are the same whenever the key is.
    """

    def __init__(self, scope: dict[str, str], asked: object) -> None:
        self._scope = scope
        self._asked = sha256(json.dumps(asked).encode()).hexdigest()
        self._store = _store()

    def begin(self, patience_ms: int) -> Response[str] | None:
        """Take the key, or return the answer that it has had.

        Args:
            patience_ms: when whoever took the key is thought dead.

        Raises:
            Conflict: somebody else is at work on it.
            UnprocessableRequest: it was for something else.
            Unavailable: nobody can tell, so nothing is done.
        """
        try:
            self._store.save_inprogress(self._scope, patience_ms)
        except IdempotencyItemAlreadyExistsError:
            return self._replayed()
        except RedisError as error:
            raise _untold(error) from error
        return None

    def end(self, answer: Response[Any] | None) -> None:
        """Keep the answer; without one nothing was done, and the same key may try again."""
        try:
            if answer is None:
                self._store.delete_record(self._scope, LookupError("there is no answer to keep"))
                return
            kept = {"asked": self._asked, "status": answer.status_code, "body": answer.body}
            self._store.save_success(self._scope, kept | {"headers": answer.headers})
        except RedisError as error:
            # what was done is done: who asked has to hear of it
            logger.warning("an answer was not kept for its key", extra={"reason": str(error)})

    def _replayed(self) -> Response[str]:
        try:
            record = self._store.get_record(self._scope)
        except IdempotencyItemNotFoundError:
            record = None
        except RedisError as error:
            raise _untold(error) from error
        kept = record.response_json_as_dict() if record else None
        if kept is None:
            told = "The first request with this Idempotency-Key is still at work: ask again later."
            raise Conflict(told, {"header": "Idempotency-Key"})
        if kept["asked"] != self._asked:
            raise UnprocessableRequest(
                "This Idempotency-Key was for a request with another body or another query.",
                code="key_reused",
                details={"header": "Idempotency-Key"},
            )
        headers = kept["headers"] | {"Idempotency-Replayed": "true"}
        return Response(kept["status"], body=kept["body"], headers=headers)


def once(app: "AdminApi", next_middleware: NextMiddleware) -> Response[Any]:
    """Do what a request with a key asks for, unless that was done; without a key just do it."""
    event = app.current_event
    key = event.headers.get("idempotency-key")
    if key is None or event.http_method == "GET":
        return next_middleware(app)
    if not 1 <= len(key) <= KEY_CHARACTERS:
        raise bad("Idempotency-Key", f"expected 1 to {KEY_CHARACTERS} characters")
    where = {"method": event.http_method, "path": event.path}
    scope = {"subject": str(app.caller.subject), "key": key, **where}
    attempt = Attempt(scope, [sorted(event.query_string_parameters.items()), event.body])
    patience_ms = app.lambda_context.get_remaining_time_in_millis()
    return attempt.begin(patience_ms) or _done(attempt, app, next_middleware)


def _done(attempt: Attempt, app: "AdminApi", next_middleware: NextMiddleware) -> Response[Any]:
    answer = None  # what is refused, and what breaks, is raised
    try:
        answer = next_middleware(app)
        return answer
    finally:
        attempt.end(answer)


def _untold(error: RedisError) -> Unavailable:
    logger.warning("a key cannot be looked up", extra={"reason": str(error)})
    return Unavailable(
        "Nobody can tell whether this Idempotency-Key was used, so nothing was done: ask again"
        " later, or without the header."
    )


def _store() -> CachePersistenceLayer:
    with warnings.catch_warnings():
        # Powertools 3.37 warns of the old name whoever uses the new one
        warnings.simplefilter("ignore", DeprecationWarning)
        store = CachePersistenceLayer(client=cast("Any", valkey.client()))
    config = IdempotencyConfig(expires_after_seconds=KEPT_S, hash_function="sha256")
    store.configure(config, key_prefix=f"{valkey.PREFIX}:idempotency")
    return store
