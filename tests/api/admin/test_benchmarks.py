"""Benchmarks: entered one by one, in lists and as tables; seen at once, and on record."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pricebook.storage.postgres import Database
from tests.support.admin_client import AdminClient
from tests.support.clients import CatalogClient, Response
from tests.support.databases import Fill
from tests.support.documented_shapes import settled
from tests.support.seeds.tiers import FREE, LISTED, PAID
from tests.support.sync_and_query import rows, run

PATH = "/v1/admin/benchmarks"
CSV = {"content-type": "text/csv; charset=utf-8"}
HEAD = "model_id,benchmark_name,score,source_url,measured_at\r\n"
SOURCE = "https://example.com/scores"
MMLU = {"model_id": PAID, "benchmark_name": "MMLU", "score": "88.70", "source_url": SOURCE}


@pytest.fixture(scope="module")
def template(filled: Fill) -> str:
    """Have three models listed."""
    return filled(lambda: run(*LISTED))


def enter(admin: AdminClient, body: Any, headers: dict[str, str] | None = None) -> dict[str, int]:
    """Enter benchmarks, which must be possible; return what it did."""
    answer = admin.ask("POST", PATH, body, headers)
    assert 200 == answer.status, answer.json()
    data: dict[str, int] = answer.json()["data"]
    return data


def scores(client: CatalogClient, model_id: str = PAID) -> list[Any]:
    """Return what readers see of a model's benchmarks."""
    data: list[Any] = client.get(f"/v1/models/{model_id}").json()["data"]["benchmarks"]
    return data


def test_a_benchmark_shows_at_once(admin: AdminClient, client: CatalogClient) -> None:
    """In the model and in comparisons, with every digit, within the same second."""
    assert [] == scores(client)
    client.get("/v1/compare", models=f"{PAID},{FREE}")

    result = enter(admin, {**MMLU, "measured_at": "2026-08-22"})

    assert {"benchmarks": 1, "added": 1, "changed": 0} == result
    assert (
        b'"score":88.70,' in client.get(f"/v1/models/{PAID}", {"accept-encoding": "identity"}).body
    )
    assert ["2026-08-22T00:00:00+00:00"] == [s["measured_at"] for s in scores(client)]
    assert "MMLU" in str(client.get("/v1/compare", models=f"{PAID},{FREE}").json())


def test_a_new_score_replaces_the_old_one_and_is_audited(
    admin: AdminClient, client: CatalogClient
) -> None:
    """Of a model and a benchmark there is one score; the audit keeps the one before."""
    enter(admin, MMLU)

    result = [enter(admin, [{**MMLU, "score": 90.25}, {**MMLU, "model_id": FREE}])]
    result += [enter(admin, [{**MMLU, "score": "90.250"}])]

    assert [1, 1, 0, 0] == [
        result[0]["added"],
        result[0]["changed"],
        result[1]["added"],
        result[1]["changed"],
    ]
    assert [90.25] == [s["score"] for s in scores(client)]
    entries = admin.ask("GET", "/v1/admin/audit", entity="benchmarks", action="update").json()
    assert [({"score": 88.7}, {"score": 90.25})] == [
        (e["before"], e["after"]) for e in entries["data"]
    ]


def test_a_table_is_read_as_spreadsheets_write_it(
    admin: AdminClient, client: CatalogClient
) -> None:
    """Quotes, commas, line breaks of any kind, a byte order mark, columns in any order."""
    table = (
        "\ufeffbenchmark_name,model_id,source_url,score\r\n"
        f'"Hard, ""long"" one",{PAID},{SOURCE},-1.5e1\r\n\r\n'
        f"MMLU,{FREE},{SOURCE},0.12345678901234567890\n"
    )

    result = enter(admin, table, CSV)

    assert {"benchmarks": 2, "added": 2, "changed": 0} == result
    assert [('Hard, "long" one', -15)] == [
        (s["benchmark_name"], s["score"]) for s in scores(client)
    ]
    assert (
        b"0.12345678901234567890"
        in client.get(f"/v1/models/{FREE}", {"accept-encoding": "identity"}).body
    )


def test_every_wrong_line_is_listed(admin: AdminClient, owner_database: Database) -> None:
    """With its number, its field and the reason; and nothing of the table is stored."""
    table = HEAD + "\r\n".join([
        f"{PAID},MMLU,88,{SOURCE},",
        f'{PAID},"two\r\nlines",88,{SOURCE},',
        f"{PAID},GPQA,many,{SOURCE},",
        f"{PAID},GPQA,1,ftp://x,",
        f"{PAID},GPQA,1",
        f"{PAID},ARC,1,{SOURCE},yesterday",
        f"{PAID},MMLU,89,{SOURCE},",
    ])  # fmt: skip

    answer = admin.ask("POST", PATH, table, CSV)

    error = answer.json()["error"]
    assert (422, 6) == (answer.status, error["details"]["count"])
    assert {
        "line 3": "benchmark_name",
        "line 5": "score",
        "line 6": "source_url",
        "line 7": "row",
        "line 8": "measured_at",
        "line 9": "benchmark_name",
    } == {row["place"]: row["parameter"] for row in error["details"]["rows"]}
    assert [[0]] == rows(owner_database, "SELECT count(*) FROM benchmarks")


def test_unknown_models_are_named_by_line(admin: AdminClient, owner_database: Database) -> None:
    """And nothing of the table is stored."""
    table = f"{HEAD}{PAID},MMLU,88,{SOURCE},\nacme/none,MMLU,88,{SOURCE},\n"

    answer = admin.ask("POST", PATH, table, CSV)

    assert (422, "line 3") == (answer.status, answer.json()["error"]["details"]["rows"][0]["place"])
    assert [[0]] == rows(owner_database, "SELECT count(*) FROM benchmarks")


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("", "expected the column model_id"),
        (HEAD, "expected 1 to 10000"),
        ("model_id,benchmark,score,source_url\n", "'benchmark_name'"),
        ("model_id,benchmark_name,score\n", "expected the column source_url"),
        (HEAD.replace("measured_at", "score"), "twice"),
        (f'{HEAD}"{PAID},MMLU', "line 2 is not valid: it is not CSV"),
        (HEAD + f"{PAID},MMLU,1,{SOURCE},\n" * 10_001, "expected 1 to 10000"),
    ],
)
def test_wrong_csv_is_422(admin: AdminClient, table: str, message: str) -> None:
    """The refusal says what was expected."""
    answer = admin.ask("POST", PATH, table, CSV)

    assert 422 == answer.status
    assert message in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("change", "parameter"),
    [
        ({"score": "NaN"}, "score"),
        ({"score": "1e99"}, "score"),
        ({"score": True}, "score"),
        ({"score": None}, "score"),
        ({"benchmark_name": " MMLU"}, "benchmark_name"),
        ({"benchmark_name": "a\0"}, "benchmark_name"),
        ({"source_url": "javascript:alert(1)"}, "source_url"),
        ({"measured_at": 1_700_000_000}, "measured_at"),
        ({"measured_at": "2026-02-30"}, "measured_at"),
        ({"model_id": "acme/none"}, "model_id"),
        ({"scor": 1}, "scor"),
    ],
)
def test_wrong_fields_are_422(admin: AdminClient, change: dict[str, Any], parameter: str) -> None:
    """By its field, whatever is wrong."""
    answer = admin.ask("POST", PATH, {**MMLU, **change})

    details = answer.json()["error"]["details"]
    assert (422, parameter) == (answer.status, details["rows"][0]["parameter"])


def test_a_dry_run_stores_nothing(
    admin: AdminClient, client: CatalogClient, owner_database: Database
) -> None:
    """It answers as it would."""
    answer = admin.ask("POST", PATH, MMLU, dry_run="true").json()

    assert (1, True) == (answer["data"]["added"], answer["meta"]["dry_run"])
    assert [] == scores(client)
    assert [[0]] == rows(owner_database, "SELECT count(*) FROM benchmarks")


def take_back(admin: AdminClient, **query: Any) -> Response:
    """Take a benchmark back."""
    return admin.ask("DELETE", PATH, model_id=PAID, **query)


def test_a_benchmark_is_deleted(admin: AdminClient, client: CatalogClient) -> None:
    """Readers see it at once, the audit keeps it, and a second time there is none."""
    enter(admin, MMLU)
    assert ["MMLU"] == [s["benchmark_name"] for s in scores(client)]
    tried = take_back(admin, benchmark_name="MMLU", dry_run="true")

    done = take_back(admin, benchmark_name="MMLU")
    again = take_back(admin, benchmark_name="MMLU")

    assert [(200, True), (200, False)] == [
        (a.status, a.json()["meta"]["dry_run"]) for a in (tried, done)
    ]
    assert ([], 404) == (scores(client), again.status)
    entries = admin.ask("GET", "/v1/admin/audit", entity="benchmarks", action="delete").json()
    assert [PAID] == [e["subject"] for e in entries["data"]]


def test_the_list_is_filtered(admin: AdminClient) -> None:
    """By model and by name, page by page."""
    enter(admin, [MMLU, {**MMLU, "benchmark_name": "GPQA"}, {**MMLU, "model_id": FREE}])

    def benchmarks(**query: Any) -> list[tuple[str, str]]:
        answer = admin.ask("GET", PATH, **query).json()
        return [(row["model_id"], row["benchmark_name"]) for row in answer["data"]]

    assert [(FREE, "MMLU"), (PAID, "GPQA"), (PAID, "MMLU")] == benchmarks()
    assert [(PAID, "GPQA"), (PAID, "MMLU")] == benchmarks(model_id=PAID)
    assert [(FREE, "MMLU"), (PAID, "MMLU")] == benchmarks(benchmark_name="MMLU")
    assert [(PAID, "MMLU")] == benchmarks(page=3, page_size=1)


CELLS = st.sampled_from(
    [PAID, "MMLU", "88.7", "-1e5", SOURCE, "2026-01-01", "", '"', "\0", ",", "\n"]
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(table=st.lists(CELLS | st.text(max_size=5), max_size=30).map(",".join))
def test_any_csv_is_stored_or_refused(admin: AdminClient, table: str) -> None:
    """Whatever stands in a table is stored or refused."""
    answer = admin.ask("POST", PATH, HEAD + table, CSV)

    assert settled("post", PATH, answer, 200, 400, 422)
