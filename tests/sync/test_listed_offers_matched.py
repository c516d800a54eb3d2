"""What rules of a list say of ids that are new in a run, before the list is read again."""

import json
from typing import Any

import pytest

from pricebook.references import ListedOffer
from pricebook.storage.postgres import Database
from pricebook.sync import listed_offers
from pricebook.sync.registration import register
from pricebook.sync.thresholds import DEFAULTS

RULES = "reference:genai-prices"
OTHER = "reference:models.dev"
STATED = """
SELECT provider_model_id, match, doubtful FROM listed_offers
WHERE source = :source AND upper_inf(stated) ORDER BY 1
"""


@pytest.fixture
def database(owner_database: Database) -> Database:
    """Give a database that keeps a list: a rule for all that one seller has, an id of another."""
    register(owner_database)
    costs = {"input_mtok": 0.2, "output_mtok": 0.2}
    rule = {"id": "llama", "match": {"starts_with": "llama"}, "prices": costs}
    named = {"id": "large", "match": {"equals": "large"}, "prices": costs}
    body = [{"id": "groq", "models": [rule]}, {"id": "mistral", "models": [named]}]
    owner_database.run(
        "sync.reference_run.keep_document", source=RULES, body=json.dumps(body), run=None
    )
    return owner_database


def match(database: Database, *new: str) -> list[list[Any]]:
    """Let another list state ids that are new; return what the rules say of them."""
    with database.transaction():
        offers = [ListedOffer("groq", model_id, ()) for model_id in new]
        listed_offers.store(database, OTHER, offers, DEFAULTS, force=False)
        database.run("sync.listed_offers.find_new_ids")
        listed_offers.match_new_ids(database)
    return database.run(STATED, source=RULES)


def test_rules_speak_of_new_ids_alone(database: Database) -> None:
    """What a list names besides waits for the list's own run, which writes its model too."""
    assert [["llama-7b", "rule", False]] == match(database, "llama-7b", "other")


def test_a_new_id_is_doubted_for_the_price_of_those_before_it(database: Database) -> None:
    """A price for models of every size is none of the largest, whenever its seller has it."""
    match(database, "llama-7b", "llama-70b")

    assert [["llama-405b", "rule", True], ["llama-70b", "rule", False]] == (
        match(database, "llama-7b", "llama-70b", "llama-405b")[:2]
    )
