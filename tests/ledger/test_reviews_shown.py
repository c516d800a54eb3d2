"""What is shown of held prices: which wait, and what became of the others."""

from typing import Any

import pytest

from pricebook.storage.postgres import Database
from tests.support.seeds.offers import sell

FACTS = "source, meter, new_state, new_amount, new_currency, published, reason, sample"
HELD = f"""
INSERT INTO price_reviews
  (model_id, {FACTS}, decision, decided_by, decided_at, undone_by, undone_at)
SELECT
  id, 'database', :meter, 'known', 0.000005, 'USD', '5', 'jump', 'x', CAST(:decision AS text),
  CASE WHEN CAST(:decision AS text) <> '' THEN 'ann' END,
  CASE WHEN CAST(:decision AS text) <> '' THEN now() END,
  CAST(:undone AS text), CASE WHEN CAST(:undone AS text) <> '' THEN now() END
FROM models
"""  # noqa: S608 - our own names
RUN = """
INSERT INTO run_reviews
  (provider, reason, sample, prices, decision, decided_by, decided_at, undone_by, undone_at)
VALUES (
  'acme', 'one factor', 'x', 1, CAST(:decision AS text),
  CASE WHEN CAST(:decision AS text) <> '' THEN 'ann' END,
  CASE WHEN CAST(:decision AS text) <> '' THEN now() END,
  CAST(:undone AS text), CASE WHEN CAST(:undone AS text) <> '' THEN now() END
)
"""
DECISIONS: list[dict[str, Any]] = [
    {"decision": None, "undone": None},
    {"decision": "approved", "undone": None},
    {"decision": "rejected", "undone": None},
    {"decision": "rejected", "undone": "ben"},
]
"""What may become of a review, and whether that was taken back."""


@pytest.fixture
def ledger(owner_database: Database) -> Database:
    """Give a database with one offer."""
    sell(owner_database, "acme/a", [])
    return owner_database


def test_only_what_waits_is_held(ledger: Database) -> None:
    """With its meter and what its seller states; nothing where nothing waits."""
    ((none,),) = ledger.run("SELECT held_prices(id) FROM models")
    for decided in DECISIONS[1:]:
        ledger.run(HELD, meter="output_tokens", **decided)
    ((decided_all,),) = ledger.run("SELECT held_prices(id) FROM models")
    ledger.run(HELD, meter="input_tokens", **DECISIONS[0])
    (((waiting,),),) = ledger.run("SELECT held_prices(id) FROM models")

    assert (None, None) == (none, decided_all)
    assert ("input_tokens", "5", "USD", "jump") == tuple(
        waiting[name] for name in ("meter", "amount", "currency", "reason")
    )


def test_what_became_of_a_review_is_a_word(ledger: Database) -> None:
    """Of one price as of a whole run; taking back comes last."""
    found = []
    for decided in DECISIONS:
        ledger.run(HELD, meter="requests", **decided)
        ledger.run(RUN, **decided)
        sql = "SELECT {}(r) FROM {} r ORDER BY id DESC LIMIT 1"
        of_price = ledger.run(sql.format("review_status", "price_reviews"))
        of_run = ledger.run(sql.format("run_review_status", "run_reviews"))
        found.append((of_price[0][0], of_run[0][0]))

    assert [(word, word) for word in ("pending", "approved", "rejected", "undone")] == found
