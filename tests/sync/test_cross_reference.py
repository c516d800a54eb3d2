"""What a gateway's models cost that it does not price itself: what their creators charge."""

import json
from functools import partial

import pytest

from pricebook.storage.postgres import Database
from pricebook.sync import provider_run
from tests.support.databases import Fill
from tests.support.fakes.provider_transport import item, raw
from tests.support.models_dev_sync import document, models_dev_body, sync_models_dev
from tests.support.seeds.held_prices import held
from tests.support.seeds.resellers import GATEWAY, KEYS, charge, charged, create, gateway, listed
from tests.support.sync_and_query import prices, rows, versions


@pytest.fixture(scope="module")
def template(filled: Fill) -> str:
    """Let a creator sell its model at a price."""
    with pytest.MonkeyPatch.context() as patch:
        have_keys(patch)
        return filled(create)


@pytest.fixture(autouse=True)
def keys(environment: pytest.MonkeyPatch) -> None:
    """Have the keys of those who list it."""
    have_keys(environment)


def have_keys(patch: pytest.MonkeyPatch) -> None:
    """Set a key of every provider that asks for one."""
    for key in KEYS:
        patch.setenv(key, "placeholder")


def test_a_gateway_without_a_price_charges_what_the_creator_does(owner_database: Database) -> None:
    """The price says where it comes from, in the document and in the ledger."""
    report = gateway("openai/gpt-5")

    shown = document(owner_database, GATEWAY)
    assert {"prompt": "1", "completion": "10"} == shown["pricing"]
    assert "cross-reference" == shown["pricing_source"]
    assert {"cross-reference"} == {price["source"] for price in shown["prices"]}
    assert [["1 USD per 1M tokens at openai/gpt-5", report.run_id]] == rows(
        owner_database,
        "SELECT published, sync_run_id FROM model_prices"
        " WHERE source = 'cross-reference' AND meter = 'input_tokens'",
    )


def test_a_quiet_run_writes_nothing(owner_database: Database) -> None:
    """The same list at the same prices leaves every row untouched."""
    gateway("openai/gpt-5")
    before = versions(owner_database)

    report = gateway("openai/gpt-5")

    assert before == versions(owner_database)
    assert (0, 0, 1) == (report.updated, report.prices_changed, report.unchanged)


def test_a_dry_run_writes_nothing(owner_database: Database) -> None:
    """What would be believed is found out, and not kept."""
    listed("openrouter", {"id": "openai/gpt-5"}, dry_run=True)

    assert [] == rows(owner_database, "SELECT FROM model_prices WHERE source = 'cross-reference'")


def test_the_creators_new_price_comes_with_the_creators_run(owner_database: Database) -> None:
    """It is told as a change, what was believed before stays on record, with no run left to do."""
    gateway("openai/gpt-5")
    sync_models_dev(models_dev_body(openai={"gpt-5": {"input": 2, "output": 10}}))

    assert {"input_tokens": "2", "output_tokens": "10"} == charged(owner_database)
    report = gateway("openai/gpt-5")
    assert (0, 0) == (report.updated, report.prices_changed)
    assert [["1", True, True], ["1", False, False], ["2", True, False]] == rows(
        owner_database,
        "SELECT quoted(amount, 1000000), upper_inf(valid), NOT upper_inf(recorded)"
        " FROM model_prices WHERE source = 'cross-reference' AND meter = 'input_tokens'"
        " ORDER BY id",
    )


def test_a_price_of_its_own_ends_it(owner_database: Database) -> None:
    """Once the gateway says what it charges, nothing of the creator's price is left in force."""
    gateway("openai/gpt-5")
    report = listed("openrouter", item("openai/gpt-5", "0.0000011", ""))

    shown = document(owner_database, GATEWAY)
    assert ({"prompt": "1.1"}, "database") == (shown["pricing"], shown["pricing_source"])
    assert [
        {"state": "unknown", "amount": None},
        {"state": "known", "amount": "0.00001"},
    ] == [change["old"] for change in report.price_changes]
    assert [] == rows(
        owner_database,
        "SELECT FROM model_prices WHERE source = 'cross-reference'"
        " AND upper_inf(recorded) AND valid @> now()",
    )


def test_an_operators_price_replaces_its_own_meter(owner_database: Database) -> None:
    """The creator's other prices stay, also after the gateway's next runs."""
    gateway("openai/gpt-5")
    charge(owner_database, "0.000003", model=GATEWAY)
    gateway("openai/gpt-5")
    gateway("openai/gpt-5")

    assert {"input_tokens": "0.000003", "output_tokens": "0.00001"} == prices(
        owner_database, GATEWAY
    )


@pytest.mark.parametrize(
    "name",
    [
        "openai/gpt-5:free",
        "openai/gpt-5:batch",
        "openai/gpt-5:thinking",
        "openai/gpt-5-fp8",
        "azure/gpt-5",
        "vertex/openai/gpt-5",
        "eu/gpt-5",
        "openai/gpt-5@eu",
        "~openai/gpt-5",
    ],
)
def test_another_offer_is_not_priced(owner_database: Database, name: str) -> None:
    """A free, batch or quantised variant, a region and another host cost what nobody told us."""
    gateway(name)

    assert {} == document(owner_database, f"openrouter/{name}")["pricing"]


def test_a_host_charges_what_it_likes(owner_database: Database) -> None:
    """A host of open weights without a price stays without one."""
    listed("groq", {"id": "openai/gpt-5"})

    assert {} == document(owner_database, "groq/openai/gpt-5")["pricing"]


def test_only_what_the_gateway_may_pass_on(owner_database: Database) -> None:
    """Long prompts cost more everywhere; tiers, regions, tools and free use are the creator's."""
    publish = partial(charge, owner_database, source="database")
    publish("0.000001")
    publish("0.000002", conditions='{"prompt_tokens_gt": 200000}')
    publish("0.0000005", conditions='{"service_tier": "batch"}')
    publish("0.0000011", conditions='{"region": "eu"}')
    publish("0.01", meter="web_searches")
    publish(None, meter="output_tokens")

    gateway("openai/gpt-5")

    assert {"input_tokens": "1", "input_tokens ('prompt_tokens_gt', 200000)": "2"} == charged(
        owner_database
    )


def test_an_operators_price_is_not_passed_on(owner_database: Database) -> None:
    """What an operator pays at the creator is a contract of the operator's own."""
    charge(owner_database, "0.0000001")

    gateway("openai/gpt-5")

    assert {"input_tokens": "1", "output_tokens": "10"} == charged(owner_database)


def test_a_creator_that_stops_selling_prices_nothing(owner_database: Database) -> None:
    """A model that its creator no longer sells has no price at a gateway either."""
    gateway("openai/gpt-5")
    owner_database.run("UPDATE models SET is_active = false WHERE provider = 'openai'")
    gateway("openai/gpt-5")

    assert {} == charged(owner_database)


def test_an_answer_in_part_takes_no_price_back(owner_database: Database) -> None:
    """What the creator does not charge any more ends with the gateway's next complete answer."""
    gateway("openai/gpt-5")
    owner_database.run("UPDATE models SET is_active = false WHERE provider = 'openai'")
    assert "partial" == listed("openrouter", {"id": "openai/gpt-5"}, {"id": 5}).status
    assert {"input_tokens": "1", "output_tokens": "10"} == charged(owner_database)

    gateway("openai/gpt-5")
    assert {} == charged(owner_database)


def test_a_creator_that_comes_later_prices_a_gateway(owner_database: Database) -> None:
    """Whoever is read first, the gateway has the creator's price after both were."""
    gateway("openai/gpt-6")
    assert {} == charged(owner_database, "openrouter/openai/gpt-6")
    both = {"gpt-5": {"input": 1, "output": 10}, "gpt-6": {"input": 3, "output": 12}}
    sync_models_dev(models_dev_body(openai=both))
    assert {} == charged(owner_database, "openrouter/openai/gpt-6")
    listed("openai", {"id": "gpt-5"}, {"id": "gpt-6"})

    assert {"input_tokens": "3", "output_tokens": "12"} == charged(
        owner_database, "openrouter/openai/gpt-6"
    )


def test_an_operators_alias_is_obeyed(owner_database: Database) -> None:
    """An offer that an operator says is another model is not priced by its name."""
    listed("openai", {"id": "gpt-5"}, {"id": "gpt-5-mini"})
    charge(owner_database, "0.000001", model="openai/gpt-5-mini")
    gateway("openai/gpt-5", "openai/gpt-5-mini")
    owner_database.run(
        "INSERT INTO model_aliases VALUES ('openrouter', 'openai/gpt-5', 'openai/gpt-5-mini', 'x')"
    )
    gateway("openai/gpt-5", "openai/gpt-5-mini")

    assert {} == charged(owner_database)


def test_a_copied_price_is_no_other_seller(owner_database: Database) -> None:
    """The unit of a price is doubted for what two others charge, and a copy is no other."""
    copier = json.dumps([{"id": "openai/gpt-5", "name": "GPT-5"}]).encode()
    provider_run.run("poe", triggered_by="cli", fetcher=raw(copier))
    assert "1" == charged(owner_database, "poe/openai/gpt-5")["input_tokens"]

    assert {"new price": 1} == held(listed("openrouter", item("openai/gpt-5", "0.001")))
