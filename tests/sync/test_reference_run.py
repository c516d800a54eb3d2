"""What a reference list may tell, and what it may not."""

import json
from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pricebook.errors import GuardRefused, NotFound
from pricebook.findings import WHAT_TO_DO, Finding
from pricebook.pricing.price import Price, PriceState
from pricebook.references import ListedOffer
from pricebook.resolution.card import Card
from pricebook.resolution.rule import resolve
from pricebook.storage.postgres import Database
from pricebook.sync import provider_run, reference_run
from pricebook.sync.registration import register
from pricebook.sync.run_record import Run
from tests.support.fakes.provider_transport import item, raw
from tests.support.models_dev_sync import document, models_dev_body, sync_models_dev
from tests.support.sync_and_query import last_run, rows, run, versions

pytestmark = pytest.mark.usefixtures("environment")
SOURCE = "reference:models.dev"
GROQ = {"data": [{"id": "acme/rocket", "name": "Rocket"}, {"id": "acme/kite", "name": "Kite"}]}


@pytest.fixture
def groq(environment: pytest.MonkeyPatch) -> None:
    """List two models of a provider whose own list has no prices."""
    environment.setenv("GROQ_API_KEY", "placeholder")
    provider_run.run("groq", triggered_by="cli", fetcher=raw(json.dumps(GROQ).encode()))


@pytest.mark.usefixtures("groq")
def test_a_list_prices_what_its_seller_does_not(owner_database: Database) -> None:
    """A model without a price of its own gets one that says where it comes from."""
    report = sync_models_dev(models_dev_body(groq={"acme/rocket": {"input": 0.5, "output": 1.5}}))

    counts = (report.updated, report.prices_changed)
    assert ("success", (1, 2), []) == (report.status, counts, report.errors)
    shown = document(owner_database, "groq/acme/rocket")
    assert {"prompt": "0.5", "completion": "1.5"} == shown["pricing"]
    assert "reference:models.dev" == shown["pricing_source"]
    assert {} == document(owner_database, "groq/acme/kite")["pricing"]


@pytest.mark.usefixtures("groq")
def test_a_list_adds_no_models_to_a_sellers_own_list(owner_database: Database) -> None:
    """What a seller whose own list was read does not sell is counted, and not sold."""
    report = sync_models_dev(
        models_dev_body(groq={"acme/rocket": {"input": 1}, "acme/ghost": {"input": 1}})
    )

    assert [["acme/ghost"]] == rows(
        owner_database, "SELECT provider_model_id FROM models WHERE unsold AND NOT is_active"
    )
    assert "1 offers are of sellers whose own list lacks them" in str(report.errors)


def test_the_seller_is_believed_before_a_list(owner_database: Database) -> None:
    """A list that differs is heard and shown as a disagreement, and changes no price."""
    run(item("acme/a", "0.000001", "0.000002"))
    sync_models_dev(models_dev_body(openrouter={"acme/a": {"input": 1000, "output": 2}}))

    shown = document(owner_database, "openrouter/acme/a")
    assert ({"prompt": "1", "completion": "2"}, "database") == (
        shown["pricing"],
        shown["pricing_source"],
    )
    assert [["openrouter/acme/a", "input_tokens", "reference:models.dev", 1000]] == rows(
        owner_database,
        "SELECT model_id, meter, other_source, ratio::int FROM price_disagreements",
    )


def test_a_list_adds_only_what_a_seller_leaves_out(owner_database: Database) -> None:
    """A meter that the seller does not state, of a card that agrees with it; never a tier."""
    run(item("acme/a", "0.000001", "0.000002"))
    tier = {"input": 2, "output": 4, "tier": {"type": "context", "size": 200_000}}
    cost = {"input": 1, "output": 2, "cache_read": 0.1, "tiers": [tier]}
    sync_models_dev(models_dev_body(openrouter={"acme/a": cost}))

    assert [
        ["cache_read_tokens", "reference:models.dev", "single"],
        ["input_tokens", "database", "first_hand"],
        ["output_tokens", "database", "first_hand"],
    ] == [
        [price["meter"], price["source"], price["confidence"]]
        for price in document(owner_database, "openrouter/acme/a")["prices"]
    ]
    assert [[3]] == rows(owner_database, "SELECT count(*) FROM prices_at(now())")


def test_a_list_that_contradicts_a_seller_adds_nothing(owner_database: Database) -> None:
    """What such a card states besides stays unknown."""
    run(item("acme/a", "0.000001", "0.000002"))
    sync_models_dev(
        models_dev_body(openrouter={"acme/a": {"input": 2, "output": 2, "cache_read": 0.1}})
    )

    assert ["database", "database"] == [
        price["source"] for price in document(owner_database, "openrouter/acme/a")["prices"]
    ]


def test_a_disagreement_can_be_dismissed_for_a_while(owner_database: Database) -> None:
    """An operator's reason hides it until the reason expires."""
    run(item("acme/a", "0.000001"))
    sync_models_dev(models_dev_body(openrouter={"acme/a": {"input": 7}}))
    owner_database.run(
        "INSERT INTO price_dismissals (model_id, source, meter, reason, dismissed_by, expires_at)"
        " SELECT id, 'reference:models.dev', 'input_tokens', 'stale', 'ann', now() + interval '1 d'"
        " FROM models"
    )

    assert [] == rows(owner_database, "SELECT * FROM price_disagreements")
    owner_database.run("UPDATE price_dismissals SET expires_at = now()")
    assert 1 == len(rows(owner_database, "SELECT * FROM price_disagreements"))


@pytest.mark.usefixtures("groq")
def test_a_quiet_list_writes_nothing(owner_database: Database) -> None:
    """The same list again leaves every row of models and prices untouched."""
    body = models_dev_body(groq={"acme/rocket": {"input": 1}})
    sync_models_dev(body)
    before = versions(owner_database)

    report = sync_models_dev(body)

    assert before == versions(owner_database)
    assert (0, 1) == (report.updated, report.unchanged)


@pytest.mark.usefixtures("groq")
def test_the_rule_is_asked_of_offers_that_a_list_states(
    owner_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the others nothing can be taken, so that a first run need not ask it of each of them."""
    asked: list[str] = []

    def noted(cards: Sequence[Card], kind: str, *values: Any, **options: Any) -> Any:
        asked.append(kind)
        return resolve(cards, kind, *values, **options)

    sync_models_dev(models_dev_body(openrouter={"acme/a": {"input": 1, "output": 2}}))
    monkeypatch.setattr("pricebook.sync.resolution.resolve", noted)
    run({"id": "acme/a"}, {"id": "acme/b"}, {"id": "acme/c-latest"})

    assert ["aggregator", "host"] == sorted(asked)
    assert [["openrouter/acme/a"]] == rows(
        owner_database,
        "SELECT m.model_id FROM resolutions r JOIN models m ON m.id = r.model_id",
    )


def test_a_list_that_lost_most_of_it_is_refused(owner_database: Database) -> None:
    """Half a list takes no prices back; the run fails and says why."""
    both = {"acme/rocket": {"input": 1}, "acme/kite": {"input": 2}}
    sync_models_dev(models_dev_body(groq=both, xai=both))
    before = versions(owner_database)

    with pytest.raises(GuardRefused, match="states 1 offers, and stated 4"):
        sync_models_dev(models_dev_body(groq={"acme/ghost": {"input": 1}}))

    assert before == versions(owner_database)
    assert "failed" == last_run(owner_database)["status"]


def test_a_rule_of_one_list_meets_an_id_that_another_adds(owner_database: Database) -> None:
    """It speaks of the id in the same run, as if its list had been read last."""
    entries = [
        {"id": text, "match": {rule: text}, "prices": {"input_mtok": 3}}
        for rule, text in (("equals", "known"), ("starts_with", "gpt-"))
    ]
    body = json.dumps([{"id": "groq", "models": entries}]).encode()
    reference_run.run("genai-prices", triggered_by="cli", fetcher=raw(body))
    sync_models_dev(models_dev_body(groq={"gpt-new": {"input": 3}}))

    assert [["reference:genai-prices"], ["reference:models.dev"]] == rows(
        owner_database,
        "SELECT source FROM listed_offers WHERE provider_model_id = 'gpt-new' ORDER BY source",
    )


def offers(seller: str, count: int, amount: str = "0.000001", **more: Any) -> list[ListedOffer]:
    """Return so many offers of a seller, with an input price in dollars per token and a fee."""
    prices = tuple(
        Price(meter, PriceState.KNOWN, figure, Decimal(figure), "USD")
        for meter, figure in (("input_tokens", amount), ("requests", "5"))
    )
    return [ListedOffer(seller, f"m{number}", prices, **more) for number in range(count)]


def state(database: Database, *stated: ListedOffer, spared: Collection[str] = ()) -> Run:
    """Write what a list states, outside of a recorded run."""
    report = Run("models-dev")
    with database.transaction():
        reference_run.write_offers(database, SOURCE, stated, report, force=False, spared=spared)
    return report


def test_what_was_not_read_whole_is_partial(owner_database: Database) -> None:
    """A seller that is gone at once is a finding; one that is spared is known to be unread."""
    register(owner_database)
    others = offers("crusoe", 20)
    whole = state(owner_database, *offers("wandb", 10), *others)
    lost = state(owner_database, *others)
    spared = state(owner_database, *others, spared=["wandb"])

    assert ["success", "partial", "partial"] == [it.status for it in (whole, lost, spared)]
    assert [0, 1, 0] == [len(it.errors) for it in (whole, lost, spared)]
    assert WHAT_TO_DO["shrunk"] == lost.errors[0]["what_to_do"]


def test_a_word_of_an_earlier_day_is_no_sight_of_today(owner_database: Database) -> None:
    """An offer was seen whenever its list was read, and one of an edition on the edition's day."""
    register(owner_database)
    day = date(2026, 8, 22)
    for _ in range(2):
        state(owner_database, *offers("wandb", 1), *offers("crusoe", 1, dated=day))

    assert [["crusoe", False], ["wandb", True]] == rows(
        owner_database,
        "SELECT m.provider, s.last_seen_at > lower(o.stated) FROM sightings s"
        " JOIN models m ON m.id = s.model_id JOIN listed_offers o USING (provider) ORDER BY 1",
    )


def test_prices_that_nobody_charges_are_one_finding() -> None:
    """It counts the offers, and names the first price; a fee may be that high."""
    fine, dear = offers("groq", 1, "0.001"), offers("wandb", 2, "0.0011")
    (found,) = reference_run._absurd_prices([*fine, *dear])

    assert (
        Finding(
            "guard",
            2,
            "absurd: wandb/m0 input_tokens at 0.0011",
            WHAT_TO_DO["absurd in a list"],
        ).row()
        == found
    )
    assert [] == reference_run._absurd_prices(fine)


def test_an_unknown_list_is_named() -> None:
    """A slip of the pen is answered with the lists that there are."""
    with pytest.raises(NotFound, match="models-dev"):
        reference_run.run("models.dev", triggered_by="cli")
