"""The document tells the truth: it is what the code declares, it is valid, and answers fit it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from local.errors import LocalError
from local.openapi import __main__ as openapi
from local.openapi import document, written
from pricebook.api.body import LINE, one_line
from pricebook.storage.postgres import Database
from tests.support.admin_client import AdminClient
from tests.support.clients import CatalogClient, Response
from tests.support.documented_shapes import DOCUMENT, troubles
from tests.support.paths import ROOT
from tests.support.seeds import filterable_models

OPERATIONS = [
    (path, method, operation)
    for path, item in DOCUMENT["paths"].items()
    for method, operation in item.items()
]
MODEL = "able/plain"


READ: list[tuple[str, dict[str, str]]] = [
    ("/v1/catalog", {}),
    ("/v1/models", {}),
    ("/v1/models", {"fields": "id,pricing", "page_size": "3"}),
    ("/v1/models/{model_id}", {}),
    ("/v1/search", {"q": "plain"}),
    ("/v1/canonical", {}),
    ("/v1/compare", {"models": MODEL}),
    ("/v1/prices/{model_id}", {}),
    ("/v1/history/{model_id}", {}),
    ("/v1/changes", {}),
    ("/v1/providers", {}),
    ("/v1/status", {}),
    ("/v1/allowed", {}),
    ("/v1/access/{model_id}", {}),
    ("/health", {}),
    ("/feeds/openai/v1/models", {}),
    ("/feeds/openrouter/api/v1/models", {}),
    ("/feeds/models.dev/api.json", {}),
]
REFUSED: list[tuple[str, dict[str, str]]] = [
    ("/v1/models", {"sort": "prize"}),
    ("/v1/search", {"page_size": "3"}),
    ("/v1/catalog", {"provider": "nobody"}),
    ("/feeds/openai/v1/models/{model_id}", {}),
]
OPERATED = [f"/v1/admin/{name}" for name in ("models", "audit", "reviews", "providers")]


def wrong(answers: Mapping[Any, tuple[str, str, Response]]) -> dict[Any, list[str]]:
    """Return the answers that do not fit, and why."""
    errors = {
        name: troubles(method, path, answer.status, answer.json())
        for name, (path, method, answer) in answers.items()
    }
    return {name: why for name, why in errors.items() if why}


@pytest.fixture
def stocked(client: CatalogClient, owner_database: Database) -> CatalogClient:
    """Give the API on a part of the assortment, and on a model of a known name."""
    filterable_models.fill(owner_database, 20)
    filterable_models.add(owner_database, filterable_models.model("plain"))
    return client


def test_the_committed_document_is_current() -> None:
    """What `make openapi` would write is what is served."""
    assert document.text() == openapi.FILE.read_text()


def test_a_stale_document_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """`make check` says where it differs, and what to do."""
    assert 1 == openapi.stale("a\nb\n", "a\nc\n")
    assert 0 == openapi.stale("a\n", "a\n")

    printed = capsys.readouterr().out
    assert "-b\n+c\n" in printed
    assert "run make openapi" in printed


def test_it_is_an_openapi_document() -> None:
    """Every part is where OpenAPI 3.1 has it, every reference leads somewhere."""
    assert [] == [str(error) for error in OpenAPIV31SpecValidator(DOCUMENT).iter_errors()]


def test_words_without_code_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A route that is gone, or that nobody described, does not go unnoticed."""
    words = {name: text for name, text in written.operations().items() if name != "GET /health"}
    monkeypatch.setattr(written, "operations", lambda: words | {"GET /gone": {}})

    with pytest.raises(LocalError, match="GET /gone, GET /health"):
        document.document()


def test_everything_is_described() -> None:
    """Operations have ids of their own, known tags and a summary; parameters say what they are."""
    ids = [operation["operationId"] for _, _, operation in OPERATIONS]
    tags = {tag["name"] for tag in DOCUMENT["tags"]}
    mute = [
        (operation["operationId"], parameter["name"])
        for _, _, operation in OPERATIONS
        for parameter in operation.get("parameters", [])
        if "$ref" not in parameter and not parameter.get("description")
    ]

    assert len(ids) == len(set(ids))
    assert tags == {tag for _, _, operation in OPERATIONS for tag in operation["tags"]}
    assert [] == [operation for _, _, operation in OPERATIONS if "summary" not in operation]
    assert [] == mute


def test_it_knows_every_code_of_errors() -> None:
    """No error has a code that the document does not list."""
    layer = ROOT / "layers/shared/pricebook"
    source = "\n".join(path.read_text() for path in layer.rglob("*.py"))
    codes = set(re.findall(r'\bcode="(\w+)"', source))
    codes |= set(re.findall(r'\.error\(\s*\d+, "(\w+)"', source))
    documented = DOCUMENT["components"]["schemas"]["Refusal"]["properties"]["code"]["enum"]

    assert sorted(codes) == sorted(documented)


def test_answers_fit(stocked: CatalogClient) -> None:
    """What readers get has the shape that the document promises."""
    answers = {
        (path, *query): stocked.get(path.replace("{model_id}", MODEL), None, **query)
        for path, query in READ
    }

    assert {200} == {answer.status for answer in answers.values()}
    assert {} == wrong({key: (key[0], "get", answer) for key, answer in answers.items()})


def test_errors_fit(stocked: CatalogClient) -> None:
    """Errors have the shape that the document promises."""
    answers = {
        path: stocked.get(path.replace("{model_id}", "x/y"), None, **a) for path, a in REFUSED
    }

    assert [400, 400, 404, 404] == [answer.status for answer in answers.values()]
    assert {} == wrong({path: (path, "get", answer) for path, answer in answers.items()})


@pytest.mark.usefixtures("stocked")
def test_operators_answers_fit(admin: AdminClient) -> None:
    """What operators get has the shape that the document promises."""
    pinned = admin.ask("PATCH", f"/v1/admin/models/{MODEL}", {"pins": {"name": "Pinned"}})
    answers = {path: admin.ask("GET", path) for path in OPERATED}

    assert {} == wrong(
        {path: (path, "get", answer) for path, answer in answers.items()}
        | {"pin": ("/v1/admin/models/{model_id}", "patch", pinned)}
    )


def test_no_parameter_is_stumbled_over(stocked: CatalogClient) -> None:
    """Postgres holds no zero byte; a word with one is refused or finds nothing, everywhere."""
    texts = [
        (path, parameter["name"])
        for path, method, operation in OPERATIONS
        if method == "get" and "admin" not in path
        for parameter in operation.get("parameters", [])
        if parameter.get("in") == "query" and parameter["schema"].get("type") == "string"
    ]
    statuses = {
        (path, name): stocked.get(path.replace("{model_id}", MODEL), None, **{name: "a\0b"}).status
        for path, name in texts
    }

    assert {("/v1/search", "q"), ("/v1/catalog", "provider")} <= statuses.keys()
    assert {} == {
        place: status for place, status in statuses.items() if status not in {200, 400, 404}
    }


def test_a_wrong_answer_is_found() -> None:
    """The comparison notices a field that is missing, and one of another type."""
    assert ["'data' is a required property"] == troubles("get", "/health", 200, {"meta": {}})
    assert [] != troubles("get", "/v1/search", 400, {"error": {"code": 4}, "meta": {}})


@example("a\nb")
@example(" a")
@example("a\t\u2009b")
@example("\x85")
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8))
def test_the_pattern_of_a_line_is_what_is_read(text: str) -> None:
    """The schema of a line allows what the code takes, and nothing else."""
    try:
        fits = one_line(text) == text
    except ValueError:
        fits = False

    assert fits is bool(re.fullmatch(LINE.removesuffix("$"), text))


def keys(part: object) -> Iterator[str]:
    """Yield every key of a part of the document."""
    if isinstance(part, dict):
        yield from part
    for value in (
        part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    ):
        yield from keys(value)


def test_no_text_became_a_key() -> None:
    """In YAML `{ description: One, two. }` has a key `two.`, which shows nowhere else."""
    assert [] == [key for key in keys(DOCUMENT) if " " in key]


def parts(part: object) -> Iterator[dict[str, Any]]:
    """Yield every object within a part of the document, with itself."""
    if isinstance(part, dict):
        yield part
    for value in (
        part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    ):
        yield from parts(value)


def test_each_array_says_what_is_in_it() -> None:
    """Generators of clients drop a schema whose array does not, beside prefixItems too."""
    arrays = [part for part in parts(DOCUMENT) if "array" in (part.get("type") or ())]

    assert 50 < len(arrays)
    assert [] == [part for part in arrays if "items" not in part]


def test_the_examples_of_parameters_fit() -> None:
    """What a reader would paste is what the route takes."""
    told = [part for part in parts(DOCUMENT["paths"]) if "in" in part and "example" in part]
    wrong = [
        (part["name"], error.message)
        for part in told
        for error in Draft202012Validator(DOCUMENT | part["schema"]).iter_errors(part["example"])
    ]

    assert 20 < len(told)
    assert [] == wrong
