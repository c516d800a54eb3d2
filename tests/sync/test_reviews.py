"""Which prices a run does not believe by itself, and what becomes of them."""

import json
from decimal import Decimal

import pytest

from pricebook.storage.postgres import Database
from pricebook.sync import reference_run
from tests.support.fakes.provider_transport import item, raw
from tests.support.passing_time import pass_time
from tests.support.seeds.held_prices import held, pending, rival, told
from tests.support.sync_and_query import prices, run

pytestmark = pytest.mark.usefixtures("environment")

TODAY = "0.000001"
UP = "0.00002"


def test_a_jump_waits_with_its_card_and_the_rest_goes_on(owner_database: Database) -> None:
    """A price that is twenty times what it was waits, and so do the other prices of its model."""
    run(item("acme/a", TODAY))
    report = run(item("acme/a", UP, "0.000003"), item("acme/b"))

    assert ("success", 1, 0) == (report.status, report.added, report.prices_changed)
    assert {"input_tokens": TODAY, "output_tokens": "0.000002"} == prices(owner_database)
    assert [
        ["input_tokens", {}, TODAY, UP, "jump"],
        ["output_tokens", {}, "0.000002", "0.000003", "card"],
    ] == pending(owner_database)
    _card, error = report.errors
    assert ("guard", 1) == (error["category"], error["count"])
    assert error["sample"] == (
        "jump: openrouter/acme/a input_tokens would cost 0.00002 USD per token after 0.000001"
    )
    assert "three runs over a day" in str(error["what_to_do"])


@pytest.mark.parametrize(
    ("amount", "guards"),
    [
        ("0.00001", {}),
        ("0.0000101", {"jump": 1}),
        ("0.0000002", {}),
        ("0.0000001", {}),
        ("0.000000099", {"jump": 1}),
    ],
)
def test_a_factor_of_ten_is_the_limit(amount: str, guards: dict[str, int]) -> None:
    """A cut of 80 % goes through, and so does anything up to ten times, either way."""
    run(item("acme/a", TODAY))

    assert guards == held(run(item("acme/a", amount)))


@pytest.mark.parametrize(
    ("rivals", "ours"),
    [
        (("0.0000205",), UP),
        (("0.000022",), TODAY),
        (("0.000022", "0.000017"), UP),
        (("0.00005", "0.00005"), TODAY),
        ((TODAY,), TODAY),
    ],
)
def test_a_jump_passes_where_others_charge_the_same(
    owner_database: Database, rivals: tuple[str, ...], ours: str
) -> None:
    """One source within 5 % confirms a jump, or two within 25 %; anything else does not."""
    run(item("acme/a", TODAY))
    for provider, amount in zip(("together", "novita"), rivals, strict=False):
        rival(owner_database, provider, amount)

    run(item("acme/a", UP))

    assert ours == prices(owner_database)["input_tokens"]


@pytest.mark.parametrize(
    ("factor", "guards"), [("20", {}), ("0.05", {}), ("100", {"jump": 2}), ("0.001", {"jump": 2})]
)
def test_a_whole_card_may_move_by_one_factor(factor: str, guards: dict[str, int]) -> None:
    """All prices of a model times twenty are a change; times a hundred, a slip of the unit."""
    run(item("acme/a", TODAY, "0.000002"))
    moved = (format(Decimal(price) * Decimal(factor), "f") for price in (TODAY, "0.000002"))

    assert guards == held(run(item("acme/a", *moved)))


def test_a_part_of_a_card_may_not(owner_database: Database) -> None:
    """Two of three prices that move by one factor confirm nothing: the third stayed."""
    cached = {"pricing": {"input_cache_read": "0.0000001"}}
    run(item("acme/a", TODAY, "0.000002", **cached))

    assert {"jump": 2} == held(run(item("acme/a", UP, "0.00004", **cached)))
    assert TODAY == prices(owner_database)["input_tokens"]


def test_a_gap_does_not_hide_a_jump(owner_database: Database) -> None:
    """A figure that was missing for long is compared with the last one that was known."""
    run(item("acme/a", TODAY))
    for _ in range(3):
        pass_time(owner_database, "6 hours")
        run(item("acme/a", ""))

    assert {"jump": 1} == held(run(item("acme/a", UP)))
    assert [["input_tokens", {}, None, UP, "jump"]] == pending(owner_database)


@pytest.mark.parametrize("figure", ["0", "-1"])
def test_a_price_that_becomes_free_or_dynamic_waits(owner_database: Database, figure: str) -> None:
    """No longer to know what something costs is as great a change as any."""
    run(item("acme/a:free", TODAY))

    assert {"jump": 1} == held(run(item("acme/a:free", figure)))
    assert TODAY == prices(owner_database, "openrouter/acme/a:free")["input_tokens"]


@pytest.mark.parametrize("amount", ["0.001", "0.0059", "0.0000000024", "0.000000000015"])
def test_a_slip_of_the_unit_is_held_at_first_sight(owner_database: Database, amount: str) -> None:
    """A thousand or a million times what two others charge is held, even when it is new."""
    run(item("acme/a", ""))
    for provider in ("together", "novita"):
        rival(owner_database, provider, TODAY)

    report = run(item("acme/a", amount))

    assert {"unit slip": 1} == held(report)
    assert "where others charge 0.000001 (sources: 2)" in str(report.errors)
    assert {"output_tokens": "0.000002"} == prices(owner_database)


@pytest.mark.parametrize(
    ("amount", "guards"),
    [("0.000031", {"new price": 1}), ("0.00003", {}), ("0.000000033", {"new price": 1})],
)
def test_a_first_price_is_compared(
    amount: str, guards: dict[str, int], owner_database: Database
) -> None:
    """A first price of more than thirty times what another charges waits, either way."""
    run(item("acme/a", ""))
    rival(owner_database, "together", TODAY)

    assert guards == held(run(item("acme/a", amount)))


def test_a_tier_is_guarded_too(owner_database: Database) -> None:
    """A price under conditions that slipped is held, and its whole card with it."""
    run(item("acme/a", ""))
    for provider in ("together", "novita"):
        rival(owner_database, provider, TODAY)

    tier = {"overrides": [{"min_prompt_tokens": 200000, "prompt": "0.002"}]}
    run(item("acme/a", TODAY, pricing=tier))

    assert {"output_tokens": "0.000002"} == prices(owner_database)
    assert [
        ["input_tokens", {}, None, TODAY, "card"],
        ["input_tokens", {"prompt_tokens_gt": 200000}, None, "0.002", "unit slip"],
    ] == pending(owner_database)


@pytest.mark.parametrize("amount", ["0.0061", "0.000000000009"])
def test_an_absurd_price_is_held(owner_database: Database, amount: str) -> None:
    """No token costs 6,000 dollars per million, or less than a hundred-thousandth of one."""
    assert {"absurd": 1} == held(run(item("acme/a", amount)))
    assert {} == prices(owner_database)


@pytest.mark.parametrize(
    ("pricing", "guards"),
    [
        ({"request": "500"}, {"absurd": 1}),
        ({"web_search": "500"}, {"absurd": 1}),
        ({"web_search": "0.5"}, {}),
    ],
)
def test_every_unit_has_a_bound(pricing: dict[str, str], guards: dict[str, int]) -> None:
    """No request costs 500 dollars, and no picture 1,000."""
    assert guards == held(run(item("acme/a", pricing=pricing)))


def test_an_absurd_price_of_a_list_is_not_believed(owner_database: Database) -> None:
    """3,200 dollars per million tokens, which nobody else sells: a list wrote its figure per 1K."""
    run(item("acme/a"))
    owner_database.run(
        "INSERT INTO models (provider, provider_model_id, name)"
        " SELECT 'azure', name, name FROM unnest(ARRAY['jais-30b-chat', 'o1-pro']) AS name"
    )
    jais = {"input_cost_per_token": 0.0032, "output_cost_per_token": 0.00971}
    dear = {"input_cost_per_token": 0.00015, "output_cost_per_token": 0.0006}
    body = {
        "azure_ai/jais-30b-chat": {"litellm_provider": "azure_ai", **jais},
        "azure_ai/o1-pro": {"litellm_provider": "azure_ai", **dear},
    }
    fetcher = raw(json.dumps(body).encode())
    report = reference_run.run("litellm", triggered_by="cli", fetcher=fetcher)

    assert {} == prices(owner_database, "azure/jais-30b-chat")
    assert {"input_tokens": "0.00015", "output_tokens": "0.0006"} == prices(
        owner_database, "azure/o1-pro"
    )
    assert {"absurd": 1} == told(report)
    assert "azure/jais-30b-chat input_tokens at 0.0032 USD per token" in str(report.errors)


def test_other_meters_may_cost_dollars(owner_database: Database) -> None:
    """Five dollars for a request is no token's price."""
    assert {} == held(run(item("acme/a", pricing={"request": "5"})))
    assert "5" == prices(owner_database)["requests"]


@pytest.mark.parametrize(
    ("rivals", "guards"),
    [
        ((TODAY, "0.0000012"), {}),
        (("0.000002", "0.000003"), {"jump": 1}),
        (("0.0000011",), {"jump": 1}),
    ],
)
def test_healing_needs_evidence(
    owner_database: Database, rivals: tuple[str, ...], guards: dict[str, int]
) -> None:
    """A wrong price is corrected at once where two others charge about the new one, not by one."""
    run(item("acme/a", "0.001"))
    for provider, amount in zip(("together", "novita"), rivals, strict=False):
        rival(owner_database, provider, amount)

    assert guards == held(run(item("acme/a", TODAY)))


@pytest.mark.parametrize(
    ("completion", "read", "guards"),
    [
        ("0.000002", "0.000002", {"siblings": 1}),
        ("0.000000009", "0.0000001", {"siblings": 1}),
        ("0.000000009", "0.000002", {"siblings": 2}),
        ("0.00000001", "0.000001", {}),
    ],
)
def test_strange_siblings_are_told(
    owner_database: Database, completion: str, read: str, guards: dict[str, int]
) -> None:
    """Cached input dearer than fresh, or output for next to nothing, is believed and told."""
    report = run(item("acme/a", TODAY, completion, pricing={"input_cache_read": read}))

    assert guards == told(report)
    assert read == prices(owner_database)["cache_read_tokens"]
    assert "success" == report.status
