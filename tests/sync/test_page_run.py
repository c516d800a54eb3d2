"""Runs of the price pages: first-hand prices without a key, and what a bad page does to others."""

import json
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import httpx
import pytest

from pricebook import settings
from pricebook.errors import Unreachable, Unreadable, UpstreamError, UpstreamNotFound
from pricebook.findings import WHAT_TO_DO, Finding
from pricebook.price_pages import price_pages
from pricebook.storage.postgres import Database
from pricebook.sync import page_run, provider_run, reference_run
from pricebook.sync.fetch import Fetcher
from pricebook.sync.registration import PRICE_PAGES
from pricebook.sync.run_record import Run
from pricebook.sync.runners import runner
from tests.support.fakes.provider_transport import raw
from tests.support.models_dev_sync import document, models_dev_body, sync_models_dev
from tests.support.sync_and_query import last_run, rows

pytestmark = pytest.mark.usefixtures("environment")
BODIES = Path(__file__).parents[1] / "price_pages/bodies"
HOSTS = {
    "developers.openai.com": "openai.md",
    "platform.claude.com": "anthropic.md",
    "console.groq.com": "groq.md",
    "api-docs.deepseek.com": "deepseek.html",
}


def pages(**changed: str | int) -> Fetcher:
    """Return a fetcher that answers four pages, or by the name of a body a text or a status."""

    def answer(request: httpx.Request) -> httpx.Response:
        name = HOSTS.get(request.url.host, "")
        given = changed.get(name.partition(".")[0])
        if not name or isinstance(given, int):
            return httpx.Response(int(given or 404), stream=httpx.ByteStream(b""))
        text = given or (BODIES / name).read_text()
        return httpx.Response(200, stream=httpx.ByteStream(text.encode()))

    return Fetcher(httpx.MockTransport(answer), sleep=lambda _seconds: None)


def sync_pages(**changed: str | int) -> Run:
    """Synchronise the pages."""
    return page_run.run(triggered_by="cli", fetcher=pages(**changed))


def test_a_page_prices_models_without_a_key(owner_database: Database) -> None:
    """What a vendor states on its page is first-hand, and lists its models where none else does."""
    report = sync_pages()
    shown = document(owner_database, "openai/gpt-9-ant")

    assert (
        "page",
        {"prompt": "4", "completion": "20", "cache_read": "0.4", "cache_write": "5"},
    ) == (
        shown["pricing_source"],
        shown["pricing"],
    )
    assert {"first_hand"} == {price["confidence"] for price in shown["prices"]}
    assert ["page"] == shown["listed_by"]
    # the pages that do not answer here are findings, and what was not understood is, too
    assert "partial" == report.status
    assert "price page: openai: gpt-9-twice: input_tokens is stated in two ways" in str(
        report.errors
    )
    assert "https://docs.z.ai" in str(report.errors)


def test_hours_of_the_day_are_conditions(owner_database: Database) -> None:
    """DeepSeek's peak hours are prices of their own."""
    sync_pages()
    shown = document(owner_database, "deepseek/ds-bee")

    assert {("0.66", ""), ("1.32", "01:00 04:00 06:00 10:00")} == {
        (
            price["amount"],
            " ".join(clock for w in price["conditions"].get("utc_windows", []) for clock in w),
        )
        for price in shown["prices"]
        if price["meter"] == "input_tokens"
    }


def test_a_page_stands_above_lists_and_below_the_api(owner_database: Database) -> None:
    """Lists that agree against a page make it disputed; the seller's own API is believed first."""
    sync_models_dev(models_dev_body(groq={"acme/ant-9": {"input": 0.2, "output": 0.7}}))
    sync_pages()

    shown = document(owner_database, "groq/acme/ant-9")
    assert ("page", "0.15") == (shown["pricing_source"], shown["pricing"]["prompt"])
    assert ["reference:models.dev"] == [
        other["source"] for other in shown["prices"][0]["support"]["against"]
    ]


def test_a_page_that_breaks_stops_no_other(owner_database: Database) -> None:
    """A page that is gone or says nothing keeps what it stated, run after run."""
    sync_pages()
    for changed, told in (
        ({"openai": 404}, "openai: https://developers.openai.com"),
        ({"openai": "# Just a moment"}, "openai: no price on its page"),
    ):
        samples = [str(error["sample"]) for error in sync_pages(**changed).errors]

        assert 1 == sum(sample.startswith(told) for sample in samples)
        assert "4" == document(owner_database, "openai/gpt-9-ant")["pricing"]["prompt"]
        assert "0.15" == document(owner_database, "groq/acme/ant-9")["pricing"]["prompt"]


def test_a_page_of_many_parts(owner_database: Database) -> None:
    """A repository has a file for each model; without one of them it keeps what it said."""
    prices = "{ type: 'custom', input: [{ price: 0.4, denominator: '/M Tokens' }], output: [] }"
    model = "export default { status: 'GA', identifiers: { apiNames: ['ant-1'] }, pricing: "
    first = repository({"index.ts": "import a from './a';", "a.ts": f"{model}{prices} }};"})
    second = repository({"index.ts": "import a from './a'; import b from './b';", "a.ts": "none"})
    page_run.run(triggered_by="cli", fetcher=first)

    assert "0.4" == document(owner_database, "mistral/ant-1")["pricing"]["prompt"]
    with pytest.raises(UpstreamNotFound):
        page_run.run(triggered_by="cli", fetcher=second)
    assert "0.4" == document(owner_database, "mistral/ant-1")["pricing"]["prompt"]


def repository(files: dict[str, str]) -> Fetcher:
    """Return a fetcher that answers the files of one folder, and nothing else."""

    def answer(request: httpx.Request) -> httpx.Response:
        text = files.get(request.url.path.rpartition("/")[2], "").encode()
        return httpx.Response(200 if text else 404, stream=httpx.ByteStream(text))

    return Fetcher(httpx.MockTransport(answer), sleep=lambda _seconds: None)


def test_a_model_that_a_page_drops_loses_its_price(owner_database: Database) -> None:
    """Three runs without it end what the page stated."""
    sync_pages()
    text = (BODIES / "groq.md").read_text()
    without = "\n".join(line for line in text.splitlines() if "ant-9" not in line)
    for _ in range(3):
        sync_pages(groq=without)

    assert [[0]] == rows(
        owner_database,
        "SELECT count(*) FROM listed_offers"
        " WHERE provider_model_id = 'acme/ant-9' AND upper_inf(stated)",
    )
    assert "0.075" == document(owner_database, "groq/acme/bee-9")["pricing"]["prompt"]


def test_pages_that_all_fail_fail_the_run(owner_database: Database) -> None:
    """Nothing is written, and the run says once that no page answered: not once for each."""
    with pytest.raises(UpstreamError):
        page_run.run(triggered_by="cli", fetcher=raw(b"", 503))
    report = last_run(owner_database)

    assert ("failed", 1) == (report["status"], len(report["errors"]))
    assert f"none of the {len(price_pages())} price pages answered: https://" in str(
        report["errors"]
    )


def test_the_cause_of_most_pages_is_told(owner_database: Database) -> None:
    """Two pages that cannot be reached do not hide that the others are gone."""
    statuses = {"openai": 503, "anthropic": 503, "groq": 404, "deepseek": 404}
    with pytest.raises(UpstreamNotFound, match="none of the"):
        page_run.run(triggered_by="cli", fetcher=pages(**statuses))

    assert "format" == last_run(owner_database)["errors"][0]["category"]


def test_pages_add_nothing_to_a_sellers_own_list(
    environment: pytest.MonkeyPatch, owner_database: Database
) -> None:
    """Where a key gives the seller's list, the page prices what is on it, and counts the rest."""
    environment.setenv("GROQ_API_KEY", "placeholder")
    listed = {"data": [{"id": "acme/ant-9"}, {"id": "listen-9"}]}
    provider_run.run("groq", triggered_by="cli", fetcher=raw(json.dumps(listed).encode()))
    sync_pages()

    assert [["acme/ant-9"], ["listen-9"]] == rows(
        owner_database,
        "SELECT provider_model_id FROM models WHERE provider = 'groq' AND is_active ORDER BY 1",
    )
    assert "page" == document(owner_database, "groq/acme/ant-9")["pricing_source"]


def test_each_slug_has_its_kind_of_run() -> None:
    """The pages, a list and a provider are read by different runs."""
    assert [page_run.run, reference_run.run, provider_run.run] == [
        runner(PRICE_PAGES),
        runner("litellm"),
        runner("groq"),
    ]


def test_where_nothing_answers_the_most_frequent_cause_is_told() -> None:
    """By the first page that it kept from answering, whichever page came first."""
    failures = {
        "a": Unreadable("a is no text"),
        "b": Unreachable("b is away"),
        "c": Unreachable("c is away"),
    }
    told = page_run._nothing_answered(failures)

    assert Unreachable is type(told)
    assert "none of the 3 price pages answered: b is away" == str(told)


def test_each_part_of_a_page_is_a_sign_of_life(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of many parts takes long; of more than are read of any list the rest is left out."""
    monkeypatch.setattr(settings, "MAX_PAGES", 2)
    urls = [f"https://acme.example/{number}" for number in range(3)]
    page = SimpleNamespace(url="https://acme.example", parts=lambda _text: urls)
    beats: list[int] = []
    lease = SimpleNamespace(beat=lambda: beats.append(1))
    echo = httpx.MockTransport(
        lambda r: httpx.Response(200, stream=httpx.ByteStream(r.url.path.encode()))
    )
    text = page_run._text(cast("Any", page), Fetcher(echo), cast("Any", lease))

    assert ("/\n/0\n/1", 2) == (text, len(beats))


def test_what_was_wrong_with_pages_is_listed() -> None:
    """Those that failed, those that say nothing, and what was not understood, most of it first."""
    read = page_run.PagesRead(
        unread=Counter({"a: x": 2, "b: y": 3}), failures={"c": Unreachable("away")}, silent=["d"]
    )

    assert [
        Finding("network", 1, "c: away", Unreachable.what_to_do),
        Finding("guard", 1, "d: no price on its page", WHAT_TO_DO["silent page"]),
        Finding("unread", 3, "price page: b: y", WHAT_TO_DO["unread in a page"]),
        Finding("unread", 2, "price page: a: x", WHAT_TO_DO["unread in a page"]),
    ] == read.findings()
    assert {"c", "d"} == read.spared
