"""Readers: what programs fetch at once, and what quotes say, held against the documents."""

import json
import time
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from functools import partial

import pytest

from tests.simulation.feeds import FEEDS
from tests.simulation.names import address
from tests.simulation.oracle import Card
from tests.simulation.past import difference
from tests.support.clients import CatalogClient, Response

MILLION = 1_000_000
SOURCE, COPIES, UNAVAILABLE = "x-pricebook-cache", {"stale", "snapshot"}, 503
PATIENCE_S = 60
WHOLES = ("/v1/catalog", "/v1/changes", "/v1/index", *(feed.path for feed in FEEDS.values()))
"""What programs and pages fetch at once."""


class Readers:
    """Everybody who asks the catalogue function, and no database."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._client = CatalogClient(patch)

    def contradictions(self, cards: Mapping[str, Card], quoted: Collection[str]) -> list[str]:
        """Return where feeds, or quotes of some models, say something else than the documents."""
        wrong = {name: difference(self._fed(name), cards, cards) for name in FEEDS}
        wrong["quotes"] = difference({n: self._quoted(n) for n in quoted}, cards, quoted)
        return [f"{name}: {differs}" for name, differs in wrong.items() if differs]

    def telling(self, text: str) -> list[str]:
        """Return the public bodies in which a text stands."""
        return [path for path in WHOLES if text.encode() in self._get(path)]

    def _fed(self, name: str) -> dict[str, Card]:
        feed = FEEDS[name]
        return dict(feed.cards(json.loads(self._get(feed.path), parse_float=Decimal)))

    def _quoted(self, name: str) -> Card:
        return self._quote(name, "input"), self._quote(name, "output")

    def _quote(self, name: str, side: str) -> Decimal | None:
        usage = {f"{side}_tokens": MILLION}
        body = {"model": address(name), "usage": usage}
        answer = self._patiently(lambda: self._client.post("/v1/quote", body))
        total = answer.json()["data"].get("total")
        return None if total is None else Decimal(total)

    def _get(self, path: str) -> bytes:
        return self._patiently(partial(self._client.get, path)).body

    @staticmethod
    def _patiently(ask: Callable[[], Response]) -> Response:
        """Return an answer that is no copy: of a busy machine it may be one, which says so."""
        for _second in range(PATIENCE_S):
            answer = ask()
            if answer.status != UNAVAILABLE and answer.headers.get(SOURCE) not in COPIES:
                return answer
            time.sleep(1)
        pytest.fail("there are only copies")
