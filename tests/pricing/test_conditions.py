"""The registry of conditions: a new one is a row there, and a migration."""

import json
import re
import subprocess
import sys
from typing import Any

import pytest

from pricebook.pricing.conditions import (
    BEYOND,
    CONDITIONS,
    DEFAULTED,
    HOURS,
    PRECEDENCE,
    REGISTRY,
    REQUEST_WIDE,
    STATED,
    THRESHOLDS,
    Condition,
)
from pricebook.resolution import card
from tests.support.paths import LAYER, ROOT

WITH_A_NEW_ROW = """
import json, sys, types
from pathlib import Path

path = Path("layers/shared/pricebook/pricing/conditions.py")
source = path.read_text().replace("REGISTRY = (", f"REGISTRY = (\\n    {sys.argv[1]},", 1)
module = types.ModuleType("pricebook.pricing.conditions")
sys.modules[module.__name__] = module
exec(compile(source, path, "exec"), module.__dict__)

from local.openapi import document
from pricebook.adapters.conditions import verbatim
from pricebook.api.admin.bodies.price import known_conditions
from pricebook.pricing.price import Price, PriceState
from pricebook.pricing import conditions
from pricebook.quote.fields import FIELDS

schemas = document.document()["components"]["schemas"]
price = Price("requests", PriceState.FREE, "0", conditions=verbatim("moon").read({"moon": "full"}))
print(json.dumps({
    "an adapter reads it": price.conditions,
    "an operator states it": known_conditions({"moon": "full"}),
    "its rank": conditions.PRECEDENCE.index("moon"),
    "a quote takes it": "moon" in FIELDS,
    "the API describes it": schemas["Conditions"]["properties"]["moon"],
    "and of a quote": schemas["QuoteItem"]["properties"].get("moon"),
}))
"""


def known_of(row: str) -> Any:
    """Return what the program knows of a condition `moon`, once the registry has this row."""
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", WITH_A_NEW_ROW, row],
        cwd=ROOT,
        env={"PYTHONPATH": f"{LAYER}:{ROOT}", "POWERTOOLS_TRACE_DISABLED": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert 0 == done.returncode, done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow
@pytest.mark.parametrize("stated", [True, False])
def test_a_new_condition_is_one_row(stated: bool) -> None:  # noqa: FBT001 - one of two rows
    """Adapters, operators, quotes and the document of the API know it from the registry."""
    word = {"type": "string", "minLength": 1, "maxLength": 100}

    assert {
        "an adapter reads it": {"moon": "full"},
        "an operator states it": {"moon": "full"},
        "its rank": 0,
        "a quote takes it": stated,
        "the API describes it": word,
        "and of a quote": {"$ref": "#/components/schemas/StatedCondition"} if stated else None,
    } == known_of(f'Condition("moon", "word", stated={stated})')


def test_a_condition_has_one_rank() -> None:
    """Of two prices that both apply, the registry decides which."""
    assert len(PRECEDENCE) == len(CONDITIONS) == len(REGISTRY)


def test_the_sets_are_of_the_registry() -> None:
    """What the other rooms ask for is a part of the whole, and a threshold is a count."""
    assert CONDITIONS >= THRESHOLDS | STATED | DEFAULTED | REQUEST_WIDE | {*HOURS, BEYOND}
    assert {"count"} == {c.kind for c in REGISTRY if c.threshold or c.name == BEYOND}
    assert DEFAULTED <= STATED
    assert not STATED & (THRESHOLDS | {*HOURS, BEYOND})
    assert card.ROW_CONDITIONS <= CONDITIONS


def test_a_condition_is_a_word_of_sql_json_and_addresses() -> None:
    """The same name everywhere, without quotes or escapes."""
    assert all(re.fullmatch(r"[a-z][a-z_]*", condition.name) for condition in REGISTRY)
    assert Condition("prompt_tokens_gt", "count").threshold
