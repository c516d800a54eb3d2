"""Files of everything that an operator sees."""

import csv
import json
import re
from io import StringIO
from typing import Any

import pytest

from pricebook.admin.export import COLUMNS
from pricebook.database import Database
from tests.deciding import patch
from tests.gateway import Response
from tests.ledger import rows, run
from tests.office import Office
from tests.tiers import LISTED, PAID
from tests.upstream import item

PATH = "/v1/admin/export"
LAMBDA_BYTES = 6_291_556


@pytest.fixture
def stocked(office: Office) -> Office:
    """Give an office with something in every list."""
    run(*LISTED)
    run(item("acme/paid", "0.0001"), *LISTED[1:])
    patch(office, {"pins": {"name": "=1+1"}, "reason": "@me"})
    return office


def export(office: Office, **query: Any) -> Response:
    """Return a page, which must be there."""
    answer = office.ask("GET", PATH, **query)
    assert 200 == answer.status, answer.json()
    return answer


def table(answer: Response) -> list[dict[str, str]]:
    """Read a page of CSV."""
    return list(csv.DictReader(StringIO(answer.body.decode(), newline=""), strict=True))


def lines(answer: Response) -> list[dict[str, Any]]:
    """Read a page of NDJSON."""
    return [json.loads(line) for line in answer.body.decode().splitlines()]


def pages(office: Office, **query: Any) -> list[Response]:
    """Follow the links of a file to its end."""
    answers = [export(office, **query)]
    while link := answers[-1].headers.get("link"):
        cursor = re.search(r"cursor=(\d+)", link)
        assert cursor
        answers.append(export(office, **query, cursor=cursor[1]))
    return answers


@pytest.mark.parametrize(
    ("what", "sql"),
    [
        ("models", "SELECT count(*) FROM models"),
        ("prices", "SELECT count(*) FROM model_prices"),
        ("reviews", "SELECT count(*) FROM price_reviews"),
        ("runs", "SELECT count(*) FROM sync_runs"),
        ("audit", "SELECT count(*) FROM admin_audit_log"),
    ],
)
def test_everything_is_in_it(stocked: Office, database: Database, what: str, sql: str) -> None:
    """Each list as CSV and as NDJSON has every row; every key of a row is a column."""
    ((count,),) = rows(database, sql)

    told = lines(export(stocked, what=what, format="ndjson"))
    found = table(export(stocked, what=what))

    assert count > 0
    assert [count, count] == [len(told), len(found)]
    keys = {name.partition(".")[0] for name in COLUMNS[what]}
    internal = {"number", "heartbeat", "backend_pid", "backend_start"}
    assert keys <= told[0].keys() <= keys | internal


def test_a_model_says_what_was_decided(stocked: Office) -> None:
    """Status, tiers, pins and prices; and no cell is a formula."""
    (row,) = [row for row in table(export(stocked, what="models")) if row["id"] == PAID]

    assert ("'=1+1", '{"name": "=1+1"}', "new", "true", "1") == tuple(
        row[name] for name in ("name", "pins", "status", "is_pro", "pricing_prompt")
    )


def test_a_spreadsheet_runs_nothing(stocked: Office) -> None:
    """What an operator wrote as a reason is text."""
    assert {"'@me"} == {row["reason"] for row in table(export(stocked, what="audit"))}


def test_it_is_a_file(stocked: Office) -> None:
    """With a name and a type, and kept by nobody."""
    headers = export(stocked, what="runs", format="ndjson").headers

    assert 'attachment; filename="runs.ndjson"' == headers["content-disposition"]
    assert ("application/x-ndjson", "no-store") == (
        headers["content-type"],
        headers["cache-control"],
    )


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"what": "models", "provider": "groq"}, 0),
        ({"what": "models", "provider": "openrouter"}, 3),
        ({"what": "audit", "provider": "openrouter"}, 1),
        ({"what": "runs", "since": "2999-01-01"}, 0),
        ({"what": "prices", "since": "2000-01-01", "provider": "groq"}, 0),
    ],
)
def test_it_can_be_narrowed(stocked: Office, query: dict[str, str], count: int) -> None:
    """By provider and by time."""
    assert count == len(table(export(stocked, **query)))


@pytest.mark.parametrize("format_", ["csv", "ndjson"])
def test_a_large_one_comes_in_pages(office: Office, database: Database, format_: str) -> None:
    """Each fits into an answer of Lambda, plain or compressed; together they are everything."""
    database.run(
        "INSERT INTO admin_audit_log (actor, request_id, action, entity, key, subject, after)"
        " SELECT 'ada', 'r', 'update', 'models', n, 'm',"
        " jsonb_build_object('name', repeat('\"é', 800))"
        " FROM generate_series(1, 6000) AS n"
    )

    answers = pages(office, what="audit", format=format_)

    read = table if format_ == "csv" else lines
    ids = [int(row["id"]) for answer in answers for row in read(answer)]
    assert list(range(1, 6_001)) == ids
    assert LAMBDA_BYTES > max(len(answer.body) for answer in answers) * 4 / 3
    packed = office.ask("GET", PATH, None, {"accept-encoding": "gzip"}, what="audit")
    assert len(packed.body) < len(answers[0].body) / 10


@pytest.mark.parametrize(
    "query",
    [{}, {"what": "secrets"}, {"what": "runs", "format": "xls"}, {"what": "runs", "cursor": "x"}],
)
def test_a_wrong_parameter_is_refused(office: Office, query: dict[str, Any]) -> None:
    """With 400."""
    assert 400 == office.ask("GET", PATH, **query).status
