"""The catalogue: found as typed, in order, shared by its address, and what was seen in a file."""

import csv
import io
import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.web.seeds import EVIL

ROWS = 50
WORDS = "tune 123"
IDS = "tbody .model small"


def names(page: Any) -> list[str]:
    """Return the ids of the rows that are shown."""
    return [text.split(" · ")[0] for text in page.locator(IDS).all_inner_texts()]


def loaded(visit: Callable[..., Any], path: str) -> Any:
    """Open a page and wait for the index."""
    with_index = visit(path)
    with_index.locator("[data-index=whole]").wait_for()
    return with_index


def test_a_slash_and_some_letters_find_a_model(visit: Callable[..., Any]) -> None:
    """The keyboard alone leads to a model; what is typed stands in the address."""
    page = loaded(visit, "/")
    page.keyboard.press("/")
    page.keyboard.type("gpt4o mini")

    expect(page.locator(IDS).first).to_have_text("openai/gpt-4o-mini")
    assert page.url.endswith("/?q=gpt4o+mini&v=1")


def test_a_link_shows_what_its_sender_saw(visit: Callable[..., Any]) -> None:
    """Filters and order come back from the address, and Back undoes the last choice."""
    page = loaded(visit, "/?can=tools&sort=-input&v=1")
    first = names(page)
    page.get_by_role("button", name="Output", exact=True).click()
    output = page.get_by_role("columnheader", name="Output", exact=True)
    expect(output).to_have_attribute("aria-sort", "ascending")
    page.go_back()

    heading = page.get_by_role("columnheader", name="Input")
    expect(heading).to_have_attribute("aria-sort", "descending")
    assert first == names(page)


def test_unknown_comes_last_both_ways(visit: Callable[..., Any]) -> None:
    """A model without a price stands behind all others, and is called unknown."""
    for sort in ("input", "-input"):
        page = loaded(visit, f"/?creator=latitudegames,openai&sort={sort}&v=1")
        last = page.locator("tbody tr").last
        expect(last).to_contain_text("latitudegames/wayfarer-large-70b-llama-3.3")
        expect(last.locator("[data-label=Input]")).to_have_text("unknown")


def test_focus_stays_on_the_heading(visit: Callable[..., Any]) -> None:
    """Whoever sorts by keyboard goes on where they are."""
    page = loaded(visit, "/")
    page.get_by_role("button", name="Output", exact=True).focus()
    page.keyboard.press("Enter")

    output = page.get_by_role("columnheader", name="Output", exact=True)
    expect(output).to_have_attribute("aria-sort", "ascending")
    expect(page.get_by_role("button", name="Output", exact=True)).to_be_focused()


def test_facets_count_what_is_left(visit: Callable[..., Any]) -> None:
    """A count is what a choice would show."""
    page = loaded(visit, "/")
    choice = page.get_by_role("group", name="Seller").locator("label", has_text="steady")
    count = choice.locator("small").inner_text()
    choice.click()

    expect(page.locator(".count")).to_have_text(f"{count} models")


def test_a_wrong_number_is_said(visit: Callable[..., Any]) -> None:
    """What cannot be compared with filters nothing, and is marked."""
    page = loaded(visit, "/")
    before = page.locator(".count").inner_text()
    page.get_by_label("Context at least").fill("much")

    expect(page.get_by_label("Context at least")).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".count")).to_have_text(before)


def test_a_range_filters(visit: Callable[..., Any]) -> None:
    """A limit takes comparisons and ranges, which stand in the address."""
    page = loaded(visit, "/?creator=bulk&v=1")
    page.get_by_label("Input price at most").fill("2-3 and not 2")
    page.get_by_label("Output price at most").fill("= 3")

    expect(page.locator("tbody [data-label=Input]").first).to_have_text("$3.00")
    expect(page.locator("tbody [data-label=Output]").first).to_have_text("$3.00")
    assert page.url.endswith("price=2-3+and+not+2&output=%3D+3&v=1")


def test_a_list_of_my_models(visit: Callable[..., Any]) -> None:
    """Ids as a person keeps them choose the rows; one that is not here is named."""
    page = loaded(visit, "/")
    page.get_by_text("Only my models").click()
    page.get_by_label("My models").fill("openrouter/openai/gpt-4o\nqwen3-max\nno/such-model")

    expect(page.locator(".count")).to_have_text("2 models")
    expect(page.get_by_text("Not here: no/such-model")).to_be_visible()


def test_a_doubtful_figure_is_marked(visit: Callable[..., Any]) -> None:
    """A price of which another figure is held has a mark that says so."""
    page = loaded(visit, "/?creator=doubted&v=1")
    figure = page.locator("tbody [data-label=Input] .doubt")

    expect(figure).to_have_text("$1.00")
    expect(figure).to_have_attribute("title", re.compile("waits for a decision"))


def test_a_file_has_what_is_seen(visit: Callable[..., Any]) -> None:
    """CSV holds the rows of the filter in their order, and an exact price."""
    page = loaded(visit, "/?creator=steady&v=1")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    table = list(csv.DictReader(io.StringIO(download.value.path().read_text())))

    assert names(page) == [row["id"] for row in table]
    assert {("1", "2")} == {(row["input_per_1m"], row["output_per_1m"]) for row in table}


def test_sellers_unfold(visit: Callable[..., Any]) -> None:
    """All sellers of a model stand beneath it, without a request."""
    page = loaded(visit, "/?q=gpt-4o-mini&v=1")
    page.get_by_role("button", name="sellers of openai/gpt-4o-mini").press("Enter")

    for seller in ("openai", "azure", "openrouter"):
        expect(page.locator("tr.sub", has_text=seller).first).to_be_visible()


def test_ticks_lead_to_a_comparison(visit: Callable[..., Any]) -> None:
    """Ticked models stay through another search, and are compared."""
    page = loaded(visit, "/?q=gpt-5&v=1")
    page.get_by_label("Compare openai/gpt-5", exact=True).check()
    page.get_by_role("searchbox", name="Search models").fill("qwen3-max")
    page.get_by_label("Compare qwen/qwen3-max", exact=True).check()
    page.get_by_role("link", name="Compare", exact=True).last.click()
    page.get_by_role("columnheader").nth(1).wait_for()

    assert "models=openai%2Fgpt-5%2Cqwen%2Fqwen3-max" in page.url.replace("/gpt", "%2Fgpt").replace(
        ",qwen/", "%2Cqwen%2F"
    )


def test_names_of_providers_are_text(visit: Callable[..., Any]) -> None:
    """A name with tags is shown as it is, and runs nowhere: a dialog would fail the test."""
    page = loaded(visit, "/?creator=odd&v=1")

    expect(page.locator("tbody .model a")).to_have_count(len(EVIL))
    assert sorted(EVIL) == sorted(page.locator("tbody .model a").all_inner_texts())


def test_a_keystroke_asks_nothing_and_draws_one_page(visit: Callable[..., Any]) -> None:
    """Among 10,000 models a key makes no request and at most 50 rows; `budgets` takes its time."""
    page = loaded(visit, "/")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.keyboard.press("/")
    for n, letter in enumerate(WORDS, 1):
        page.keyboard.type(letter)
        expect(page.get_by_role("searchbox", name="Search models")).to_have_value(WORDS[:n])
        assert page.locator(IDS).count() <= ROWS

    expect(page.locator(IDS).first).to_have_text("bulk/tune-123")
    assert [] == requests
