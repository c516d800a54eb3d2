"""What an operator does, all of it by keyboard: held prices, edits, one taken back, a run."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.conftest import settle
from tests.web.seeds import DECIDED_RUN, HELD, HELD_RUN

MAX_TABS = 300
"""So often Tab is pressed at most until something has the focus."""


def test_held_prices_are_worked_through(operator: Callable[[str], Any]) -> None:
    """One is approved and taken back, three are rejected at once, the rest one by one."""
    page = operator("reviews&provider=steady")
    waiting = page.locator(".count")
    page.get_by_text(f"{HELD} in all").wait_for()
    page.keyboard.press("a")
    page.get_by_text(f"{HELD - 1} in all").wait_for()
    page.keyboard.press("u")
    page.get_by_text("Undone 1 price.").wait_for()
    page.reload()
    settle(page)
    left = int(waiting.inner_text().split()[0])
    for _ in range(3):
        page.keyboard.press("x")
        page.keyboard.press("j")
    page.keyboard.press("r")
    page.get_by_text("Rejected 3 prices.").wait_for()
    left -= 3
    while left:
        page.keyboard.press("r")
        left -= 1
        page.get_by_text(f"{left} in all").wait_for()

    page.get_by_text("Nothing waits.").wait_for()


def test_a_held_run_is_decided_as_a_whole(operator: Callable[[str], Any]) -> None:
    """What would change is said first; then all prices of the run are rejected at once."""
    page = operator("reviews&provider=yuan")
    page.get_by_text(f"{HELD_RUN} in all").wait_for()
    page.get_by_role("button", name="Reject the run of yuan").press("Enter")
    page.get_by_text(f"{HELD_RUN} prices of yuan are refused").wait_for()
    page.keyboard.press("Enter")
    page.get_by_text("Rejected the run of yuan.").wait_for()

    page.get_by_text("Nothing waits.").wait_for()
    expect(page.get_by_role("heading", name="Runs held as a whole")).to_have_count(0)


def test_a_decision_on_a_run_is_undone(operator: Callable[[str], Any]) -> None:
    """A decision that was taken earlier is found by its state, and taken back as a whole."""
    page = operator(f"reviews&provider={DECIDED_RUN}&decision=rejected")
    page.get_by_role("button", name=f"Undo the run of {DECIDED_RUN}").press("Enter")
    page.get_by_text("opens a new review").wait_for()
    page.keyboard.press("Enter")
    page.get_by_text(f"Undone: the run of {DECIDED_RUN}.").wait_for()
    page.get_by_label("Decision").select_option("undone")

    row = page.get_by_role("region", name="Held runs").get_by_role("row", name=DECIDED_RUN)
    expect(row).to_contain_text("undone")


def test_models_are_edited_in_place(operator: Callable[[str], Any]) -> None:
    """Five names change, each shown before it is applied; the last is taken back."""
    page = operator("models")
    page.get_by_label("Provider").fill("steady")
    page.get_by_text(f"{HELD} in all").wait_for()
    for n in range(5):
        cell = page.get_by_label(f"Name of steady/s{n}", exact=True)
        cell.focus()
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type(f"Renamed {n}")
        page.keyboard.press("Enter")
        page.get_by_text(f"name Steady {n} → Renamed {n}, pinned").wait_for()
        page.keyboard.press("Enter")
        page.get_by_text(f"Changed steady/s{n}.").wait_for()
    page.get_by_role("button", name="Undo the last change").press("Enter")
    page.get_by_text("Undone.").wait_for()
    expect(page.get_by_label("Name of steady/s4", exact=True)).to_have_value("Steady 4")
    shown = [page.get_by_label(f"Name of steady/s{n}", exact=True).input_value() for n in range(5)]

    assert ["Renamed 0", "Renamed 1", "Renamed 2", "Renamed 3", "Steady 4"] == shown


def test_a_change_of_many_is_shown_first(operator: Callable[[str], Any]) -> None:
    """Nothing is written before it is applied."""
    page = operator("models")
    page.get_by_label("Provider").fill("mover")
    page.get_by_text("1 in all").wait_for()
    page.get_by_label("Tick mover/m").check()
    page.get_by_label("Status of the ticked").select_option("disabled")
    page.get_by_text("mover/m: status new → disabled").wait_for()
    page.get_by_role("button", name="Leave it as it is").press("Enter")

    expect(page.get_by_label("Status of mover/m", exact=True)).to_have_value("new")


def test_a_run_is_watched(operator: Callable[[str], Any]) -> None:
    """A run that is started here tells how it goes, and what to do about what went wrong."""
    page = operator("runs")
    page.get_by_label("Synchronise").select_option("groq")
    page.get_by_role("button", name="Start").press("Enter")
    page.get_by_text("of groq: failed").wait_for(timeout=90_000)

    expect(page.locator("tr.sub b").first).not_to_be_empty()


def test_what_was_done_is_in_the_audit(operator: Callable[[str], Any]) -> None:
    """The audit has the fields before and after."""
    page = operator("models")
    page.get_by_label("Provider").fill("mover")
    page.get_by_text("1 in all").wait_for()
    page.get_by_label("Status of mover/m", exact=True).select_option("active")
    page.get_by_role("button", name="Apply").press("Enter")
    page.get_by_text("Changed mover/m.").wait_for()
    page.get_by_role("link", name="Audit").click()
    page.get_by_role("region", name="Entries").wait_for()

    expect(page.locator("tbody tr").first).to_contain_text("status: active")


def tab_to(page: Any, role: str, name: str) -> None:
    """Press Tab until what is to be used has the focus, as somebody without a mouse does."""
    wanted = page.get_by_role(role, name=name, exact=True).element_handle()
    for _ in range(MAX_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => wanted === document.activeElement", wanted):
            return
    pytest.fail(f"Tab does not lead to {name}")


def test_an_operator_needs_no_mouse(visit: Callable[..., Any]) -> None:
    """Tab, letters and Enter lead from the catalogue to a changed model, and to a run."""
    page = visit("/")
    tab_to(page, "link", "Operators")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Use this machine's token").wait_for()
    tab_to(page, "button", "Use this machine's token")
    page.keyboard.press("Enter")
    page.get_by_role("navigation", name="Operators' pages").wait_for()
    tab_to(page, "link", "Models")
    page.keyboard.press("Enter")
    page.get_by_text("in all").wait_for()
    tab_to(page, "searchbox", "Search")
    page.keyboard.type("doubted")
    page.get_by_text("1 in all").wait_for()
    tab_to(page, "textbox", "Name of doubted/s0")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Renamed by keys")
    page.keyboard.press("Enter")
    page.get_by_text("Renamed by keys, pinned").wait_for()
    page.keyboard.press("Enter")
    page.get_by_text("Changed doubted/s0.").wait_for()
    tab_to(page, "button", "Undo the last change")
    page.keyboard.press("Enter")
    page.get_by_text("Undone.").wait_for()
    tab_to(page, "link", "Runs")
    page.keyboard.press("Enter")
    tab_to(page, "combobox", "Synchronise")
    page.keyboard.type("mistral")
    tab_to(page, "button", "Start")
    page.keyboard.press("Enter")

    page.get_by_text("of mistral: failed").wait_for(timeout=90_000)


def test_who_signs_out_sees_nothing_more(operator: Callable[[str], Any]) -> None:
    """The token is forgotten, and the page asks again."""
    page = operator("reviews")
    page.get_by_role("button", name="Sign out").press("Enter")

    expect(page.get_by_role("button", name="Use this machine's token")).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0
