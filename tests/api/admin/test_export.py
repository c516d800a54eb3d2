"""Files of everything that an operator sees."""

import csv
import json
import re
from io import StringIO
from typing import Any

import pytest

from pricebook.api.admin import export as module
from pricebook.api.admin.export import COLUMNS
from pricebook.storage.postgres import Database
from tests.support.admin_client import AdminClient
from tests.support.admin_models import patch
from tests.support.clients import Response
from tests.support.fakes.provider_transport import item
from tests.support.models_dev_sync import models_dev_body, sync_models_dev
from tests.support.seeds.tiers import LISTED, PAID
from tests.support.sync_and_query import rows, run

PATH = "/v1/admin/export"
LAMBDA_BYTES = 6_291_556
TABLES = {
    "models": "models",
    "prices": "model_prices",
    "reviews": "price_reviews",
    "runs": "sync_runs",
    "audit": "admin_audit_log",
    "providers": "providers",
    "benchmarks": "benchmarks",
    "disagreements": "price_disagreements",
    "exchange_rates": "exchange_rates",
}
"""Where the rows of each list come from."""


@pytest.fixture
def stocked(admin: AdminClient) -> AdminClient:
    """Give an office with something in every list."""
    run(*LISTED)
    run(item("acme/paid", "0.0001"), *LISTED[1:])
    patch(admin, {"pins": {"name": "=1+1"}, "reason": "@me"})
    sync_models_dev(models_dev_body(openrouter={"acme/paid": {"input": 5}}))
    score = {"benchmark_name": "MMLU", "score": 88.7, "source_url": "https://example.com"}
    for path, body in (
        ("benchmarks", {"model_id": PAID, **score}),
        ("exchange-rates", {"currency": "EUR", "usd": "1.1"}),
    ):
        assert 200 == admin.ask("POST", f"/v1/admin/{path}", body).status
    return admin


def export(admin: AdminClient, **query: Any) -> Response:
    """Return a page, which must be there."""
    answer = admin.ask("GET", PATH, **query)
    assert 200 == answer.status, answer.json()
    return answer


def table(answer: Response) -> list[dict[str, str]]:
    """Read a page of CSV."""
    return list(csv.DictReader(StringIO(answer.body.decode(), newline=""), strict=True))


def lines(answer: Response) -> list[dict[str, Any]]:
    """Read a page of NDJSON."""
    return [json.loads(line) for line in answer.body.decode().splitlines()]


def pages(admin: AdminClient, **query: Any) -> list[Response]:
    """Follow the links of a file to its end."""
    answers = [export(admin, **query)]
    while link := answers[-1].headers.get("link"):
        cursor = re.search(r"cursor=(\d+)", link)
        assert cursor
        answers.append(export(admin, **query, cursor=cursor[1]))
    return answers


def test_every_list_has_all_its_rows(stocked: AdminClient, owner_database: Database) -> None:
    """Each list as CSV and as NDJSON has every row; every key of a row is a column."""
    for what, table_ in TABLES.items():
        ((count,),) = rows(owner_database, f"SELECT count(*) FROM {table_}")  # noqa: S608 - our own
        objects = lines(export(stocked, what=what, format="ndjson"))
        result = table(export(stocked, what=what))

        assert count > 0, what
        assert [count, count] == [len(objects), len(result)], what
        keys = {name.partition(".")[0] for name in COLUMNS[what]}
        internal = {"number", "heartbeat", "backend_pid", "backend_start"}
        assert keys <= objects[0].keys() <= keys | internal, what


def test_every_list_has_further_pages(
    stocked: AdminClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Page by page it is the same as in one piece, without a gap and nothing twice."""
    for what in COLUMNS:
        whole = lines(export(stocked, what=what, format="ndjson"))
        with monkeypatch.context() as patched:
            patched.setattr(module, "MAX_ROWS", max(1, len(whole) // 2))
            parts = pages(stocked, what=what, format="ndjson")

        assert len(parts) > 1 or len(whole) == 1, what
        assert whole == [row for part in parts for row in lines(part)], what


def test_a_model_row_has_its_decisions(stocked: AdminClient) -> None:
    """Status, tiers, pins and prices; and no cell is a formula."""
    (row,) = [row for row in table(export(stocked, what="models")) if row["id"] == PAID]

    assert ("'=1+1", '{"name": "=1+1"}', "new", "true", "1") == tuple(
        row[name] for name in ("name", "pins", "status", "is_pro", "pricing_prompt")
    )


def test_no_cell_is_a_formula(stocked: AdminClient) -> None:
    """What an operator wrote as a reason is text."""
    assert {"'@me", ""} == {row["reason"] for row in table(export(stocked, what="audit"))}


def test_the_response_is_a_file(stocked: AdminClient) -> None:
    """With a name and a type, and kept by nobody."""
    headers = export(stocked, what="runs", format="ndjson").headers

    assert 'attachment; filename="runs.ndjson"' == headers["content-disposition"]
    assert ("application/x-ndjson", "no-store") == (
        headers["content-type"],
        headers["cache-control"],
    )


NARROWED: list[tuple[dict[str, str], int]] = [
    ({"what": "models", "provider": "groq"}, 0),
    ({"what": "models", "provider": "openrouter"}, 3),
    ({"what": "audit", "provider": "openrouter"}, 2),
    ({"what": "providers", "provider": "openrouter"}, 1),
    ({"what": "benchmarks", "provider": "groq"}, 0),
    ({"what": "disagreements", "provider": "openrouter"}, 1),
    ({"what": "exchange_rates", "since": "2999-01-01"}, 0),
    ({"what": "runs", "since": "2999-01-01"}, 0),
    ({"what": "prices", "since": "2000-01-01", "provider": "groq"}, 0),
]


def test_provider_and_since_narrow_the_list(stocked: AdminClient) -> None:
    """By provider and by time."""
    assert NARROWED == [(query, len(table(export(stocked, **query)))) for query, _ in NARROWED]


@pytest.mark.parametrize("format_", ["csv", "ndjson"])
def test_a_large_export_has_pages(
    admin: AdminClient, owner_database: Database, format_: str
) -> None:
    """Each fits into an answer of Lambda, plain or compressed; together they are everything."""
    owner_database.run(
        "INSERT INTO admin_audit_log (actor, request_id, action, entity, key, subject, after)"
        " SELECT 'ada', 'r', 'update', 'models', n, 'm',"
        " jsonb_build_object('name', repeat('\"é', 800))"
        " FROM generate_series(1, 2000) AS n"
    )

    answers = pages(admin, what="audit", format=format_)

    read = table if format_ == "csv" else lines
    ids = [int(row["id"]) for answer in answers for row in read(answer)]
    assert list(range(1, 2_001)) == ids
    assert len(answers) > 1
    assert LAMBDA_BYTES > max(len(answer.body) for answer in answers) * 4 / 3
    packed = admin.ask("GET", PATH, None, {"accept-encoding": "gzip"}, what="audit")
    assert len(packed.body) < len(answers[0].body) / 10


def test_a_wrong_parameter_is_refused(admin: AdminClient) -> None:
    """With 400."""
    wrong: list[dict[str, Any]] = [
        {},
        {"what": "secrets"},
        {"what": "runs", "format": "xls"},
        {"what": "runs", "cursor": "x"},
    ]

    assert [400] * 4 == [admin.ask("GET", PATH, **query).status for query in wrong]
