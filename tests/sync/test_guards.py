"""What a run may not believe."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest

from pricebook.adapters.listing import Listing
from pricebook.adapters.provider import Mapped, Problem
from pricebook.errors import GuardRefused
from pricebook.findings import WHAT_TO_DO, Finding
from pricebook.pricing.price import Price, PriceState
from pricebook.sync.guards import judge


def listings(count: int) -> list[Listing]:
    """Return that many different listings."""
    return [Listing(provider_model_id=f"m{n}", name=f"M{n}") for n in range(count)]


def test_an_empty_list_is_refused() -> None:
    """An answer without a single item is a failed run, never an empty catalogue."""
    with pytest.raises(GuardRefused, match="the list is empty"):
        judge(Mapped(), active=0)


def test_a_list_of_nothing_but_rejects_is_refused() -> None:
    """An answer in a shape that nobody knows fails, and shows what was strange."""
    mapped = Mapped(rejects=[Problem("validation", "id", "None")])

    with pytest.raises(GuardRefused, match="all 1 items were rejected, the first because id is"):
        judge(mapped, active=0)


def test_the_first_of_two_stays() -> None:
    """An id that comes twice is kept once, and the second is counted."""
    first, second = (
        Listing(provider_model_id="a", name="1"),
        Listing(provider_model_id="a", name="2"),
    )

    verdict = judge(Mapped([first, second]), active=1)

    assert [first] == verdict.listings
    assert [("duplicate", 1)] == [(f.category, f.count) for f in verdict.findings]
    assert verdict.complete


@pytest.mark.parametrize(("seen", "complete"), [(50, True), (49, False)])
def test_a_shrunk_answer_is_not_complete(seen: int, complete: bool) -> None:  # noqa: FBT001 - a table of cases
    """Fewer than half of the active models means that the answer was cut."""
    verdict = judge(Mapped(listings(seen)), active=100)

    assert complete == verdict.complete
    assert complete == (verdict.findings == [])


def test_a_shrunk_answer_can_be_forced() -> None:
    """An operator who knows better has the last word."""
    assert judge(Mapped(listings(1)), active=100, force=True).complete


@pytest.mark.parametrize(("bad", "complete"), [(20, True), (21, False)])
def test_too_many_rejects_make_a_run_partial(bad: int, complete: bool) -> None:  # noqa: FBT001 - a table of cases
    """More than a fifth of malformed items is a provider that changed its shape."""
    rejects = [Problem("validation", "id", "7", f"bad{n}") for n in range(bad)]

    verdict = judge(Mapped(listings(100 - bad), rejects), active=100)

    assert complete == verdict.complete


def test_a_rejected_item_was_seen() -> None:
    """An item that cannot be read is no missing model, so it does not shrink the answer."""
    rejects = [Problem("validation", "pricing.prompt", "'x'", f"bad{n}") for n in range(10)]

    verdict = judge(Mapped(listings(45), rejects), active=100)

    assert verdict.complete
    assert [f"bad{n}" for n in range(10)] == verdict.rejected_ids


def test_problems_are_grouped_with_one_sample() -> None:
    """An operator reads one line per kind of problem: how often, an example, what to do."""
    rejects = [Problem("validation", "pricing.prompt", "'free'", f"m{n}") for n in range(3)]

    (finding,) = judge(Mapped(listings(100), rejects), active=100).findings

    assert finding.row() == {
        "category": "validation",
        "count": 3,
        "sample": "m0: pricing.prompt is 'free'",
        "what_to_do": "Compare the sample with the provider's documentation;"
        " the adapter may need it.",
    }


def test_a_price_key_that_nobody_reads_is_reported() -> None:
    """A new price dimension is not lost in silence."""
    verdict = judge(Mapped(listings(1), unread=Counter({"pricing.video": 2})), active=1)

    assert [("unread", 2, "price field ignored: pricing.video")] == [
        (f.category, f.count, f.sample) for f in verdict.findings
    ]
    assert verdict.complete


def test_a_list_that_was_cut_is_not_complete() -> None:
    """When paging did not end nothing is deactivated, and the run says why."""
    verdict = judge(Mapped(listings(1)), active=1, truncated_because="paging does not end")

    assert not verdict.complete
    assert ["paging does not end"] == [finding.sample for finding in verdict.findings]


def rows(findings: list[Finding]) -> list[tuple[str, int, str, str]]:
    """Return what an operator reads of each finding."""
    return [(f.category, f.count, f.sample, f.what_to_do) for f in findings]


def priced(**amounts: str | None) -> Listing:
    """Return an offer with these prices per token, by the meter's first word; None is free."""
    known = ((meter, Decimal(amount)) for meter, amount in amounts.items() if amount is not None)
    prices = [Price(f"{m}_tokens", PriceState.KNOWN, str(a), a, "USD") for m, a in known]
    free = (meter for meter, amount in amounts.items() if amount is None)
    prices += [Price(f"{meter}_tokens", PriceState.FREE, "0", None, None) for meter in free]
    return Listing(provider_model_id="a", name="A", prices=tuple(prices))


def test_a_shrunk_answer_says_how_many_are_missing() -> None:
    """An operator reads how many of how many came, and how to let them go."""
    verdict = judge(Mapped(listings(49)), active=100)

    sample = "49 models where 100 are active: nothing was deactivated"
    assert [("guard", 51, sample, WHAT_TO_DO["shrunk"])] == rows(verdict.findings)


def test_items_without_an_id_are_no_models_that_were_seen() -> None:
    """Nobody knows which model they were, so they do not make up for a missing one."""
    rejects = [Problem("validation", "id", "7") for _ in range(2)]

    verdict = judge(Mapped(listings(49), rejects), active=100)

    assert [] == verdict.rejected_ids
    assert not verdict.complete


def test_too_many_rejects_say_so() -> None:
    """Beside the problems themselves, one line says why the run is partial."""
    rejects = [Problem("validation", "id", "7", f"bad{n}") for n in range(2)]

    verdict = judge(Mapped(listings(1), rejects), active=1)

    assert [
        ("validation", 2, "bad0: id is 7", WHAT_TO_DO["validation"]),
        ("guard", 2, "2 of 3 items were rejected", WHAT_TO_DO["rejects"]),
    ] == rows(verdict.findings)


def test_duplicates_are_no_changed_shape() -> None:
    """Items that come twice are rejected, and say nothing about the others."""
    verdict = judge(Mapped(listings(1) * 3), active=1)

    assert verdict.complete
    assert [("duplicate", 2, "id is 'm0'", WHAT_TO_DO["duplicate"])] == rows(verdict.findings)


def test_problems_without_an_id_are_shown_without_one() -> None:
    """A line begins with the model where anybody knows which it was."""
    verdict = judge(Mapped(listings(9), [Problem("validation", "id", "7")]), active=1)

    assert [("validation", 1, "id is 7", WHAT_TO_DO["validation"])] == rows(verdict.findings)


def test_a_text_that_was_cut_is_reported() -> None:
    """Nobody has to do anything, and whoever looks knows that there was more."""
    verdict = judge(Mapped(listings(1), cut=Counter({"description": 3})), active=1)

    assert [("validation", 3, "description is too long and was cut", WHAT_TO_DO["cut"])] == rows(
        verdict.findings
    )


def test_unread_keys_count_by_the_most_frequent() -> None:
    """How many models one unread key may hold prices of; none where all are read."""
    unread = Counter({"pricing.video": 2, "pricing.song": 5})

    assert 5 == judge(Mapped(listings(1), unread=unread), active=1).unread_models
    assert 0 == judge(Mapped(listings(1)), active=1).unread_models


def test_a_list_that_was_cut_says_what_to_do() -> None:
    """The reason stands beside the advice."""
    verdict = judge(Mapped(listings(1)), active=1, truncated_because="paging does not end")

    assert [("guard", 1, "paging does not end", WHAT_TO_DO["truncated"])] == rows(verdict.findings)


@pytest.mark.parametrize(
    ("amounts", "sample"),
    [
        (
            {"input": "0.000001", "cache_read": "0.000002"},
            "a: cached input costs 0.000002 per token where fresh input costs 0.000001",
        ),
        (
            {"input": "0.000201", "output": "0.000002"},
            "a: output costs 0.000002 per token where input costs 0.000201",
        ),
    ],
)
def test_figures_that_look_swapped_are_reported(amounts: dict[str, str], sample: str) -> None:
    """Nothing is held, since it may be true; an operator reads both figures."""
    verdict = judge(Mapped([priced(**amounts)]), active=1)

    assert [("guard", 1, f"siblings: {sample}", WHAT_TO_DO["siblings"])] == rows(verdict.findings)
    assert verdict.complete


@pytest.mark.parametrize(
    "amounts",
    [
        {"input": "0.000001", "cache_read": "0.000001", "output": "0.000002"},
        {"input": "0.0002", "output": "0.000002"},
        {"cache_read": "0.000002", "output": "0.0000000001"},
        {"input": "0.000001"},
        {"input": None, "cache_read": "0.000001", "output": None},
    ],
    ids=["as dear", "a hundred times", "no input", "alone", "free"],
)
def test_figures_that_may_stand_side_by_side_are_not(amounts: dict[str, str | None]) -> None:
    """Cached input as dear as fresh, and output a hundredth of the input, are believed."""
    assert [] == judge(Mapped([priced(**amounts)]), active=1).findings


def test_conditional_figures_have_no_siblings() -> None:
    """A cheap input at night says nothing about the output by day."""
    night = Price(
        "input_tokens", PriceState.KNOWN, "9", Decimal(9), "USD", {"service_tier": "batch"}
    )
    day = priced(cache_read="1", output="0.01")
    offer = replace(day, prices=(*day.prices, night))

    assert [] == judge(Mapped([offer]), active=1).findings
