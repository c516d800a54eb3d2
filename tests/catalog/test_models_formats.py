"""The forms of GET /v1/models: picked fields, CSV, NDJSON."""

import csv
import gzip
import io
import json
from typing import Any

import pytest

from pricebook import settings
from pricebook.catalog.csv_columns import COLUMNS, PRICING_COLUMNS
from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient, event
from tests.support.seeds import filterable_models
from tests.support.seeds.awkward_prices import BATCH, over, tokens
from tests.support.seeds.feed_offers import offer

FORMULAS = ("=1+1", "+49", "-1", "@SUM(A1)", "\tTabbed", "\rReturned")


@pytest.fixture
def stocked(client: CatalogClient, owner_database: Database) -> CatalogClient:
    """Give the API on the assortment."""
    filterable_models.fill(owner_database)
    return client


def models(client: CatalogClient, **query: Any) -> list[dict[str, Any]]:
    """Return the models of a page of JSON."""
    data: list[dict[str, Any]] = client.get("/v1/models", page_size=500, **query).json()["data"]
    return data


def table(body: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV file as a program reads them."""
    return list(csv.DictReader(io.StringIO(body.decode(), newline=""), strict=True))


def cell(value: Any) -> str:
    """Return what a table shows of a value of JSON."""
    match value:
        case None | []:
            return ""
        case bool() | int():
            return json.dumps(value)
        case [*words]:
            value = ";".join(words)
    return str(value)


def test_fields_choose_the_fields(stocked: CatalogClient) -> None:
    """Other fields stay out, and those that stay keep the order that they have in a document."""
    whole = models(stocked)
    for fields in ("name,id", ["name", "id"], "id,name,id"):
        assert [{"id": m["id"], "name": m["name"]} for m in whole] == models(stocked, fields=fields)
    picked = models(stocked, fields="name,last_seen_at,pricing,id")

    assert {("id", "name", "pricing", "last_seen_at")} == {tuple(m) for m in picked}


def test_csv_has_the_values_of_json(stocked: CatalogClient) -> None:
    """Every cell is the value of the document, read back by a program that knows RFC 4180."""
    answer = stocked.get("/v1/models", format="csv", include_inactive="true")
    rows = table(answer.body)
    whole = models(stocked, include_inactive="true")

    assert len(whole) == len(rows)
    for model, row in zip(whole, rows, strict=True):
        plain = {name: cell(model[name]) for name in COLUMNS if name != "pricing"}
        priced = {f"pricing_{key}": model["pricing"].get(key, "") for key in PRICING_COLUMNS}
        assert plain | priced == row
    lines = answer.body.split(b"\r\n")
    assert b"" == lines[-1]
    assert lines[0].startswith(b"id,provider,provider_model_id,canonical_id,name,")


def test_no_cell_of_a_safe_file_is_a_formula(stocked: CatalogClient) -> None:
    """A spreadsheet shows a name that begins like a formula, and does not run it."""
    query = {"format": "csv", "fields": "name", "include_inactive": "true"}
    answer = stocked.get("/v1/models", None, safe="excel", **query)
    names = {m["name"] for m in models(stocked, include_inactive="true")}
    rows = table(answer.body)

    assert names.issuperset(FORMULAS)
    assert {f"'{name}" for name in FORMULAS} <= {row["name"] for row in rows}
    assert not [row for row in rows if row["name"].startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_file_may_begin_with_a_byte_order_mark(stocked: CatalogClient) -> None:
    """Excel takes a file without it for the code page of the machine."""
    plain = stocked.get("/v1/models", format="csv").body

    assert b"\xef\xbb\xbf" + plain == stocked.get("/v1/models", format="csv", bom="true").body


def test_a_long_file_has_a_line_per_price(client: CatalogClient, owner_database: Database) -> None:
    """With a column for each condition, of which most are empty."""
    offer(owner_database, "acme/a", [*tokens("1", "2"), *tokens("0.5", "1", **BATCH)])
    offer(owner_database, "acme/b", [])
    offer(owner_database, "acme/c", tokens("3", "4", **over(200_000)))

    lines = table(client.get("/v1/models", format="csv", prices="long").body)

    assert [
        ("acme/a", "input_tokens", "0.5", "batch", ""),
        ("acme/a", "input_tokens", "1", "", ""),
        ("acme/a", "output_tokens", "1", "batch", ""),
        ("acme/a", "output_tokens", "2", "", ""),
        ("acme/c", "input_tokens", "3", "", "200000"),
        ("acme/c", "output_tokens", "4", "", "200000"),
    ] == sorted(
        (
            line["id"],
            line["meter"],
            line["amount"],
            line["conditions_service_tier"],
            line["conditions_prompt_tokens_gt"],
        )
        for line in lines
    )
    assert {("1000000", "USD", "known")} == {
        (line["per"], line["currency"], line["state"]) for line in lines
    }


@pytest.mark.parametrize("query", [{"prices": "long"}, {"safe": "excel"}, {"bom": "true"}])
def test_options_of_csv_are_for_csv(stocked: CatalogClient, query: dict[str, Any]) -> None:
    """JSON has neither lines nor marks."""
    assert 400 == stocked.get("/v1/models", **query).status


def test_csv_columns_follow_fields(stocked: CatalogClient) -> None:
    """A price takes a column for each of its kinds; what has an inside is JSON."""
    answer = stocked.get("/v1/models", format="csv", fields="pricing,id,prices,access")
    rows = table(answer.body)

    assert [*(f"pricing_{key}" for key in PRICING_COLUMNS), "id", "prices", "access"] == list(
        rows[0]
    )
    for model, row in zip(models(stocked), rows, strict=True):
        assert model["prices"] == json.loads(row["prices"] or "[]")
        assert model["access"] == json.loads(row["access"])


def test_every_line_of_ndjson_is_a_model(stocked: CatalogClient) -> None:
    """A line is the document itself, or the fields of it that are asked for."""
    answer = stocked.get("/v1/models", format="ndjson")
    picked = stocked.get("/v1/models", format="ndjson", fields="id")

    assert models(stocked) == [json.loads(line) for line in answer.body.splitlines()]
    assert answer.body.endswith(b"}\n")
    assert [{"id": m["id"]} for m in models(stocked)] == [
        json.loads(line) for line in picked.body.splitlines()
    ]


@pytest.mark.parametrize(
    ("form", "kind"),
    [("csv", "text/csv; charset=utf-8; header=present"), ("ndjson", "application/x-ndjson")],
)
def test_a_file_has_validators_and_gzip(stocked: CatalogClient, form: str, kind: str) -> None:
    """It has a type, a name, validators, the same compression, and is cached."""
    first = stocked.get("/v1/models", {"accept-encoding": "gzip"}, format=form)
    again = stocked.get("/v1/models", {"if-none-match": first.headers["etag"]}, format=form)
    head = stocked.send(event("/v1/models", {}, {"format": form}, "HEAD"))

    assert kind == first.headers["content-type"]
    assert f'attachment; filename="models.{form}"' == first.headers["content-disposition"]
    assert "gzip" == first.headers["content-encoding"]
    assert (304, "memory") == (again.status, again.headers["x-pricebook-cache"])
    assert (200, kind) == (head.status, head.headers["content-type"])
    assert gzip.decompress(first.body) == head.body


@pytest.mark.parametrize(("form", "first"), [("csv", 1), ("ndjson", 0)])
def test_a_file_of_several_pages_is_linked(stocked: CatalogClient, form: str, first: int) -> None:
    """A file has no place for a cursor, so that the header leads to the rest."""
    response = stocked.get("/v1/models", format=form, fields="id", page_size=3)
    cursor = models(stocked, fields="id")[3]["id"]

    assert first + 3 == len(response.body.splitlines())
    assert 'rel="next"' in response.headers["link"]
    query: dict[str, Any] = dict(
        pair.split("=")
        for pair in response.headers["link"].partition("?")[2].split(">")[0].split("&")
    )
    assert cursor in stocked.get("/v1/models", **query).body.decode()
    assert "link" not in stocked.get("/v1/models", format=form).headers


def test_csv_without_rows_keeps_its_header(stocked: CatalogClient) -> None:
    """Nothing fits: the columns of a table remain."""
    assert b"id,name\r\n" == stocked.get("/v1/models", format="csv", fields="id,name", q="zzz").body
    assert b"" == stocked.get("/v1/models", format="ndjson", q="zzz").body


def test_a_file_that_is_too_large_is_406(
    stocked: CatalogClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over the limit of Lambda the answer is a reason, as everywhere."""
    monkeypatch.setattr(settings, "MAX_RESPONSE_BYTES", 9000)

    assert 406 == stocked.get("/v1/models", format="ndjson").status


def test_a_filter_needs_the_database(client: CatalogClient) -> None:
    """The snapshot answers for the list and one provider; it does not pretend to know more."""
    plain, filtered = client.get("/v1/models"), client.get("/v1/models", capability="tools")

    assert (200, "snapshot") == (plain.status, plain.headers["x-pricebook-cache"])
    assert {"total", "page", "page_size", "next_cursor", "last_updated"} == set(
        plain.json()["meta"]
    )
    assert (503, "unavailable") == (filtered.status, filtered.json()["error"]["code"])
