"""POST /v1/quote with bodies of every kind: what is refused, and how."""

import json
import re
from base64 import b64encode
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pricebook.quote.batch import MAX_QUOTES
from pricebook.quote.fields import FIELDS
from pricebook.quote.size import LINE, MAX_ANSWER_CHARACTERS, QUOTE
from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient, event
from tests.support.documented_shapes import settled
from tests.support.seeds.awkward_prices import OFFERS, tokens
from tests.support.seeds.offers import sell

GPT = "openai/gpt-5.5"
USED = {"input_tokens": 1000}
ROUTE = "/v1/quote"
SELLERS = 7


@pytest.fixture
def shop(owner_database: Database, client: CatalogClient) -> CatalogClient:
    """Sell one model, and one thing under another name."""
    sell(owner_database, GPT, OFFERS["1 openai gpt-5.5"], "openai/gpt-5.5")
    sell(owner_database, "cheap/gpt", tokens("1", "2"), "openai/gpt")
    return client


def test_what_costs_much_is_refused_before_any_work(shop: CatalogClient) -> None:
    """A long body, deep nesting, many keys, and an answer that is sure to be too long."""
    deep: dict[str, Any] = {"input_tokens": 1}
    for _level in range(2000):
        deep = {"data": deep}
    steps = {"input_tokens": 1, "iterations": [{"input_tokens": 1}] * 100}
    refused = [
        shop.post(ROUTE, {"model": GPT, "usage": {f"k{number}": 1 for number in range(400_000)}}),
        shop.post(ROUTE, {"model": GPT, "usage": {f"k{number}": 1 for number in range(60_000)}}),
        shop.post(ROUTE, {"model": GPT, "usage": deep}),
        shop.post(ROUTE, {"quotes": [{"model": GPT, "usage": steps}] * 300}),
    ]

    assert [413, 400, 400, 400] == [answer.status for answer in refused]
    for answer, words in zip(
        refused,
        ("1048576 bytes", "more than 200 keys", "nests deeper", "ask for fewer"),
        strict=True,
    ):
        assert words in answer.json()["error"]["message"]


def test_an_answer_that_turns_out_too_long_is_refused(
    shop: CatalogClient, owner_database: Database
) -> None:
    """What its estimate let pass is refused when it is written out, with the length that it has."""
    for number in range(SELLERS - 1):
        sell(owner_database, f"host{number}/gpt", tokens("1", "2"), "openai/gpt-5.5")
    asked = {"canonical": "openai/gpt-5.5", "usage": USED}

    some = shop.post(ROUTE, {"quotes": [asked] * (MAX_QUOTES // 20)})
    every = shop.post(ROUTE, {"quotes": [asked] * MAX_QUOTES})

    assert MAX_QUOTES * SELLERS * (QUOTE + LINE) < MAX_ANSWER_CHARACTERS < 20 * len(some.text())
    assert (200, SELLERS) == (some.status, some.json()["data"][0]["sellers_total"])
    error = every.json()["error"]
    (told,) = re.findall(r"would be (\d+) characters long", error["message"])
    assert int(told) == pytest.approx(20 * len(some.text()), rel=0.01)
    assert (400, "quotes") == (every.status, error["details"]["parameter"])


@pytest.mark.parametrize(
    ("body", "code", "parameter"),
    [
        ("", "bad_parameter", "body"),
        ("{", "bad_parameter", "body"),
        ("[]", "bad_parameter", "body"),
        ('{"model": NaN}', "bad_parameter", "body"),
        ("[" * 100_000, "bad_parameter", "body"),
        ('{"model": "a", "model": "b"}', "bad_parameter", "model"),
        (
            '{"model": "a", "usage": {"input_tokens": 5000000, "input_tokens": 5}}',
            "bad_parameter",
            "input_tokens",
        ),
        ('{"a": 1e99999999999999999999}', "bad_parameter", "body"),
        ({}, "bad_parameter", "model"),
        ({"model": GPT}, "bad_parameter", "usage"),
        ({"model": 5, "usage": USED}, "bad_parameter", "model"),
        ({"model": "a\0b", "usage": USED}, "bad_parameter", "model"),
        ({"model": "\ud800", "usage": USED}, "bad_parameter", "model"),
        ({"model": GPT, "canonical": GPT, "usage": USED}, "bad_parameter", "model"),
        ({"model": GPT, "usage": USED, "servicetier": "x"}, "unknown_parameter", "servicetier"),
        ({"model": GPT, "usage": USED, "service_tier": 5}, "bad_parameter", "service_tier"),
        ({"model": GPT, "usage": USED, "service_tier": ""}, "bad_parameter", "service_tier"),
        ({"model": GPT, "usage": USED, "at": "yesterday"}, "bad_parameter", "at"),
        ({"model": GPT, "usage": USED, "at": 5}, "bad_parameter", "at"),
        ({"model": GPT, "usage": USED, "at": "0001-01-01T00:00+23:59"}, "bad_parameter", "at"),
        ({"model": GPT, "usage": USED, "known_at": "2026-13-01"}, "bad_parameter", "known_at"),
        ({"model": GPT, "usage": USED, "seconds": -1}, "bad_parameter", "seconds"),
        ({"model": GPT, "usage": USED, "receipt": [1]}, "bad_parameter", "receipt"),
        ({"quotes": []}, "bad_parameter", "quotes"),
        ({"quotes": [{}] * 1001}, "bad_parameter", "quotes"),
        ({"quotes": [{}], "model": GPT}, "unknown_parameter", "model"),
        (
            {
                "model": GPT,
                "usage": {"input_tokens": 1, "cache_read_input_tokens": 1, "service_tier": "batch"},
                "service_tier": "priority",
            },
            "bad_parameter",
            "service_tier",
        ),
    ],
)
def test_a_body_that_makes_no_sense_is_refused(
    shop: CatalogClient, body: object, code: str, parameter: str
) -> None:
    """With the field, the reason, and what fits."""
    response = shop.post(ROUTE, body)
    error = response.json()["error"]

    assert (400, code, parameter) == (response.status, error["code"], error["details"]["parameter"])
    assert "no-store" == response.headers["cache-control"]


def test_the_nearest_field_is_named(shop: CatalogClient) -> None:
    """A typo must not be ignored, for it may have been a price's condition."""
    error = shop.post(ROUTE, {"model": GPT, "usage": USED, "servicetier": "x"}).json()["error"]

    assert "service_tier" == error["details"]["nearest"]
    assert "There is no field 'servicetier'. Did you mean 'service_tier'?" == error["message"]


def test_who_does_not_exist_is_not_found(shop: CatalogClient) -> None:
    """Alone it is 404."""
    response = shop.post(ROUTE, {"model": "no/body", "usage": USED})

    assert (404, "not_found") == (response.status, response.json()["error"]["code"])


def test_a_packed_body_is_read(shop: CatalogClient) -> None:
    """A gateway may hand over the body in base64, readable or not."""
    for body, status in (
        (json.dumps({"model": GPT, "usage": USED}).encode(), 200),
        (b"\xff\xfe\xfd", 400),
    ):
        made = event(ROUTE, {}, {}, "POST", b64encode(body).decode())

        assert status == shop.send({**made, "isBase64Encoded": True}).status


def test_without_a_catalogue_nothing_is_quoted(
    client: CatalogClient, environment: pytest.MonkeyPatch
) -> None:
    """Before the first sync and from the snapshot it is 503: nobody knows who sells what."""
    asked = {"model": GPT, "usage": USED}
    empty = client.post(ROUTE, asked)
    environment.setenv("PRICEBOOK_SERVE", "snapshot")
    bundled = client.post(ROUTE, asked)

    assert [503, 503] == [empty.status, bundled.status]
    assert "Nothing was synchronised yet" in empty.json()["error"]["message"]
    assert "bundled snapshot" in bundled.json()["error"]["message"]


def test_no_database_is_503(
    shop: CatalogClient, environment: pytest.MonkeyPatch, reset_process: Any
) -> None:
    """A quote is never made up; the caller may come back."""
    environment.setenv("DATABASE_URL", "postgresql://postgres@/x?host=/nowhere")
    reset_process()

    response = shop.post(ROUTE, {"model": GPT, "usage": USED})

    assert (503, "5") == (response.status, response.headers["retry-after"])


KEYS = st.sampled_from([*sorted(FIELDS), "quotes", "prices", "x"])
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-5, 10**20)
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from([GPT, "openai/gpt", "2026-01-01", "batch", USED])
)
BODIES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=15,
)
PLAUSIBLE = st.fixed_dictionaries(
    {"model": st.just(GPT), "usage": st.just(USED)},
    optional=dict.fromkeys(sorted(FIELDS - {"model", "usage"}), LEAVES),
)


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(body=BODIES | PLAUSIBLE | st.fixed_dictionaries({"quotes": st.lists(BODIES | PLAUSIBLE)}))
def test_no_body_breaks_the_api(shop: CatalogClient, body: object) -> None:
    """It is answered, refused or not found."""
    answer = shop.post(ROUTE, json.dumps(body))

    assert settled("post", ROUTE, answer, 200, 400, 404)
