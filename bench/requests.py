"""What `make bench-scale` asks: every public route, as people ask it."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

WORDS = ("gpt4o", "claud opus", "lama 70b", "gemini flsh", "qwen max", "deepsek chat", "mistral 12")
LONGEST = ("of a model that nobody sells there is a lot to say, " * 4)[:100]
SEARCH_MS = 100
PAGES: dict[str, dict[str, str]] = {
    "": {},
    "?sort=-context": {"sort": "-context"},
    "?capability=tools": {"capability": "tools"},
    "?tier=pro": {"tier": "pro"},
    "?max_input_price=5&sort=input_price": {"max_input_price": "5", "sort": "input_price"},
    "?q=": {"q": "claude 12"},
    "?format=csv&page_size=500": {"format": "csv", "page_size": "500"},
}
ALONE = ("allowed", "canonical", "changes", "changes.atom", "exchange-rates", "providers", "status")
FEEDS = (
    "openai/v1/models",
    "openrouter/api/v1/models",
    "openrouter/api/v1/models/count",
    "litellm/model_prices_and_context_window.json",
    "models.dev/api.json",
    "genai-prices/data.json",
    "langfuse/models.json",
)
USAGE = {"input_tokens": 1000, "output_tokens": 100}


@dataclass(frozen=True)
class Asked:
    """A request; with a body it is a POST."""

    path: str
    query: dict[str, str] = field(default_factory=dict)
    body: object = None

    def event(self, like: dict[str, Any]) -> dict[str, Any]:
        """Return it as API Gateway sends it."""
        event = {**like, "rawPath": self.path, "rawQueryString": urlencode(self.query)}
        method = "GET" if self.body is None else "POST"
        http = {**like["requestContext"]["http"], "path": self.path, "method": method}
        event["requestContext"] = {**like["requestContext"], "http": http}
        if self.query:
            event["queryStringParameters"] = self.query
        if self.body is not None:
            event["body"] = json.dumps(self.body)
        return event


@dataclass(frozen=True, kw_only=True)
class Case:
    """One line of the table.

    Attributes:
        ask: makes the next request.
        limit_ms: what it may take, however many models there are.
    """

    ask: Callable[[], Asked]
    limit_ms: int | None = None


class Sample:
    """Ids of models with their canonical ids, to ask for; the same ones in every run."""

    def __init__(self, ids: list[tuple[str, str]]) -> None:
        self._ids = ids
        self._random = random.Random(1)  # noqa: S311 - a sample

    def model(self) -> str:
        """Return an id."""
        return self._random.choice(self._ids)[0]

    def models(self, count: int) -> str:
        """Return several ids, with commas between them."""
        return ",".join(model for model, _ in self._random.sample(self._ids, count))

    def canonical(self) -> str:
        """Return a canonical id."""
        return self._random.choice(self._ids)[1]

    def provider(self) -> str:
        """Return a provider."""
        return self.model().partition("/")[0]

    def words(self) -> str:
        """Return what somebody looks for."""
        return self._random.choice(WORDS)


def cases(ids: list[tuple[str, str]]) -> dict[str, Case]:
    """Return what is measured, by name; ids of models come with their canonical ids."""
    sample = Sample(ids)
    return _listed(sample) | _of_models(sample) | _found(sample) | _feeds(sample)


def _listed(sample: Sample) -> dict[str, Case]:
    pages = {f"/v1/models{name}": _fixed("/v1/models", query) for name, query in PAGES.items()}
    return {
        "/v1/catalog": _fixed("/v1/catalog"),
        "/v1/catalog?provider=": _of_provider("/v1/catalog", sample),
        **pages,
        "/v1/models?provider=": _of_provider("/v1/models", sample),
        "/v1/index": _fixed("/v1/index"),
        "/v1/index?page_size=50": _fixed("/v1/index", {"page_size": "50"}),
        **{f"/v1/{name}": _fixed(f"/v1/{name}") for name in ALONE},
        "/v1/changes?provider=": _of_provider("/v1/changes", sample),
        "/v1/providers/{slug}": Case(ask=lambda: Asked(f"/v1/providers/{sample.provider()}")),
    }


def _of_models(sample: Sample) -> dict[str, Case]:
    return {
        "/v1/models/{id}": Case(ask=lambda: Asked(f"/v1/models/{sample.model()}")),
        "/v1/prices/{id}": Case(ask=lambda: Asked(f"/v1/prices/{sample.model()}")),
        "/v1/history/{id}": Case(ask=lambda: Asked(f"/v1/history/{sample.model()}")),
        "/v1/sources/{id}": Case(ask=lambda: Asked(f"/v1/sources/{sample.model()}")),
        "/v1/access/{id}": Case(ask=lambda: Asked(f"/v1/access/{sample.model()}")),
        "/v1/canonical/{id}": Case(ask=lambda: Asked(f"/v1/canonical/{sample.canonical()}")),
        "POST /v1/quote": Case(
            ask=lambda: Asked("/v1/quote", body={"model": sample.model(), "usage": USAGE})
        ),
    }


def _found(sample: Sample) -> dict[str, Case]:
    return {
        "/v1/search?q=": Case(
            ask=lambda: Asked("/v1/search", {"q": sample.words()}), limit_ms=SEARCH_MS
        ),
        "/v1/search?q= (100 letters)": _fixed("/v1/search", {"q": LONGEST}),
        "/v1/compare (5)": Case(ask=lambda: Asked("/v1/compare", {"models": sample.models(5)})),
    }


def _feeds(sample: Sample) -> dict[str, Case]:
    feeds = {f"/feeds/{name}": _fixed(f"/feeds/{name}") for name in FEEDS}

    def of_provider(part: str) -> Case:
        folder = f"/feeds/portkey/{part}"
        return Case(ask=lambda: Asked(f"{folder}/{sample.provider()}.json"))

    return feeds | {
        "/feeds/openai/v1/models/{id}": Case(
            ask=lambda: Asked(f"/feeds/openai/v1/models/{sample.model()}")
        ),
        "/feeds/openrouter/.../{id}/endpoints": Case(
            ask=lambda: Asked(f"/feeds/openrouter/api/v1/models/{sample.canonical()}/endpoints")
        ),
        "/feeds/portkey/pricing/{provider}": of_provider("pricing"),
        "/feeds/portkey/general/{provider}": of_provider("general"),
    }


def _fixed(path: str, query: dict[str, str] | None = None) -> Case:
    return Case(ask=lambda: Asked(path, query or {}))


def _of_provider(path: str, sample: Sample) -> Case:
    return Case(ask=lambda: Asked(path, {"provider": sample.provider()}))
