"""What a model is charged, now and at a moment: the two functions whose rows are the documents.

Both are asked the same, where they mean the same.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest

from pricebook.storage.postgres import Database
from tests.support.passing_time import utc_day
from tests.support.seeds.offers import sell

NOW = "SELECT to_json(p) FROM models m, priced(m.id) p"
BATCH = '{"service_tier": "batch"}'
TOLD = """
SELECT believe(
  m.id, :source, :meter, CAST(:conditions AS jsonb), CAST(:valid AS tstzrange), :state,
  CAST(:amount AS numeric), :currency, 'told', NULL, CAST(:moment AS timestamptz)
) FROM models m
"""
HELD = """
INSERT INTO price_reviews (
  model_id, source, meter, conditions, new_state, new_amount, new_currency, published, reason,
  sample, decision, decided_by, decided_at
)
SELECT
  m.id, 'database', :meter, CAST(:conditions AS jsonb), 'known', 0.000005, 'USD', '5', 'jump', 'x',
  CAST(:decision AS text), CASE WHEN CAST(:decision AS text) <> '' THEN 'ann' END,
  CASE WHEN CAST(:decision AS text) <> '' THEN now() END
FROM models m
"""

type Ask = Callable[[], dict[str, Any]]


@pytest.fixture
def ledger(owner_database: Database) -> Database:
    """Give a database with one model, of whose prices nothing is known."""
    sell(owner_database, "acme/a", [])
    return owner_database


@pytest.fixture(params=["now", "at"])
def ask(request: pytest.FixtureRequest, ledger: Database) -> Ask:
    """Give a function that tells what the model costs: as the document has it, or as of today."""
    if request.param == "at":
        return lambda: at(ledger, "now", "now")

    def now() -> dict[str, Any]:
        ((found,),) = ledger.run(NOW)
        return dict(found)

    return now


def at(ledger: Database, moment: str, known_at: str) -> dict[str, Any]:
    """Return what the model cost at a moment, as far as we knew at another."""
    ((found,),) = ledger.run(
        "SELECT to_json(c) FROM models m,"
        " charged_at(m.id, CAST(:at AS timestamptz), CAST(:known_at AS timestamptz)) c",
        at=moment,
        known_at=known_at,
    )
    return dict(found)


def tell(ledger: Database, amount: str | None, **more: str) -> None:
    """Let somebody say, in January 2026, what a token costs."""
    facts = {"source": "manual", "meter": "input_tokens", "conditions": "{}", "currency": "USD"}
    when = {"valid": "[2026-01-01,)", "moment": "2026-01-01", "state": "known"}
    priced = facts | when | more
    if amount is None:
        priced |= {"state": "free"}
    known = {"amount": amount, "currency": priced["currency"] if amount else None}
    ledger.run(TOLD, **{**priced, **known})


def rate(
    ledger: Database,
    usd: str,
    valid_from: str = "2026-01-01",
    entered_at: str = "2026-01-01",
    currency: str = "CNY",
) -> None:
    """Enter what a unit of a currency is worth."""
    ledger.run(
        "INSERT INTO exchange_rates (currency, usd, valid_from, entered_by, entered_at) VALUES"
        " (:currency, CAST(:usd AS numeric), CAST(:day AS date), 'ann', CAST(:at AS timestamptz))",
        currency=currency,
        usd=usd,
        day=valid_from,
        at=entered_at,
    )


def support(ledger: Database, key: str) -> None:
    """Let one of two lists agree on a price."""
    ledger.run(
        "INSERT INTO resolutions (model_id, cards, support)"
        " SELECT id, '[]', CAST(:support AS jsonb) FROM models",
        support=json.dumps({key: {"confidence": "agreed", "support": 1}}),
    )


def hold(ledger: Database, meter: str, conditions: str = "{}", decision: str | None = None) -> None:
    """Hold another price back, or have that decided."""
    ledger.run(HELD, meter=meter, conditions=conditions, decision=decision)


def test_whose_base_price_it_is(ledger: Database, ask: Ask) -> None:
    """A seller's own word comes before that of lists, and of lists the one with a base price."""
    tell(ledger, "0.000002", source="reference:models.dev", meter="output_tokens")
    tell(ledger, "0.000001", source="reference:litellm")
    assert "reference:litellm" == ask()["pricing_source"]

    tell(ledger, "0.000003", source="database", meter="output_tokens")
    assert "database" == ask()["pricing_source"]
    assert {"prompt": "1", "completion": "3"} == ask()["pricing"]


def test_every_price_is_listed(ledger: Database, ask: Ask) -> None:
    """What has no place among the base prices is listed; a free one is a known zero."""
    tell(ledger, "0.01", meter="web_searches")
    tell(ledger, "0.000001", conditions=BATCH)
    assert [("input_tokens", "1"), ("web_searches", "10")] == [
        (price["meter"], price["amount"]) for price in ask()["prices"]
    ]
    assert not ask()["pricing"]

    tell(ledger, None)
    assert {"prompt": "0"} == ask()["pricing"]
    assert ask()["exchange"] is None


def test_another_currency_is_exchanged_where_it_has_a_rate(ledger: Database, ask: Ask) -> None:
    """Without one it is no base price, and the rate of another currency is none."""
    tell(ledger, "0.000001", currency="CNY")
    rate(ledger, "1.1", currency="EUR")
    assert not ask()["pricing"]
    assert ask()["exchange"] is None

    rate(ledger, "0.14")
    assert {"prompt": "0.14"} == ask()["pricing"]
    assert {"currency": "CNY", "usd": "0.14", "valid_from": "2026-01-01"} == ask()["exchange"]


def test_a_price_with_conditions_is_not_exchanged(ledger: Database, ask: Ask) -> None:
    """No base price comes from it, so no rate is told."""
    tell(ledger, "0.000001", currency="CNY", conditions=BATCH)
    rate(ledger, "0.14")

    assert ask()["exchange"] is None


def test_the_rate_of_the_day_counts(ledger: Database, ask: Ask) -> None:
    """The newest that is valid, from its first day on; of one day that which was entered last."""
    tell(ledger, "0.000001", currency="CNY")
    found = []
    for usd, day, entered in (
        ("0.2", utc_day(-1), "2026-02-02"),
        ("0.3", utc_day(-2), "2026-02-03"),
        ("0.4", utc_day(1), "2026-02-03"),
        ("0.5", utc_day(), "2026-02-02"),
        ("0.6", utc_day(), "2026-02-01"),
        ("0.7", utc_day(), "2026-02-02"),
    ):
        rate(ledger, usd, day.isoformat(), entered)
        found.append(ask()["pricing"]["prompt"])

    assert ["0.2", "0.2", "0.2", "0.5", "0.5", "0.7"] == found


def test_who_supports_a_price_of_a_list(ledger: Database, ask: Ask) -> None:
    """Lists and pages need it; what the seller says is first hand."""
    support(ledger, "input_tokens {}")
    tell(ledger, "0.000001", source="reference:litellm")
    (price,) = ask()["prices"]
    assert ("agreed", 1) == (price["confidence"], price["support"])

    tell(ledger, "0.000001", source="database")
    (price,) = ask()["prices"]
    assert ("first_hand", None) == (price["confidence"], price.get("support"))


def test_what_waits_is_shown_beside_its_price(ledger: Database) -> None:
    """Of the same meter and conditions, until it is decided."""
    tell(ledger, "0.000001", source="database")
    hold(ledger, "output_tokens")
    hold(ledger, "input_tokens", BATCH)
    hold(ledger, "input_tokens", decision="rejected")
    ((before,),) = ledger.run(NOW)
    hold(ledger, "input_tokens")
    ((after,),) = ledger.run(NOW)

    assert [None] == [price.get("review") for price in before["prices"]]
    assert ["5"] == [price["review"]["amount"] for price in after["prices"]]


def test_what_the_seller_states_no_longer_is_marked(ledger: Database) -> None:
    """Since when it lacks a price that is served still."""
    tell(ledger, "0.000001", source="database")
    ledger.run(
        "INSERT INTO price_absences (model_id, source, meter, conditions, since, misses)"
        " SELECT id, 'database', 'input_tokens', '{}', '2026-02-01', 1 FROM models"
    )
    ((found,),) = ledger.run(NOW)

    assert ["2026-02-01"] == [price["unconfirmed_since"][:10] for price in found["prices"]]


def test_a_rate_counts_once_it_was_entered(ledger: Database) -> None:
    """What was known at a moment is what had been entered by then; a day begins with its rate."""
    tell(ledger, "0.000001", currency="CNY")
    rate(ledger, "0.1", entered_at="2026-02-01")
    rate(ledger, "0.2", "2026-04-01", entered_at="2026-03-01")

    known = ("2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01")
    found = [at(ledger, "2026-04-01", moment)["pricing"].get("prompt") for moment in known]
    assert [None, "0.1", "0.1", "0.2"] == found
    assert {"prompt": "0.1"} == at(ledger, "2026-03-31", "2026-03-01")["pricing"]


def test_who_supports_a_price_is_known_of_now(ledger: Database) -> None:
    """Of what was corrected since nobody knows who agreed then."""
    support(ledger, "input_tokens {}")
    tell(ledger, "0.000001", source="reference:litellm")
    tell(ledger, "0.000002", source="reference:litellm", moment="2026-03-01")

    (then,), (now,) = (
        at(ledger, "2026-04-01", moment)["prices"] for moment in ("2026-02-01", "now")
    )
    assert (None, None) == (then.get("confidence"), then.get("support"))
    assert ("agreed", 1) == (now["confidence"], now["support"])


def test_since_when_prices_are_known(ledger: Database) -> None:
    """The first of them, as far as it had been told."""
    tell(ledger, "0.000001")
    tell(ledger, "0.000002", meter="output_tokens", valid="[2026-02-01,)")
    tell(ledger, "0.000003", meter="requests", valid="[2025-06-01,)", moment="2026-03-01")

    known = [
        at(ledger, "2026-04-01", moment)["known_from"][:10] for moment in ("2026-02-15", "now")
    ]
    assert ["2026-01-01", "2025-06-01"] == known
