"""GET /v1/models: every filter, order and page, against the same done by hand."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, get_args
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from redis import Redis

from local.stores.postgres import Postgres
from pricebook.adapters import listing
from pricebook.api.model_parameters import Capabilities, Field, Modality, State
from pricebook.pricing.price import PriceState
from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient, Response
from tests.support.databases import TEMPLATE, created, reset_reader
from tests.support.oracles.filters import FITS, SORTS, VALUES, Model, ordered
from tests.support.seeds import filterable_models

ALONE = [(name, value) for name, values in VALUES.items() for value in values]
COMBINED = st.fixed_dictionaries({}, optional={n: st.sampled_from(v) for n, v in VALUES.items()})


@pytest.fixture(scope="module")
def client(
    template_database: Database, postgres: Postgres, redis_url: str
) -> Iterator[CatalogClient]:
    """Give the catalogue function on a database that all these tests share."""
    with (
        created(template_database, postgres, TEMPLATE) as url,
        pytest.MonkeyPatch.context() as patch,
    ):
        database = Database(url)
        filterable_models.fill(database)
        database.close()
        patch.setenv("DATABASE_URL", url)
        patch.setenv("REDIS_URL", redis_url)
        _empty(redis_url)
        yield CatalogClient(patch)
        _empty(redis_url)


@pytest.fixture(scope="module")
def every(client: CatalogClient) -> list[Model]:
    """Give every model, as it is served."""
    models: list[Model] = _get(client, include_inactive="true").json()["data"]
    assert 60 == len(models)
    return models


@pytest.mark.parametrize(("name", "value"), ALONE)
def test_each_filter_gives_the_models_of_the_oracle(
    client: CatalogClient, every: list[Model], name: str, value: object
) -> None:
    """A filter lets exactly those through that fit, and the total counts them."""
    _check(client, every, {name: value}, None)


@pytest.mark.parametrize("sort", SORTS)
def test_each_order_is_that_of_the_oracle(
    client: CatalogClient, every: list[Model], sort: str | None
) -> None:
    """Equal models come in the order of their ids, and what is unknown comes last both ways."""
    _check(client, every, {"include_inactive": "true"}, sort)


@given(filters=COMBINED, sort=st.sampled_from(SORTS))
@settings(max_examples=150, deadline=None)
def test_combined_filters_give_the_models_of_the_oracle(
    client: CatalogClient, every: list[Model], filters: dict[str, Any], sort: str | None
) -> None:
    """What is asked for together must fit together."""
    if filters.get("min_context", 0) > filters.get("max_context", 2**31):
        filters.pop("max_context")
    _check(client, every, filters, sort)


def test_the_sample_meets_every_filter(every: list[Model]) -> None:
    """Each filter takes some of these models and leaves some, or its test would prove nothing."""
    for name, fits in FITS.items():
        taken = [sum(fits(m, value) for m in every) for value in VALUES[name]]

        assert name == "include_inactive" or any(0 < count < len(every) for count in taken), name


@pytest.mark.parametrize("sort", SORTS)
def test_cursors_lead_through_the_list_and_back(
    client: CatalogClient, every: list[Model], sort: str | None
) -> None:
    """Following next meets each model once, in order; following prev from the end leads back."""
    query = {"include_inactive": "true", "page_size": 7} | ({"sort": sort} if sort else {})
    pages = list(_walk(client, query, "next"))
    last = pages[-1]
    back = list(_walk(client, _links(last)["prev"], "prev"))

    assert [m["id"] for m in ordered(every, sort)] == [m for p in pages for m in _ids(p)]
    assert [_ids(page) for page in reversed(pages[:-1])] == [_ids(page) for page in back]
    assert {60} == {page.json()["meta"]["total"] for page in pages}
    assert {"prev"} == set(_links(last))
    assert last.json()["meta"]["next_cursor"] is None
    assert "page" not in last.json()["meta"]


def test_blended_prices_are_those_of_the_mix(client: CatalogClient, every: list[Model]) -> None:
    """By what an input token and an output token cost together, in any proportion."""

    def price(model: Model) -> Decimal:
        prompt, completion = (Decimal(model["pricing"][k]) for k in ("prompt", "completion"))
        return (prompt + 9 * completion) / 10

    priced = [
        m for m in every if m["is_active"] and {"prompt", "completion"} <= m["pricing"].keys()
    ]
    answer = _get(client, sort="blended_price", mix="1:9")

    expected = [m["id"] for m in sorted(priced, key=lambda m: (price(m), m["id"]))]
    assert expected == _ids(answer)[: len(priced)]
    assert 400 == client.get("/v1/models", sort="blended_price", mix="1").status


def test_cursors_list_each_model_once_while_others_appear(
    client: CatalogClient,
    template_database: Database,
    postgres: Postgres,
    redis_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Rows that are written behind and before a cursor neither hide nor repeat any other."""
    with created(template_database, postgres, TEMPLATE) as url:
        monkeypatch.setenv("DATABASE_URL", url)
        database = Database(url)
        filterable_models.fill(database, 20)
        _empty(redis_url)
        before = set(_ids(_get(client)))
        seen: list[str] = []
        for number, page in enumerate(_walk(client, {"page_size": 3, "sort": "name"}, "next")):
            seen += _ids(page)
            filterable_models.add(
                database,
                *(filterable_models.model(f"{letter}{number}") for letter in ("!", "P", "~")),
            )
            _empty(redis_url)
        database.close()
    _empty(redis_url)

    assert len(set(seen)) == len(seen)
    assert before <= set(seen)


def test_parameter_values_are_those_of_the_database() -> None:
    """The closed sets of the parameters are the vocabulary of the rest."""
    assert set(listing.MODALITIES.values()) == set(get_args(Modality))
    assert set(listing.CAPABILITIES.values()) == _words(Capabilities)
    assert {*PriceState, "unknown"} == _words(State)


def test_fields_accepts_every_field_of_a_document(every: list[Model]) -> None:
    """Whatever is served can be picked; only an exchanged price has an exchange."""
    assert set(get_args(Field)) == {key for m in every for key in m} | {"exchange"}


def _empty(redis_url: str) -> None:
    """Forget every answer and every connection."""
    reset_reader()
    with Redis.from_url(redis_url) as client:
        client.flushall()


def _check(
    client: CatalogClient, every: list[Model], filters: dict[str, Any], sort: str | None
) -> None:
    fitting = [
        m
        for m in every
        if (m["is_active"] or "include_inactive" in filters)
        and all(FITS[name](m, value) for name, value in filters.items())
    ]
    answer = _get(client, **filters, **({"sort": sort} if sort else {}))

    assert [m["id"] for m in ordered(fitting, sort)] == _ids(answer)
    assert len(fitting) == answer.json()["meta"]["total"]


def _walk(client: CatalogClient, query: dict[str, Any], rel: str) -> Iterator[Response]:
    following: dict[str, Any] | None = query
    while following:
        page = client.get("/v1/models", **following)
        assert 200 == page.status, page.body
        yield page
        following = _links(page).get(rel)


def _links(page: Response) -> dict[str, dict[str, Any]]:
    response = re.findall(r'<([^>]*)>; rel="(\w+)"', page.headers.get("link", ""))
    return {rel: dict(parse_qsl(urlsplit(address).query)) for address, rel in response}


def _get(client: CatalogClient, **query: Any) -> Response:
    answer = client.get("/v1/models", page_size=500, **query)
    assert 200 == answer.status, answer.body
    return answer


def _ids(answer: Response) -> list[str]:
    return [m["id"] for m in answer.json()["data"]]


def _words(parameter: Any) -> set[str]:
    """Return the words of the one Literal in a parameter's type."""
    if args := get_args(parameter):
        return {word for arg in args for word in ([arg] if isinstance(arg, str) else _words(arg))}
    return set()
