"""Figures that were replaced while they waited, and what replaced them is believed."""

from datetime import datetime
from typing import Any

import pytest

from tests.support.staged_run import BATCH, StagedRun

OUT: dict[str, Any] = {"meter": "output_tokens"}
TIER: dict[str, Any] = {"conditions": BATCH}
TODAY, UP = "0.000001", "0.00002"
PAST = "[2020-01-01,2021-01-01)"
WITHIN, BEYOND = "0.00006", "0.00006001"
FOUND = """
SELECT m.name, p.meter, p.conditions ->> 'service_tier', p.new_amount::text
FROM past_prices p JOIN models m ON m.id = p.model_id ORDER BY 1, 2, 3, 4
"""


@pytest.fixture
def hours(staged: StagedRun) -> list[datetime]:
    """Give now, an hour ago, and so on."""
    return [staged.ago(hours=number) for number in range(10)]


def replaced(staged: StagedRun, model: int, amount: str, begin: Any, end: Any, **said: Any) -> int:
    """Let a figure wait until another replaced it."""
    told = {"decision": "superseded", "created_at": begin, "replaced_at": end}
    return staged.review(model, amount, **told | said)


def past(staged: StagedRun) -> list[list[Any]]:
    """Return what a run finds to have been charged meanwhile."""
    staged.rows("SET LOCAL statement_timeout = '2s'")
    staged.statement("reviews.stage_past", like=3)
    return staged.rows(FOUND)


def test_what_was_charged_meanwhile(guarded: StagedRun, hours: list[datetime]) -> None:
    """What the believed figure replaced, if it is like it, and so on backwards."""
    model = guarded.model("a")
    old = guarded.price(model, TODAY, valid=f"[{hours[8]},)")
    guarded.change(model, UP, old_id=old)
    replaced(guarded, model, WITHIN, hours[2], hours[0])
    replaced(guarded, model, "0.00018", hours[4], hours[2])
    replaced(guarded, model, "0.00054001", hours[6], hours[4])
    beyond = guarded.model("b")
    guarded.change(beyond, UP)
    replaced(guarded, beyond, BEYOND, hours[2], hours[0])
    dated = guarded.model("c")
    guarded.change(dated, UP)
    began = {"ended": hours[1], "began": hours[1], "meter": "input_tokens", "conditions": {}}
    guarded.put("change_times", model_id=dated, **began)
    replaced(guarded, dated, "0.00003", hours[2], hours[0])
    replaced(guarded, dated, "0.00004", hours[2], hours[1])

    assert [
        ["a", "input_tokens", None, WITHIN],
        ["a", "input_tokens", None, "0.00018"],
        ["c", "input_tokens", None, "0.00004"],
    ] == past(guarded)


@pytest.mark.parametrize(
    "said",
    [
        OUT,
        TIER,
        {"decision": "rejected"},
        {"decision": "approved"},
        {"new_currency": "EUR"},
        {"earlier": True},
    ],
)
@pytest.mark.parametrize("link", [1, 2])
def test_a_chain_is_of_one_price(
    guarded: StagedRun, hours: list[datetime], link: int, said: dict[str, Any]
) -> None:
    """Of one meter, in one currency, under the same conditions, each right after the other."""
    model = guarded.model("a")
    guarded.change(model, UP)
    if link == 2:
        replaced(guarded, model, UP, hours[2], hours[0])
    place = 2 * (link - 1)
    end = hours[place + 1] if "earlier" in said else hours[place]
    other = {key: value for key, value in said.items() if key != "earlier"}
    replaced(guarded, model, "0.00003", hours[place + 2], end, **other)

    assert link - 1 == len(past(guarded))


def test_nothing_else_was_believed_meanwhile(guarded: StagedRun, hours: list[datetime]) -> None:
    """What overlaps another belief of the same price was not charged; others do not matter."""
    meanwhile = f"[{hours[3]},{hours[1]})"
    told: dict[str, list[dict[str, Any]]] = {
        "others": [
            {"valid": meanwhile, "source": "manual"},
            {"valid": meanwhile, **OUT},
            {"valid": meanwhile, **TIER},
            {"valid": meanwhile, "recorded": PAST},
            {"valid": f"[{hours[9]},{hours[4]})"},
        ],
        "believed": [{"valid": meanwhile}],
    }
    for name, believed in told.items():
        model = guarded.model(name)
        for said in believed:
            guarded.price(model, TODAY, **said)
        guarded.change(model, UP)
        replaced(guarded, model, "0.00003", hours[4], hours[0])

    assert [["others", "input_tokens", None, "0.00003"]] == past(guarded)


@pytest.mark.parametrize(("seen", "found"), [(5, 1), (6, 0), (4, 1)])
def test_nothing_was_charged_before_the_old_price_began(
    guarded: StagedRun, hours: list[datetime], seen: int, found: int
) -> None:
    """A figure that was seen before that is none that followed it."""
    model = guarded.model("a")
    old = guarded.price(model, TODAY, valid=f"[{hours[5]},)")
    guarded.change(model, UP, old_id=old)
    replaced(guarded, model, "0.00003", hours[seen], hours[0])

    assert found == len(past(guarded))


def test_a_figure_that_was_replaced_at_once(guarded: StagedRun, hours: list[datetime]) -> None:
    """It was charged at no time, and following it backwards ends."""
    model = guarded.model("a")
    guarded.change(model, UP)
    replaced(guarded, model, "0.00003", hours[0], hours[0])

    assert [] == past(guarded)


def test_the_past_is_dated_and_approved(guarded: StagedRun, hours: list[datetime]) -> None:
    """The old price ended where the first of the chain began, and the run approves them all."""
    known, new = guarded.model("a"), guarded.model("b")
    numbers = []
    for model in (known, new):
        guarded.change(model, UP)
        numbers += [
            replaced(guarded, model, "0.00003", hours[2], hours[0]),
            replaced(guarded, model, "0.00004", hours[4], hours[2]),
        ]
    began = {"ended": hours[0], "began": hours[0], "meter": "input_tokens", "conditions": {}}
    guarded.put("change_times", model_id=known, **began)
    other = guarded.review(known, UP)
    past(guarded)
    guarded.statement("reviews.date_past")
    guarded.statement("reviews.approve_past")

    assert [[hours[4], hours[0]]] * 2 == guarded.rows("SELECT ended, began FROM change_times")
    note = "confirmed by the price that replaced it"
    for number in numbers:
        assert ["approved", "sync", hours[0], hours[0]] == guarded.decision(number)[:4]
        assert note == guarded.decision(number)[-1]
    assert [other] == guarded.waiting()
