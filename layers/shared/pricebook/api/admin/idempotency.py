"""Idempotency-Key: a write that is sent twice is done once, and answered the same both times."""

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
from redis import Redis
from redis.exceptions import RedisError

from pricebook.errors import Conflict, Unavailable, UnprocessableRequest
from pricebook.storage import valkey
from pricebook.storage.seal import Damaged, seal, unseal
from pricebook.telemetry import logger, metrics
from pricebook.validation import bad

if TYPE_CHECKING:
    from pricebook.api.admin import AdminApi

MAX_KEY_LENGTH = 255
"""How many characters a key may have."""
RETENTION_S = 24 * 60 * 60
"""How long a response is kept, in seconds."""


class SealedClient:
    """Client of Valkey for Powertools, whose records carry a seal: it reads no others.

    Args:
        client: client of Valkey.
    """

    def __init__(self, client: Redis) -> None:
        self._client = client

    def get(self, name: str) -> bytes | None:
        """Return a record; raises Damaged where the key holds anything else."""
        packed = valkey.string(self._client, name)
        return None if packed is None else unseal(name, packed)

    def set(self, name: str, value: str, ex: int, *, nx: bool = False) -> object:
        """Store a record.

        Args:
            name: key of Valkey.
            value: the record, as JSON.
            ex: seconds until Valkey drops it.
            nx: store it only where there is none.
        """
        return self._client.set(name, seal(name, value.encode()), ex=ex, nx=nx)

    def delete(self, name: str) -> object:
        """Remove a record."""
        return self._client.delete(name)


class Attempt:
    """One request with a key; a key counts per operator, method and path.

    Args:
        scope: the operator, the key, the method and the path.
        request: the query and the body, which must be the same whenever the key is.
    """

    def __init__(self, scope: dict[str, str], request: object) -> None:
        self._scope = scope
        self._digest = sha256(json.dumps(request).encode()).hexdigest()
        self._store = _store()

    def begin(self, timeout_ms: int) -> Response[str] | None:
        """Take the key, or return the response that was given to it before.

        Args:
            timeout_ms: after this time a request that took the key counts as dead.

        Raises:
            Conflict: another request with this key is running, or what it did is not known.
            UnprocessableRequest: the key was used for another request.
            Unavailable: the store of keys does not answer, so nothing is done.
        """
        try:
            self._store.save_inprogress(self._scope, timeout_ms)
        except IdempotencyItemAlreadyExistsError:
            return self._replayed()
        except Damaged as error:
            raise _unreadable(error) from error
        except RedisError as error:
            raise _store_unavailable(error) from error
        return None

    def end(self, response: Response[Any] | None) -> None:
        """Store the response; without one nothing was done, and the key may be used again."""
        try:
            if response is None:
                self._store.delete_record(self._scope, LookupError("there is no response to store"))
                return
            record = {
                "request": self._digest,
                "status": response.status_code,
                "body": response.body,
            }
            self._store.save_success(self._scope, record | {"headers": response.headers})
        except RedisError as error:
            # the change is made: the caller has to get the response
            logger.warning("a response was not stored for its key", extra={"reason": str(error)})

    def _replayed(self) -> Response[str]:
        try:
            record = self._store.get_record(self._scope)
        except IdempotencyItemNotFoundError:
            record = None
        except Damaged as error:
            raise _unreadable(error) from error
        except RedisError as error:
            raise _store_unavailable(error) from error
        stored = record.response_json_as_dict() if record else None
        if stored is None:
            message = "The first request with this Idempotency-Key is still running: retry later."
            raise Conflict(message, {"header": "Idempotency-Key"})
        if stored["request"] != self._digest:
            raise UnprocessableRequest(
                "This Idempotency-Key was used for a request with another body or query.",
                code="key_reused",
                details={"header": "Idempotency-Key"},
            )
        headers = stored["headers"] | {"Idempotency-Replayed": "true"}
        return Response(stored["status"], body=stored["body"], headers=headers)


def run_once(app: "AdminApi", next_middleware: NextMiddleware) -> Response[Any]:
    """Middleware that runs a request with a key once, and replays its response afterwards."""
    event = app.current_event
    key = event.headers.get("idempotency-key")
    if key is None or event.http_method == "GET":
        return next_middleware(app)
    if not valkey.configured():
        raise bad("Idempotency-Key", "no such header: this deployment has no Valkey to keep it in")
    if not 1 <= len(key) <= MAX_KEY_LENGTH:
        raise bad("Idempotency-Key", f"expected 1 to {MAX_KEY_LENGTH} characters")
    route = {"method": event.http_method, "path": event.path}
    scope = {"subject": str(app.caller.subject), "key": key, **route}
    attempt = Attempt(scope, [sorted(event.query_string_parameters.items()), event.body])
    timeout_ms = app.lambda_context.get_remaining_time_in_millis()
    return attempt.begin(timeout_ms) or _run(attempt, app, next_middleware)


def _run(attempt: Attempt, app: "AdminApi", next_middleware: NextMiddleware) -> Response[Any]:
    response = None  # an error is raised, so it stores no response
    try:
        response = next_middleware(app)
        return response
    finally:
        attempt.end(response)


def _unreadable(error: Damaged) -> Conflict:
    """Return the refusal of a key whose record is damaged, which stays: nothing is done twice."""
    metrics.add_metric(name="CacheDamaged", unit="Count", value=1)
    logger.warning("the record of a key is damaged", extra={"reason": str(error)})
    return Conflict(
        "The record of this Idempotency-Key is damaged, so it is not known whether the first"
        " request was done. Look into GET /v1/admin/audit, then use another key.",
        {"header": "Idempotency-Key"},
    )


def _store_unavailable(error: RedisError) -> Unavailable:
    logger.warning("a key cannot be looked up", extra={"reason": str(error)})
    return Unavailable(
        "The store of Idempotency-Keys does not answer, so nothing was done. Retry later, or"
        " without the header."
    )


def _store() -> CachePersistenceLayer:
    with warnings.catch_warnings():
        # Powertools 3.37 warns about the old name even where the new one is used
        warnings.simplefilter("ignore", DeprecationWarning)
        store = CachePersistenceLayer(client=cast("Any", SealedClient(valkey.client())))
    config = IdempotencyConfig(expires_after_seconds=RETENTION_S, hash_function="sha256")
    store.configure(config, key_prefix=f"{valkey.PREFIX}:idempotency")
    return store
