"""What waits and is confirmed, replaced or gone: each rule of a run, met by its statement."""

from typing import Any

from pricebook.sync.thresholds import DEFAULTS
from tests.support.staged_run import BATCH, StagedRun

OUT: dict[str, Any] = {"meter": "output_tokens"}
TIER: dict[str, Any] = {"conditions": BATCH}
TODAY, UP, HIGHER = "0.000001", "0.00002", "0.000022"
PAST, LATER = "[2020-01-01,2021-01-01)", "[2021-01-01,)"
PATIENCE = {"review_runs": DEFAULTS.review_runs, "review_hours": DEFAULTS.review_hours}
TIMES = """
SELECT m.name, c.meter, c.ended, c.began FROM change_times c JOIN models m ON m.id = c.model_id
ORDER BY 1, 2
"""


def test_repetition_over_a_day_confirms(guarded: StagedRun) -> None:
    """The third complete run with the figure, a day after the first; the whole card or nothing."""
    day, less = guarded.ago(hours=24), guarded.ago(hours=24, seconds=-1)
    seen = {"runs": 2, "created_at": day}
    told: dict[str, tuple[list[dict[str, Any]], list[dict[str, Any]]]] = {
        "confirmed": ([{}], [seen]),
        "free": ([{"amount": None}], [seen | {"amount": None}]),
        "a new price": ([{"reason": "new price"}], [seen]),
        "with a card": ([{}, OUT | {"reason": "card"}], [seen]),
        "second run": ([{}], [seen | {"runs": 1}]),
        "within a day": ([{}], [seen | {"created_at": less}]),
        "never before": ([{}, OUT | {"reason": "card"}], []),
        "one of two": ([{}, OUT], [seen]),
        "decided": ([{}], [seen | {"decision": "superseded"}]),
        "another figure": ([{}], [seen | {"amount": HIGHER}]),
        "another meter": ([{}], [seen | OUT]),
        "other conditions": ([{}], [seen | TIER]),
        "absurd": ([{"reason": "absurd"}], [seen]),
        "a slip": ([{"reason": "unit slip"}], [seen]),
    }
    for name, (held, reviewed) in told.items():
        model = guarded.model(name)
        for said in held:
            guarded.hold(model, **{"amount": UP} | said)
        for said in reviewed:
            guarded.review(model, **{"amount": UP} | said)
    guarded.statement("reviews.release_confirmed", **PATIENCE)

    assert set(list(told)[4:]) == {
        name
        for (name,) in guarded.rows("SELECT m.name FROM held h JOIN models m ON m.id = h.model_id")
    }


def test_what_is_held_no_longer_is_accepted(guarded: StagedRun) -> None:
    """A figure that waited is approved with this run, by the run, and counted once more."""
    model = guarded.model("a")
    guarded.change(model, UP)
    seen = {"created_at": guarded.ago(hours=25), "last_seen_at": guarded.ago(hours=6)}
    review = guarded.review(model, UP, runs=2, **seen)
    guarded.statement("reviews.accept", **PATIENCE)

    note = "the same figure in 3 complete runs"
    assert ["approved", "sync", guarded.now, guarded.now, None, note] == guarded.decision(review)
    assert [[3, guarded.now]] == guarded.rows("SELECT runs, last_seen_at FROM price_reviews")


def test_why_it_is_accepted(guarded: StagedRun) -> None:
    """Repetition takes three runs and a day; with less, something else confirmed it."""
    day, less = guarded.ago(hours=24), guarded.ago(hours=24, seconds=-1)
    notes = []
    for number, (runs, created) in enumerate([(2, day), (1, day), (2, less)]):
        model = guarded.model(f"{number}")
        guarded.change(model, UP)
        notes.append(guarded.review(model, UP, runs=runs, created_at=created))
    guarded.statement("reviews.accept", **PATIENCE)

    other = "confirmed by other sources, or by the other prices of the model"
    assert ["the same figure in 3 complete runs", other, other] == [
        guarded.decision(review)[-1] for review in notes
    ]


def test_only_the_same_figure_is_accepted(guarded: StagedRun) -> None:
    """Of the same meter under the same conditions, and only what waits."""
    model = guarded.model("a")
    guarded.change(model, UP)
    guarded.change(model, None, meter="requests")
    left = [
        guarded.review(model, HIGHER),
        guarded.review(model, UP, **OUT),
        guarded.review(model, UP, **TIER),
    ]
    rejected = guarded.review(model, UP, decision="rejected")
    free = guarded.review(model, None, meter="requests")
    guarded.statement("reviews.accept", **PATIENCE)

    assert left == guarded.waiting()
    assert "rejected" == guarded.decision(rejected)[0]
    assert "approved" == guarded.decision(free)[0]


def test_when_an_accepted_price_began(guarded: StagedRun) -> None:
    """When it was seen first; not before what it replaces, nor before an earlier end."""
    hours = {number: guarded.ago(hours=number) for number in range(1, 9)}

    def during(begin: int, end: int | None = None) -> str:
        return f"[{hours[begin]},{hours[end] if end else ''})"

    def case(name: str, *before: dict[str, Any], old: int | None = None) -> None:
        model = guarded.model(name)
        for said in before:
            guarded.price(model, TODAY, **said)
        guarded.change(model, UP, old_id=old or None)
        guarded.review(model, UP, created_at=hours[6])

    case("seen first")
    case(
        "after two",
        {"valid": during(8, 7)},
        {"valid": during(7, 4)},
        {"valid": during(4, 3), "source": "manual"},
        {"valid": during(4, 3), **OUT},
        {"valid": during(4, 3), **TIER},
        {"valid": during(4, 3), "recorded": PAST},
    )
    model = guarded.model("after the one before")
    old = guarded.price(model, TODAY, valid=during(5))
    guarded.change(model, UP, old_id=old)
    guarded.review(model, UP, created_at=hours[6])
    guarded.statement("reviews.accept", **PATIENCE)

    assert [
        ["after the one before", "input_tokens", hours[5], hours[5]],
        ["after two", "input_tokens", hours[4], hours[4]],
        ["seen first", "input_tokens", hours[6], hours[6]],
    ] == guarded.rows(TIMES)


def test_what_is_replaced_waits_no_longer(staged: StagedRun) -> None:
    """Each ends with this run, and says what took its place."""
    told: dict[str, tuple[str | None, str | None, str]] = {
        "another": (TODAY, HIGHER, "replaced by 0.000022 USD"),
        "free": (TODAY, None, "replaced by free"),
        "as before": (TODAY, TODAY, "the price is what it was before"),
        "in force": (UP, UP, "the price is what it was before"),
    }
    numbers = {}
    for name, (was, states, _note) in told.items():
        model = staged.model(name)
        staged.price(model, was)
        staged.states(model, states)
        numbers[name] = staged.review(model, UP)
    gone = staged.review(staged.model("gone"), UP)
    staged.statement("reviews.supersede", complete=True)

    for name, (_was, _states, note) in told.items():
        assert ["superseded", "sync", staged.now, None, staged.now, note] == staged.decision(
            numbers[name]
        ), name
    assert "the price is not published any more" == staged.decision(gone)[-1]
    assert [["marked", 5]] == staged.rows("SELECT reason, count(*) FROM touched GROUP BY reason")


def test_what_is_published_still_waits_on(staged: StagedRun) -> None:
    """Beside whatever else is believed or published; and what an incomplete answer leaves out."""
    model = staged.model("a")
    staged.states(model, UP)
    staged.states(model, HIGHER, **OUT)
    staged.states(model, HIGHER, **TIER)
    staged.price(model, TODAY, recorded=LATER)
    staged.price(model, UP, recorded=PAST)
    staged.price(model, UP, source="manual")
    staged.price(model, UP, **OUT)
    staged.price(model, UP, **TIER)
    unpriced = staged.model("nothing in force")
    staged.states(unpriced, UP)
    staged.price(unpriced, UP, valid=PAST)
    numbers = [staged.review(model, UP), staged.review(unpriced, UP)]
    numbers.append(staged.review(staged.model("left out"), UP))
    decided = staged.review(model, TODAY, decision="rejected")
    staged.statement("reviews.supersede", complete=False)

    assert numbers == staged.waiting()
    assert "rejected" == staged.decision(decided)[0]
    assert [] == staged.rows("SELECT * FROM touched")
