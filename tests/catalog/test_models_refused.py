"""What GET /v1/models refuses: words, ranges and cursors that cannot be meant."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.documented_shapes import settled
from tests.support.seeds import filterable_models


@pytest.fixture
def stocked(client: CatalogClient, owner_database: Database) -> CatalogClient:
    """Give the API on a part of the assortment."""
    filterable_models.fill(owner_database, 20)
    return client


@pytest.mark.parametrize(
    ("query", "parameter", "reason"),
    [
        ({"min_context": 9, "max_context": 8}, "min_context", "max_context (8)"),
        ({"page_size": 501}, "page_size", "at most 500"),
        ({"format": "csv", "page_size": 10_001}, "page_size", "10000"),
        ({"max_input_price": "-1"}, "max_input_price", "greater"),
        ({"max_input_price": "NaN"}, "max_input_price", ""),
        ({"max_output_price": "1e-99999"}, "max_output_price", "decimal"),
        ({"max_output_price": "1e99999"}, "max_output_price", ""),
        ({"released_after": "2026-13-01"}, "released_after", ""),
        ({"released_after": "0"}, "released_after", "2026-08-22"),
        ({"released_after": "20260822"}, "released_after", "2026-08-22"),
        ({"q": ""}, "q", ""),
        ({"q": "a\0b"}, "q", ""),
        ({"health": "\0"}, "health", ""),
        ({"parameter": ["seed", "a\0b"]}, "parameter", ""),
        ({"min_context": "1" * 30}, "min_context", ""),
        ({"sort": ["name", "created"]}, "sort", ""),
    ],
)
def test_contradictory_parameters_are_400(
    stocked: CatalogClient, query: dict[str, Any], parameter: str, reason: str
) -> None:
    """The answer names the parameter, and why."""
    answer = stocked.get("/v1/models", **query)

    error = answer.json()["error"]
    assert (400, "bad_parameter") == (answer.status, error["code"])
    assert parameter == error["details"]["parameter"]
    assert reason in error["details"]["reason"]


@pytest.mark.parametrize(
    ("query", "parameter", "nearest"),
    [
        ({"format": "jsn"}, "format", "json"),
        ({"sort": "-input_prize"}, "sort", "-input_price"),
        ({"sort": "-prize"}, "sort", None),
        ({"fields": "id,pricng"}, "fields", "pricing"),
        ({"fields": ""}, "fields", None),
        ({"capability": ["tools", "visoin"]}, "capability", "vision"),
        ({"input_modality": "txt"}, "input_modality", "text"),
        ({"price_state": "fre"}, "price_state", "free"),
        ({"tier": "por"}, "tier", "pro"),
    ],
)
def test_a_misspelt_value_gets_a_suggestion(
    stocked: CatalogClient, query: dict[str, Any], parameter: str, nearest: str | None
) -> None:
    """Of a closed set the answer suggests the likeliest value, and none where none is likely."""
    error = stocked.get("/v1/models", **query).json()["error"]

    assert ("bad_parameter", parameter) == (error["code"], error["details"]["parameter"])
    assert nearest == error["details"]["nearest"]
    assert (nearest is not None) == (f"Did you mean {nearest!r}?" in error["message"])


def _elsewhere(cursor: str) -> str:
    plain = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    moved = plain.replace("/m", "/n")
    return urlsafe_b64encode(moved.encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    ("change", "query"),
    [
        (str, {"sort": "-name"}),
        (str, {"sort": "created"}),
        (str, {}),
        (str, {"sort": "name", "provider": "able"}),
        (str, {"sort": "name", "include_inactive": "true"}),
        (_elsewhere, {"sort": "name"}),
        (lambda cursor: cursor[:-3], {"sort": "name"}),
        (lambda cursor: f"{cursor}A", {"sort": "name"}),
        (lambda cursor: f"!{cursor}", {"sort": "name"}),
        (lambda _: "AAAA", {"sort": "name"}),
        (lambda _: "gICA", {"sort": "name"}),
        (str, {"sort": "name", "page": 2}),
    ],
)
def test_a_cursor_fits_its_own_list_only(
    stocked: CatalogClient, change: Callable[[str], str], query: dict[str, Any]
) -> None:
    """A cursor of other filters, of another order or of nobody is refused; it never misleads."""
    cursor = stocked.get("/v1/models", page_size=5, sort="name").json()["meta"]["next_cursor"]
    fitting = stocked.get("/v1/models", sort="name", cursor=cursor, fields="id", page_size=2)

    answer = stocked.get("/v1/models", cursor=change(cursor), **query)

    assert 200 == fitting.status
    assert (400, "bad_parameter") == (answer.status, answer.json()["error"]["code"])


@given(words=st.dictionaries(st.sampled_from(["q", "cursor", "canonical", "health"]), st.text()))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_text_is_answered_or_refused(stocked: CatalogClient, words: dict[str, str]) -> None:
    """Whatever stands in a parameter, the answer is a list or a refusal."""
    encodable: dict[str, Any] = {
        name: word.encode("utf-8", "replace").decode() for name, word in words.items()
    }

    assert settled("get", "/v1/models", stocked.get("/v1/models", **encodable), 200, 400)
