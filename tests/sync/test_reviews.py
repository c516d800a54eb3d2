"""Which prices a run does not believe by itself, and what becomes of them."""

import json

import pytest

from pricebook.storage.postgres import Database
from pricebook.sync import reference_run
from pricebook.sync.reviews import approve, refuse
from tests.support.fakes.provider_transport import item, raw
from tests.support.seeds.held_prices import decide, held, pending, rival, told
from tests.support.sync_and_query import prices, rows, run

pytestmark = pytest.mark.usefixtures("environment")

TODAY = "0.000001"
UP = "0.00002"


def test_a_jump_waits_and_the_rest_goes_on(owner_database: Database) -> None:
    """A price that is twenty times what it was is filed for review; its siblings are written."""
    run(item("acme/a", TODAY))
    report = run(item("acme/a", UP, "0.000003"), item("acme/b"))

    assert ("success", 1, 1) == (report.status, report.added, report.prices_changed)
    assert {"input_tokens": TODAY, "output_tokens": "0.000003"} == prices(owner_database)
    assert [["input_tokens", {}, TODAY, UP, "jump"]] == pending(owner_database)
    (error,) = report.errors
    assert ("guard", 1) == (error["category"], error["count"])
    assert error["sample"] == (
        "jump: openrouter/acme/a input_tokens would cost 0.00002 USD per token after 0.000001"
    )
    assert "approve or reject" in str(error["what_to_do"])


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


@pytest.mark.parametrize(("theirs", "ours"), [(UP, UP), ("0.00005", UP), (TODAY, TODAY)])
def test_a_jump_passes_where_others_moved_alike(
    owner_database: Database, theirs: str, ours: str
) -> None:
    """A jump to about what another seller of the model charges is believed, any other is not."""
    run(item("acme/a", TODAY))
    rival(owner_database, "together", theirs)

    run(item("acme/a", UP))

    assert ours == prices(owner_database)["input_tokens"]


def test_a_gap_does_not_hide_a_jump(owner_database: Database) -> None:
    """A figure that was missing for a run is compared with the last one that was known."""
    run(item("acme/a", TODAY))
    run(item("acme/a", ""))

    assert {"jump": 1} == held(run(item("acme/a", UP)))
    assert [["input_tokens", {}, None, UP, "jump"]] == pending(owner_database)


@pytest.mark.parametrize("amount", ["0.001", "0.5", "0.0000000024", "0.000000000015"])
def test_a_slip_of_the_unit_is_held_at_first_sight(owner_database: Database, amount: str) -> None:
    """A thousand or a million times what two others charge is held, even when it is new."""
    run(item("acme/a", ""))
    for provider in ("together", "novita"):
        rival(owner_database, provider, TODAY)

    report = run(item("acme/a", amount))

    assert {"unit slip": 1} == held(report)
    assert "where others charge 0.000001 (sellers: 2)" in str(report.errors)
    assert {"output_tokens": "0.000002"} == prices(owner_database)


def test_one_other_seller_proves_no_slip(owner_database: Database) -> None:
    """With a single other seller nobody knows which of the two slipped."""
    run(item("acme/a", ""))
    rival(owner_database, "together", TODAY)

    assert {} == held(run(item("acme/a", "0.001")))


def test_a_tier_is_guarded_too(owner_database: Database) -> None:
    """A price under conditions that slipped is held with its conditions; the base price passes."""
    run(item("acme/a", ""))
    for provider in ("together", "novita"):
        rival(owner_database, provider, TODAY)

    tier = {"overrides": [{"min_prompt_tokens": 200000, "prompt": "0.002"}]}
    run(item("acme/a", TODAY, pricing=tier))

    assert TODAY == prices(owner_database)["input_tokens"]
    assert [["input_tokens", {"prompt_tokens_gt": 200000}, None, "0.002", "unit slip"]] == pending(
        owner_database
    )


@pytest.mark.parametrize("amount", ["1.5", "0.000000000009"])
def test_an_absurd_price_is_held(owner_database: Database, amount: str) -> None:
    """No token costs a dollar, or less than a hundred-thousandth of a dollar per million."""
    assert {"absurd": 1} == held(run(item("acme/a", amount)))
    assert {"output_tokens": "0.000002"} == prices(owner_database)


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


def test_a_good_price_heals_a_bad_one(owner_database: Database) -> None:
    """Where the stored price is the outlier among the sellers, the one that is not gets in."""
    run(item("acme/a", "0.001"))
    for provider in ("together", "novita"):
        rival(owner_database, provider, TODAY)

    assert {} == held(run(item("acme/a", "0.000005")))
    assert "0.000005" == prices(owner_database)["input_tokens"]


def test_a_good_price_heals_an_absurd_one(owner_database: Database) -> None:
    """A price that should never have been approved is no measure for the next one."""
    run(item("acme/a", "1.5"))
    decide(owner_database, approve)
    assert "1.5" == prices(owner_database)["input_tokens"]

    assert {} == held(run(item("acme/a", TODAY)))


def test_an_approval_is_for_once(owner_database: Database) -> None:
    """An approved price is believed at once, and later the same jump is asked about again."""
    run(item("acme/a", TODAY))
    run(item("acme/a", UP))
    decide(owner_database, approve)
    assert UP == prices(owner_database)["input_tokens"]

    report = run(item("acme/a", UP))

    assert ({}, 0, UP) == (
        held(report),
        report.prices_changed,
        prices(owner_database)["input_tokens"],
    )
    assert {"jump": 1} == held(run(item("acme/a", TODAY)))
    decide(owner_database, approve)
    assert {"jump": 1} == held(run(item("acme/a", UP)))


def test_an_approval_is_for_one_figure(owner_database: Database) -> None:
    """What was approved is exactly one price; another jump is asked about."""
    run(item("acme/a", TODAY))
    run(item("acme/a", UP))
    decide(owner_database, approve)

    assert {"jump": 1} == held(run(item("acme/a", "0.0003")))
    assert UP == prices(owner_database)["input_tokens"]


def test_a_rejection_is_not_asked_about_again(owner_database: Database) -> None:
    """A rejected figure stays held and counted, and fills nobody's list every six hours."""
    run(item("acme/a", TODAY))
    run(item("acme/a", UP))
    decide(owner_database, refuse)

    assert {"jump": 1} == held(run(item("acme/a", UP)))
    assert [] == pending(owner_database)
    run(item("acme/a", "0.00003"))
    assert [["input_tokens", {}, TODAY, "0.00003", "jump"]] == pending(owner_database)


def test_one_review_waits_per_price(owner_database: Database) -> None:
    """The same proposal is filed once; another takes its place, and a withdrawn one goes."""
    run(item("acme/a", TODAY))
    run(item("acme/a", UP))
    run(item("acme/a", UP))
    run(item("acme/a", "0.00003"))

    assert [["0.00002", "superseded"], ["0.00003", None]] == rows(
        owner_database, "SELECT new_amount::text, decision FROM price_reviews ORDER BY id"
    )
    run(item("acme/a", TODAY))
    assert [] == pending(owner_database)


def test_a_dry_run_files_nothing(owner_database: Database) -> None:
    """It tells what would be held, and leaves no review behind."""
    run(item("acme/a", TODAY))

    assert {"jump": 1} == held(run(item("acme/a", UP), dry_run=True))
    assert [] == rows(owner_database, "SELECT * FROM price_reviews")


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
