"""The admin function as an operator reaches it."""

import json
from base64 import b64decode
from collections.abc import Mapping
from typing import Any

import pytest

from functions.admin.app import handler
from pricebook.api import tokens
from tests.support.clients import Context, Response, event
from tests.support.fakes.token_issuer import AUDIENCE, ISSUER, Key, bearer, claims, key_set

KEY = Key("office")


class AdminClient:
    """The admin function behind its gateway; `ada` is the operator who asks."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TOKEN_ISSUER", ISSUER)
        monkeypatch.setenv("TOKEN_AUDIENCE", AUDIENCE)
        monkeypatch.setenv("TOKEN_KEYS", key_set(KEY))
        tokens._verifier.cache_clear()
        self.token = KEY.sign(claims(subscription_tier="admin"))

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        headers: Mapping[str, str] | None = None,
        **query: Any,
    ) -> Response:
        """Send a request with the operator's token; text goes out as it is."""
        text = body if body is None or isinstance(body, str) else json.dumps(body)
        sent = {**bearer(self.token), **(headers or {})}
        if text is not None:
            sent.setdefault("content-type", "application/json")
        answer = handler(event(path, sent, query, method, text), Context())
        told = answer["body"] or ""
        return Response(
            answer["statusCode"],
            {name.lower(): value for name, value in answer["headers"].items()},
            b64decode(told) if answer["isBase64Encoded"] else told.encode(),
        )
