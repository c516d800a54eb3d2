"""The watch function as its callers reach it."""

import json
from base64 import b64decode
from typing import Any

import pytest

from functions.watch.app import handler
from pricebook.api import tokens
from tests.support.clients import Context, Response, event
from tests.support.fakes.token_issuer import AUDIENCE, ISSUER, Key, bearer, claims, key_set

KEY = Key("office")


class WatchClient:
    """The watch function behind its gateway; `ada` is the caller unless another is named."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TOKEN_ISSUER", ISSUER)
        monkeypatch.setenv("TOKEN_AUDIENCE", AUDIENCE)
        monkeypatch.setenv("TOKEN_KEYS", key_set(KEY))
        tokens._verifier.cache_clear()

    def ask(
        self, method: str, path: str, body: object = None, caller: str | None = "ada", **query: Any
    ) -> Response:
        """Send a request with a caller's token; `root` is an operator, None has no token."""
        tier = "admin" if caller == "root" else None
        token = KEY.sign(claims(sub=caller, subscription_tier=tier)) if caller else None
        text = json.dumps(body) if body is not None else None
        sent = event(path, bearer(token) if token else {}, query, method, text)
        answer = handler(sent, Context("WatchFunction"))
        answered = answer["body"] or ""
        return Response(
            answer["statusCode"],
            {name.lower(): value for name, value in answer["headers"].items()},
            b64decode(answered) if answer["isBase64Encoded"] else answered.encode(),
        )

    def save(self, name: str, caller: str = "ada", **body: Any) -> dict[str, Any]:
        """Save a watch-list, and return what the answer says of it."""
        answer = self.ask("PUT", f"/v1/watches/{name}", body, caller)
        assert 200 == answer.status, answer.body
        saved: dict[str, Any] = answer.json()["data"]
        return saved

    def get(self, name: str) -> dict[str, Any]:
        """Return a watch-list."""
        watch: dict[str, Any] = self.ask("GET", f"/v1/watches/{name}").json()["data"]
        return watch


def refusal(answer: Response) -> tuple[int, str]:
    """Return the status and the message of an error."""
    return answer.status, answer.json()["error"]["message"]
