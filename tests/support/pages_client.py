"""The pages' function behind its gateway, with a folder that stands for the build."""

from base64 import b64decode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from functions.pages import app
from tests.support.clients import Context, Response, event

SHELL = (
    "<head><!--head--></head><main><!--body--></main>"
    '<script type="application/json" id="config"><!--config--></script>'
    '<script type="application/json" id="first"><!--first--></script>'
)


class PagesClient:
    """Sends requests to the handler, as a browser does unless told otherwise."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, built: Path) -> None:
        self._monkeypatch = monkeypatch
        self.built = built
        monkeypatch.setattr(app, "BUILT", built)
        monkeypatch.setenv("DATABASE_ROLE", "pricebook_reader")

    def build(self) -> None:
        """Fill the folder as the build does."""
        (self.built / "assets").mkdir()
        (self.built / "index.html").write_text(SHELL)
        (self.built / "robots.txt").write_text("User-agent: *\n")
        (self.built / "assets/index-1a2b.js").write_text("let a = 1;")

    def ask(
        self, path: str, headers: Mapping[str, str] | None = None, method: str = "GET", **query: Any
    ) -> Response:
        """Send a request."""
        sent = {"accept": "text/html", "accept-encoding": "identity", **(headers or {})}
        answer = app.handler(event(path, sent, query, method), Context("PagesFunction"))
        body = answer["body"]
        packed = answer.get("isBase64Encoded")
        return Response(
            answer["statusCode"],
            {name.lower(): value for name, value in answer["headers"].items()},
            b64decode(body) if packed else body.encode(),
        )
