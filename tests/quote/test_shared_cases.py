"""The shared cases of quotes, against the catalogue that the recorded answers make.

They lie beside the checkout; where they are not there, there is nothing to run.
"""

import json
from decimal import Decimal
from typing import Any

import httpx
import pytest

from pricebook.sync import provider_run, reference_run
from pricebook.sync.fetch import Fetcher
from tests.support.clients import CatalogClient, Response
from tests.support.fakes.provider_transport import raw
from tests.support.paths import ROOT

SHARED = ROOT.parent / "shared"
CASES = SHARED / "cases" / "quote.json"
ADDRESSES, DAY = SHARED / "providers" / "urls.json", "2026-08-22"
SELLERS = ("bedrock", "google", "moonshot", "openai", "openrouter", "perplexity")
LISTS = {
    "litellm": "litellm_model_prices.json",
    "genai-prices": "genai_prices.json",
    "models-dev": "models_dev.2026-08-22.subset.json",
}
LISTED = ("anthropic", "bedrock", "google", "moonshot", "openai", "openrouter", "perplexity")
"""What the names of these sellers in the lists begin with, or contain: the others are left out."""


def recorded(request: httpx.Request) -> httpx.Response:
    """Answer for every provider from its recorded body of that day, as the replay does."""
    entry = json.loads(ADDRESSES.read_text()).get(request.url.path.strip("/"))
    if entry is None:
        return httpx.Response(404)
    body = (
        SHARED / "providers" / "recorded" / entry.get("dates", {}).get(DAY, entry["file"])
    ).read_bytes()
    return httpx.Response(200, stream=httpx.ByteStream(body))


@pytest.mark.slow
@pytest.mark.skipif(not CASES.exists(), reason="the shared cases are not there")
def test_every_shared_case_is_right(client: CatalogClient, environment: pytest.MonkeyPatch) -> None:
    """To the last digit, and complete where the case says so."""
    shared: list[dict[str, Any]] = json.loads(CASES.read_text())["cases"]
    environment.setenv("PRICEBOOK_UPSTREAM", "http://127.0.0.1:9")
    for seller in SELLERS:
        provider_run.run(seller, triggered_by="cli", fetcher=Fetcher(httpx.MockTransport(recorded)))
    for name, file in LISTS.items():
        body = json.dumps(_few(json.loads((SHARED / "reference" / file).read_text())))
        reference_run.run(name, triggered_by="cli", fetcher=raw(body.encode()))

    answers = {case["id"]: client.post("/v1/quote", case["body"]) for case in shared}

    wrong = {
        case["id"]: answers[case["id"]].body
        for case in shared
        if not _is_right(case["right"], answers[case["id"]])
    }
    assert {} == wrong


def _few(body: Any) -> Any:
    """Return what a list says of a few sellers."""
    if isinstance(body, dict):
        sellers = {key: value.get("litellm_provider", key) for key, value in body.items()}
        return {key: body[key] for key, seller in sellers.items() if _is_listed(seller)}
    return [seller for seller in body if _is_listed(seller["id"])]


def _is_listed(seller: str) -> bool:
    return any(name in seller for name in LISTED)


def _is_right(right: dict[str, Any], response: Response) -> bool:
    data = response.json().get("data", {})
    first = data.get("sellers", [data])[0]
    checks: dict[str, Any] = {
        "status": lambda value: value == response.status,
        "total": lambda value: Decimal(value) == Decimal(data.get("total", -1)),
        "total_any": lambda value: data.get("total") in value,
        "complete": lambda value: value == data.get("complete"),
        "assumption": lambda value: value == bool(data.get("assumptions")),
        "first_not_variant": lambda value: value == ("variant" not in first),
        "any": lambda value: any(_is_right(item, response) for item in value),
    }
    return all(checks[name](value) for name, value in right.items())
