"""Which changes of prices are held: a case on each side of every border, judged in one run."""

from typing import Any

from pricebook.sync import reviews
from pricebook.sync.thresholds import DEFAULTS
from tests.support.seeds.held_cases import BOTH_JUMP, CASES, JUMP, Case, tell
from tests.support.staged_run import BATCH, StagedRun

HELD = "SELECT name, meter, conditions ->> 'service_tier', reason FROM held ORDER BY 1, 2, 3, 4"


def held(staged: StagedRun, cases: dict[str, Case], **how: bool) -> list[list[Any]]:
    """Return what is held of these cases."""
    for name, case in cases.items():
        tell(staged, name, case)
    staged.stage_prices()
    given = {"automatic": True, "complete": False, "everything": False} | how
    reviews.hold(staged.database, DEFAULTS, **given)
    return staged.rows(HELD)


def test_every_border(staged: StagedRun) -> None:
    """What lies just beyond a border is held, for that reason, and what lies on it is believed."""
    expected = sorted(
        [f"ours/{name}", *price] for name, case in CASES.items() for price in case.held
    )
    found = held(staged, CASES)

    assert expected == [row for row in found if row[-1] != "card"]


def test_only_a_person_confirms_where_that_is_wished(staged: StagedRun) -> None:
    """Neither another source nor the rest of the card does, of a seller that is decided by hand."""
    cases = {name: CASES[name] for name in ("one within a twentieth", "a whole card by one factor")}

    assert [
        *(["ours/a whole card by one factor", *price] for price in BOTH_JUMP),
        *(["ours/one within a twentieth", *price] for price in JUMP),
    ] == held(staged, cases, automatic=False)


def changed_card(staged: StagedRun) -> None:
    """Let one of four prices jump, one go, and two change by little; and one of another model."""
    ours, other = staged.model("a"), staged.model("b")
    for model in (ours, other):
        staged.price(model, "0.000001")
        staged.price(model, "0.000001", meter="output_tokens")
        staged.price(model, "0.000001", conditions=BATCH)
        staged.price(model, "0.000001", meter="cache_read_tokens")
    staged.states(ours, "0.00002")
    staged.states(ours, "0.000002", meter="output_tokens")
    staged.states(ours, "0.0000015", conditions=BATCH)
    staged.states(other, "0.000003")
    staged.states(other, "0.000001", meter="output_tokens")
    staged.states(other, "0.000001", conditions=BATCH)


def test_the_card_of_a_held_price_waits_with_it(staged: StagedRun) -> None:
    """What else is stated of its model, under whichever conditions; not what is gone."""
    changed_card(staged)

    assert [
        ["ours/a", "input_tokens", "batch", "card"],
        ["ours/a", "input_tokens", None, "jump"],
        ["ours/a", "output_tokens", None, "card"],
    ] == held(staged, {})


def test_all_of_a_doubted_run_waits(staged: StagedRun) -> None:
    """Whatever is stated otherwise, each price once; not what is gone."""
    changed_card(staged)

    assert [
        ["ours/a", "input_tokens", "batch", "run"],
        ["ours/a", "input_tokens", None, "jump"],
        ["ours/a", "output_tokens", None, "run"],
        ["ours/b", "input_tokens", None, "run"],
    ] == held(staged, {}, everything=True)
