"""Requests: one calculation for many requests of the same usage."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pricebook.pricing.matching import Call
from pricebook.quote.requests import Requests
from tests.support.seeds.awkward_prices import OFFERS, Row, over, tokens
from tests.support.seeds.quoting import offer, quote_of
from tests.support.seeds.rate_cards import NOON, card, counts, shown

CALL = Call(NOON, {}, {})


def test_every_request_is_charged_by_its_own_size() -> None:
    """A thousand prompts of a hundred tokens are no long prompt, and pay a thousand fees."""
    rows = [*tokens("1", "10"), *tokens("2", "20", **over(100)), Row("requests", "0.01")]

    quote = Requests(CALL, Decimal(1000)).price(card(rows), counts({"input_tokens": 100}))

    assert ("10.1", ["0.1", "10"]) == (
        shown(quote.total),
        [shown(line.amount) for line in quote.lines],
    )
    assert [100_000, 1000] == [line.count.quantity for line in quote.lines]


def test_requests_without_a_fee_cost_what_they_use() -> None:
    """Libraries count them for every seller; alone they say nothing of what was used."""
    used = {"input_tokens": 10**6, "requests": 3}
    plain, unsold = tokens("1", "10"), Row("requests", None, state="not_offered")

    quote = quote_of(offer(plain), used)

    assert ("1", ()) == (shown(quote.total), quote.missing)
    alone = quote_of(offer(plain), {"requests": 3})
    assert ("no price of requests is known",) == alone.missing
    refused = quote_of(offer([*plain, unsold]), used)
    assert ("the price of requests is not offered",) == refused.missing


def test_what_is_unknown_stays_unknown() -> None:
    """However often; bounds are multiplied."""
    rows = [Row("output_images", n, {"resolution": r}) for n, r in (("1", "1k"), ("2", "2k"))]

    quote = Requests(CALL, Decimal(3)).price(card(rows), counts({"output_images": 2}))

    assert (None, None) == (quote.total, quote.lines[0].amount)
    assert quote.bounds == quote.lines[0].bounds == (Decimal(6), Decimal(12))


@given(
    offer=st.sampled_from(sorted(OFFERS)),
    used=st.dictionaries(
        st.sampled_from(["input_tokens", "output_tokens", "cache_read_tokens", "web_searches"]),
        st.integers(1, 10**6).map(str),
        max_size=4,
    ),
    parts=st.lists(st.integers(1, 50), min_size=1, max_size=5),
)
def test_splitting_a_log_never_changes_its_sum(
    offer: str, used: dict[str, str], parts: list[int]
) -> None:
    """So many requests at once cost what they cost in any parts."""
    sold, things = card(offer), counts(used)

    whole = Requests(CALL, Decimal(sum(parts))).price(sold, things).total
    split = [Requests(CALL, Decimal(part)).price(sold, things).total for part in parts]

    assert (whole is None) == (None in split)
    assert whole is None or whole == sum(part for part in split if part is not None)
