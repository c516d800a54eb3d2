"""Lists that need more than a key: a signature, an account, a second list."""

import json
from typing import Any

import httpx
import pytest

from pricebook import settings
from pricebook.adapters.pagination import while_full
from pricebook.aws.iam import sigv4
from pricebook.errors import UpstreamNotFound
from pricebook.providers.bedrock import provider as bedrock
from pricebook.providers.bedrock.price_list import by_model
from pricebook.providers.cloudflare import provider as cloudflare
from pricebook.providers.ollama_cloud import SHOW
from pricebook.providers.ollama_cloud import provider as ollama
from pricebook.storage.postgres import Database
from pricebook.sync import registration
from pricebook.sync.fetch import Fetcher
from pricebook.sync.provider_run import run
from tests.support.price_list import product

MODEL = {"modelId": "acme.one-v1:0", "modelName": "One", "providerName": "Acme"}
SUMMARIES = [
    MODEL | {"inferenceTypesSupported": ["ON_DEMAND"]},
    MODEL | {"modelId": "acme.one-v1:0:24k", "inferenceTypesSupported": ["PROVISIONED"]},
]


INPUT = product("0.0008", model="One", inferenceType="Input tokens", usagetype="USE1-One-input")
GLOBAL = product(
    "3",
    "Units",
    servicename="Acme One (Amazon Bedrock Edition)",
    usagetype="USE1-MP:USE1_InputTokenCount_Global-Units",
)


def test_prices_that_contradict_each_other_are_not_read() -> None:
    """Two figures for one thing are kept under a key that no rule reads, so that it is told."""
    other = product("0.0009", model="One", inferenceType="Input tokens")

    assert {"1K tokens, contradictory": "0.0008"} == by_model(INPUT, other)["one"]["input tokens"]


def test_bedrock_joins_its_price_lists() -> None:
    """A model has what its name costs in both lists; provisioned throughput has no such price."""
    lists = {bedrock.url: {"modelSummaries": SUMMARIES}}

    def get(url: str, body: object = None, *, optional: bool = False) -> Any:
        assert (body, optional) == (None, url != bedrock.url)
        return lists.get(url, GLOBAL if "FoundationModels" in url else INPUT)

    assert bedrock.fetch
    on_demand, provisioned = bedrock.fetch(get)

    assert {"input tokens": {"1K tokens": "0.0008"}} == on_demand["pricing"]
    assert "pricing" not in provisioned


@pytest.mark.parametrize("prices", [None, [], {"products": []}, {"products": {"SKU": {}}}])
def test_a_strange_price_list_tells_nothing(prices: object) -> None:
    """Models are listed, without prices, where the price list is not there or not readable."""
    assert {} == by_model(prices)


@pytest.mark.usefixtures("environment")
def test_a_missing_price_list_makes_the_run_partial(owner_database: Database) -> None:
    """Without its price list Bedrock's models are listed, and the run says what is missing."""

    def answer(request: httpx.Request) -> httpx.Response:
        known = str(request.url) == bedrock.url
        body = json.dumps({"modelSummaries": SUMMARIES} if known else {}).encode()
        return httpx.Response(200 if known else 404, stream=httpx.ByteStream(body))

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
        report = run("bedrock", triggered_by="cli", fetcher=Fetcher(httpx.MockTransport(answer)))

    assert ("partial", 2) == (report.status, report.added)
    assert "answered 404: what it tells is missing" in str(report.errors)
    assert [[0]] == owner_database.run("SELECT count(*) FROM model_prices")


def test_what_is_not_optional_must_be_there() -> None:
    """A list that answers 404 fails the run."""
    gone = Fetcher(httpx.MockTransport(lambda _: httpx.Response(404)))

    with pytest.raises(UpstreamNotFound, match="answered 404"):
        gone.get_json("https://example.com/models", {})


def test_a_request_is_signed_for_its_host(monkeypatch: pytest.MonkeyPatch) -> None:
    """AWS gets a signature over the real address; the public price list gets none."""
    seen = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers.get("authorization", "none").partition(",")[0])
        return httpx.Response(200, stream=httpx.ByteStream(b"{}"))

    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    fetcher = Fetcher(httpx.MockTransport(answer), sign=sigv4("bedrock", "us-east-1"))
    fetcher.get_json(bedrock.url, {})
    fetcher.get_json("https://pricing.us-east-1.amazonaws.com/offers", {})

    assert seen[0].startswith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
    assert seen[0].endswith("/us-east-1/bedrock/aws4_request")
    assert "none" == seen[1]


def test_a_replay_needs_no_signature(monkeypatch: pytest.MonkeyPatch) -> None:
    """With PRICEBOOK_UPSTREAM set nothing is signed, and no variable is missed."""
    monkeypatch.setenv("PRICEBOOK_UPSTREAM", "http://127.0.0.1:9")

    assert {} == sigv4("bedrock", "us-east-1")("GET", bedrock.url, b"")
    assert [None, None] == [registration.missing_variable(item) for item in (bedrock, cloudflare)]
    assert settings.account("CLOUDFLARE_ACCOUNT_ID") is None


def test_the_local_machine_cannot_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    """The credentials that the local machine gives its workers are none that AWS knows."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "local")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "local")

    assert "AWS_ACCESS_KEY_ID" == registration.missing_variable(bedrock)


@pytest.mark.usefixtures("environment")
def test_an_account_is_part_of_the_address(
    owner_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cloudflare is asked for our account's list, and skipped while nobody has told it."""
    seen = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.url.path)
        return httpx.Response(200, stream=httpx.ByteStream(b'{"result": [{"name": "@cf/one"}]}'))

    fetcher = Fetcher(httpx.MockTransport(answer))
    monkeypatch.setenv("CLOUDFLARE_API_KEY", "secret")
    without = run("cloudflare", triggered_by="cli", fetcher=fetcher)
    monkeypatch.setenv("CLOUDFLARE_ACCOUNT_ID", "abc123")
    report = run("cloudflare", triggered_by="cli", fetcher=fetcher)

    assert "CLOUDFLARE_ACCOUNT_ID is not set" in str(without.errors)
    assert ["/client/v4/accounts/abc123/ai/models/search"] == seen
    assert [[report.added]] == owner_database.run("SELECT count(*) FROM models")


def test_a_list_ends_with_a_page_that_is_not_full() -> None:
    """A total that is never reached does not keep a run paging."""
    following = while_full("result", 2)

    assert "https://x.y/?page=2" == following({"result": [1, 2]}, "https://x.y/")
    assert "https://x.y/?page=4" == following({"result": [1, 2]}, "https://x.y/?page=3")
    assert following({"result": [1], "total_count": 9}, "https://x.y/") is None
    assert following({"result": None}, "https://x.y/") is None


def test_each_model_of_ollama_is_shown() -> None:
    """What is shown of a model stands beside it; a strange item is passed on to be set aside."""

    def get(url: str, body: object = None, *, optional: bool = False) -> Any:
        assert not optional
        return {"of": body} if url == SHOW else {"models": [{"name": "one"}, "odd", {}]}

    assert ollama.fetch
    assert [{"name": "one", "shown": {"of": {"model": "one"}}}, "odd", {}] == list(
        ollama.fetch(get)
    )
