"""Promises of every page: no error, no report, no barrier, no sideways scroll, light and dark."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.paths import ROOT
from tests.web.conftest import settle

AXE = ROOT / "web/node_modules/axe-core/axe.min.js"
GRAVE = {"serious", "critical"}
PAGES = [
    "/",
    "/?q=gpt&view=offers&v=1",
    "/m/openai/gpt-4o",
    "/m/mover/m",
    "/?creator=mover,steady&v=1",
    "/compare?models=openai/gpt-4o,qwen/qwen3-max,openai/gpt-5,steady/s1&v=1",
    "/cost?models=openai/gpt-4o&v=1",
    "/cost?by=usage&v=1",
    "/cost?by=log&v=1",
    "/changes",
    "/status",
    "/admin",
]
TABS = ["Reviews", "Models", "Runs", "Disagreements", "Providers", "Manual prices", "Audit"]
WIDTHS = (1280, 1024, 768, 390)
SCROLL_WIDTH = """width => new Promise(done => {
  let frames = 300;
  const look = () => {
    const now = document.documentElement.scrollWidth;
    if (now <= width || !frames--) done(now); else requestAnimationFrame(look);
  };
  look();
})"""
"""Width of what a page draws, as soon as it fits: a chart follows its box with the next frame."""


def barriers(page: Any) -> list[str]:
    """Return what axe finds grave on a page."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{it['id']}: {it['nodes'][0]['html'][:120]}"
        for it in found["violations"]
        if it["impact"] in GRAVE
    ]


@pytest.mark.parametrize("path", PAGES)
def test_no_error_and_no_barrier(visit: Callable[..., Any], path: str) -> None:
    """A page loads without a complaint; axe finds nothing grave, light and dark, at any width."""
    page = visit(path)
    page.locator("main h1").wait_for(state="attached")
    if path.startswith("/m/"):
        page.locator(".chart canvas").wait_for()
    found = {"light": barriers(page)}
    page.emulate_media(color_scheme="dark")
    found["dark"] = barriers(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert width >= page.evaluate(SCROLL_WIDTH, width)
        found[str(width)] = barriers(page) if width == WIDTHS[-1] else []

    assert {} == {how: problems for how, problems in found.items() if problems}


@pytest.mark.parametrize("width", WIDTHS)
def test_the_sellers_fit_their_page(visit: Callable[..., Any], width: int) -> None:
    """What waits at a seller is seen without scrolling sideways inside the table."""
    page = visit("/status", width=width)
    beside = "box => box.scrollWidth - box.clientWidth"

    assert 0 >= page.get_by_role("region", name="Sellers and lists").evaluate(beside)


def test_operators_meet_no_barrier(operator: Callable[[str], Any]) -> None:
    """The same holds for the operators' tabs."""
    page = operator(TABS[0])
    found = {}
    for tab in TABS:
        page.get_by_role("navigation", name="Operators' pages").get_by_text(tab).click()
        settle(page)
        page.locator("main h2").first.wait_for()
        found[tab] = barriers(page)
        page.emulate_media(color_scheme="dark")
        found[tab] += barriers(page)

    assert {} == {tab: problems for tab, problems in found.items() if problems}


def test_the_api_browser_shows_its_operations(visit: Callable[..., Any]) -> None:
    """/docs opens without a red box, and the operations are to be seen."""
    page = visit("/docs")
    page.locator(".opblock").first.wait_for()

    assert 0 == page.locator(".version-pragma, .errors-wrapper").count()
    assert page.locator(".opblock:visible").count() > 30


def test_a_wrong_address_is_a_page(browser: Any, site: str) -> None:
    """A person who mistypes sees a search for what they may have meant."""
    page = browser.new_page()
    answer = page.goto(f"{site}/m/openai/gpt-4oo")

    assert 404 == answer.status
    assert "gpt-4oo" == page.get_by_role("searchbox").input_value()
    page.close()


@pytest.mark.parametrize("path", ["/", "/m/openai/gpt-4o"])
def test_without_script_there_are_rows(browser: Any, site: str, path: str) -> None:
    """The document itself has the rows and the links."""
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{site}{path}")

    assert page.locator("tbody tr").count() > 2
    page.close()
