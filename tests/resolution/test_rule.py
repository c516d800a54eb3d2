"""The rule of resolution: which second-hand rate card an offer has."""

import pytest

from pricebook.resolution.rule import resolve
from tests.support.rate_cards import BATCH, LISTS, LONG, base, card, own, prices, rate, sources


def test_the_largest_group_wins() -> None:
    """Two lists that agree outvote the one that is trusted most of this kind of seller."""
    found = resolve([base("g", "2", "6"), base("l", "3", "9"), base("m", "3", "9")], "lab")

    assert {("input_tokens", "{}"): "3", ("output_tokens", "{}"): "9"} == prices(found)
    assert {"disputed"} == {taken.confidence for taken in found.prices}
    assert ("reference:litellm", "reference:models.dev") == found.prices[0].support.agree
    assert ["reference:genai-prices"] == [name for name, _ in found.prices[0].support.against]


@pytest.mark.parametrize(
    ("kind", "source"), [("lab", "g"), ("cloud", "l"), ("host", "m"), ("aggregator", "m")]
)
def test_a_tie_goes_by_the_kind_of_seller(kind: str, source: str) -> None:
    """Where each list says something else, the one that is right most often there is taken."""
    found = resolve([base("g", "1", "1"), base("l", "2", "2"), base("m", "3", "3")], kind)

    assert {LISTS[source]} == sources(found)


def test_a_tie_goes_to_the_exact_id_first() -> None:
    """A list that names the id is taken before one whose rule meets it."""
    found = resolve([base("g", "1", "1", exact=False), base("m", "3", "3")], "lab")

    assert {LISTS["m"]} == sources(found)


@pytest.mark.parametrize(
    ("kind", "taken"), [("cloud", "2.5"), ("zone", "2.75"), ("host", "2.5"), ("lab", "2.75")]
)
def test_a_price_of_a_zone_is_that_of_an_id_of_a_zone(kind: str, taken: str) -> None:
    """Of two cards of a cloud ten per cent apart the dearer is a zone's, whoever states it."""
    found = resolve([base("l", "2.75", "11"), base("m", "2.5", "10")], kind)
    other = resolve([base("l", "2.5", "10"), base("g", "2.75", "11")], kind)

    assert taken in prices(found).values()
    assert taken in prices(other).values()
    outvoted = [base("l", "2.75", "11"), base("m", "2.5", "10"), base("g", "2.75", "11")]
    assert "2.75" in prices(resolve(outvoted, kind)).values()


def test_what_is_not_ten_per_cent_dearer_throughout_is_no_price_of_a_zone() -> None:
    """The list that is right most often of clouds decides."""
    for other in (base("m", "2.5", "11"), base("m", "2.4", "10"), card("m", rate("pages", "1"))):
        assert LISTS["l"] in sources(resolve([base("l", "2.75", "11"), other], "cloud"))


def test_a_router_breaks_a_tie_and_has_one_vote() -> None:
    """What a router states of a seller decides between two lists, and loses against both."""
    word = base("router:huggingface", "3", "3", router=True)
    other = base("router:huggingface", "9", "9", router=True)

    assert "3" in prices(resolve([base("g", "1", "1"), base("m", "3", "3"), word], "lab")).values()
    assert "1" in prices(resolve([base("g", "1", "1"), base("m", "1", "1"), other], "lab")).values()
    assert "9" in prices(resolve([base("g", "1", "1"), other], "lab")).values()


def test_one_card_is_never_mixed_of_sources_that_disagree() -> None:
    """A meter that only a losing card states stays unknown."""
    odd = base("g", "2", "6", rate("cache_read_tokens", "0.2"))
    found = resolve([odd, base("l", "3", "9"), base("m", "3", "9")], "lab")

    assert ("cache_read_tokens", "{}") not in prices(found)


def test_agreeing_cards_fill_each_other() -> None:
    """A meter that the best card lacks comes from another of its group, with its source."""
    more = base("m", "3", "9", rate("cache_read_tokens", "0.3"))
    found = resolve([base("g", "3", "9"), more], "lab")

    assert "0.3" == prices(found)["cache_read_tokens", "{}"]
    assert {
        "input_tokens": "confirmed",
        "output_tokens": "confirmed",
        "cache_read_tokens": "single",
    } == {taken.rate.meter: taken.confidence for taken in found.prices}


def test_a_block_comes_whole_from_one_card() -> None:
    """Long prompts and tiers of service are never put together from two cards."""
    long = (rate("input_tokens", "6", LONG), rate("output_tokens", "12", LONG))
    batch = (rate("input_tokens", "1.5", BATCH), rate("output_tokens", "4.5", BATCH))
    shorter = {"prompt_tokens_gt": 100_000}
    other = (rate("input_tokens", "5", shorter), rate("output_tokens", "10", shorter))
    found = resolve([base("g", "3", "9", *long), base("m", "3", "9", *other, *batch)], "lab")

    assert {
        ("input_tokens", "{}"): "3",
        ("output_tokens", "{}"): "9",
        ("input_tokens", '{"prompt_tokens_gt": 200000}'): "6",
        ("output_tokens", '{"prompt_tokens_gt": 200000}'): "12",
        ("input_tokens", '{"service_tier": "batch"}'): "1.5",
        ("output_tokens", '{"service_tier": "batch"}'): "4.5",
    } == prices(found)


def test_the_longer_of_two_rounded_figures_is_kept() -> None:
    """0.13 and 0.125 are one price, and the one that was not rounded is it."""
    rounded = base("g", "1", "5", rate("cache_read_tokens", "0.13"))
    exact = base("m", "1", "5", rate("cache_read_tokens", "0.125"))

    assert "0.125" == prices(resolve([rounded, exact], "lab"))["cache_read_tokens", "{}"]


def test_a_list_fills_what_an_agreeing_seller_leaves_out() -> None:
    """Only meters that the seller does not state, and only from a card that agrees with it."""
    tier = rate("input_tokens", "9", BATCH)
    told = base("m", "3", "9", rate("cache_read_tokens", "0.3"), tier)
    seller = own(rate("input_tokens", "3"), rate("output_tokens", "9"))
    dearer = own(rate("input_tokens", "4"), rate("output_tokens", "9"))

    assert {("cache_read_tokens", "{}"): "0.3"} == prices(resolve([told], "host", seller))
    assert {} == prices(resolve([told], "host", dearer))
    assert {} == prices(resolve([told], "host", {("input_tokens", "{}"): None}))
    assert {} == prices(resolve([told], "host", own(rate("requests", "1"))))


def test_a_price_for_models_of_every_size_needs_a_second_source() -> None:
    """A placeholder counts only where somebody else states the same."""
    doubtful = base("l", "0.1", "0.1", doubtful=True)

    assert {} == prices(resolve([doubtful], "host"))
    assert {"confirmed"} == {
        taken.confidence for taken in resolve([doubtful, base("m", "0.1", "0.1")], "host").prices
    }


def test_exchanged_figures_are_seen() -> None:
    """Of two cards with input and output exchanged the one with the cheaper output is wrong."""
    found = resolve([base("l", "0.15", "0.04"), base("m", "0.04", "0.15")], "cloud")

    assert "0.04" == prices(found)["input_tokens", "{}"]
    assert {"reference:litellm": "refused", "reference:models.dev": "taken"} == {
        verdict.source: verdict.became for verdict in found.verdicts
    }


def test_every_card_is_accounted_for() -> None:
    """Each card was taken, agrees, is against or was refused."""
    found = resolve([base("g", "2", "6"), base("l", "3", "9"), base("m", "3", "9")], "lab")

    assert {
        "reference:genai-prices": "against",
        "reference:litellm": "taken",
        "reference:models.dev": "agrees",
    } == {verdict.source: verdict.became for verdict in found.verdicts}


def test_a_sellers_own_page_leads() -> None:
    """Two lists that agree against it make it disputed, one that differs does not."""
    page = base("page", "2", "6")
    against = resolve([page, base("l", "3", "9"), base("m", "3", "9")], "lab")
    alone = resolve([page, base("l", "3", "9"), base("m", "2", "6")], "lab")

    assert {("input_tokens", "{}"): "2", ("output_tokens", "{}"): "6"} == prices(against)
    assert {"disputed"} == {taken.confidence for taken in against.prices}
    assert {"page"} == sources(alone)
    assert {"first_hand"} == {taken.confidence for taken in alone.prices}


def test_a_page_that_was_misread_is_refused() -> None:
    """A page ten times off what two lists agree on has a unit that nobody understood."""
    resolution = resolve(
        [base("page", "30", "90"), base("l", "3", "9"), base("m", "3", "9")], "lab"
    )

    assert {("input_tokens", "{}"): "3", ("output_tokens", "{}"): "9"} == prices(resolution)
    assert ("page", ("10 times off what lists agree on",)) in {
        (verdict.source, verdict.refused) for verdict in resolution.verdicts
    }


def test_half_a_page_does_not_lead() -> None:
    """A page of which the price of what goes in was not understood is one word among others."""
    half = prices(
        resolve(
            [card("page", rate("output_tokens", "6")), base("l", "3", "9"), base("m", "3", "9")],
            "lab",
        )
    )

    assert {("input_tokens", "{}"): "3", ("output_tokens", "{}"): "9"} == half


def test_a_fee_that_is_the_price_of_a_search_is_charged_once() -> None:
    """One list has a search's price for each size, another its largest as a fee per request."""
    sizes = [
        rate("web_searches", price, {"search_context_size": size})
        for size, price in (("high", "14000"), ("low", "6000"))
    ]
    searching = base("l", "3", "15", *sizes)
    found = resolve([base("g", "3", "15", rate("requests", "14000")), searching], "lab")
    assert "requests" not in {taken.rate.meter for taken in found.prices}

    found = resolve([base("g", "3", "15", rate("requests", "5000")), searching], "lab")
    assert "requests" in {taken.rate.meter for taken in found.prices}
