"""What a run may not believe."""

from collections import Counter

import pytest

from pricebook.adapters.listing import Listing
from pricebook.adapters.provider import Mapped, Problem
from pricebook.errors import GuardRefused
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
