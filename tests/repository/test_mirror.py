"""Mirror: every module of the layer has a test module of its name, or is listed with another."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.support.paths import LAYER, ROOT
from tests.support.python_files import nodes, parsed

PACKAGE = LAYER / "pricebook"
TESTS = ROOT / "tests"
ELSEWHERE: dict[str, str] = {
    # Vendors map one documented shape each: their bodies and snapshots are their tests.
    "providers/*": "providers/test_snapshots.py",
    # A format of usage objects is a table; one vector file per format holds them all.
    "quote/usage_formats/*": "quote/test_usage_formats.py",
    # Routes only pass parameters on: the queries behind them are tested through the routes.
    "api/routes/__init__": "api/test_routes.py",
    "api/routes/access": "catalog/test_access.py",
    "api/routes/canonical": "catalog/test_canonical.py",
    "api/routes/changes": "catalog/test_changes.py",
    "api/routes/compare": "catalog/test_compare.py",
    "api/routes/deprecations": "catalog/test_deprecations.py",
    "api/routes/docs": "api/test_docs.py",
    "api/routes/exchange": "catalog/test_exchange.py",
    "api/routes/feeds": "feeds/test_all_feeds.py",
    "api/routes/index": "catalog/test_index.py",
    "api/routes/mcp": "mcp/test_protocol.py",
    "api/routes/models": "catalog/test_models.py",
    "api/routes/prices": "catalog/test_prices.py",
    "api/routes/providers": "catalog/test_providers.py",
    "api/routes/quote": "quote/test_request.py",
    "api/routes/search": "catalog/test_search.py",
    "api/routes/trends": "catalog/test_trends.py",
    "api/admin/snapshots": "snapshots/test_publishing.py",
    "api/routes/snapshots": "snapshots/test_publishing.py",
    "api/routes/watches": "watches/test_watchlists.py",
    "api/routes/whole": "catalog/test_lookup.py",
    # A body is tested through the route that reads it.
    "api/admin/bodies/benchmark": "api/admin/test_benchmarks.py",
    "api/admin/bodies/model": "api/admin/test_models.py",
    "api/admin/bodies/pins": "api/admin/test_pins.py",
    "api/admin/bodies/price": "api/admin/test_prices_refused.py",
    "api/admin/__init__": "api/admin/test_audit.py",
    "api/docs/__init__": "api/test_docs.py",
    # What signs is tested with what is signed: requests of providers, and logins of stores.
    "aws/iam": "storage/test_iam_logins.py",
    "aws/lambda_client": "api/admin/test_sync_runs.py",
    "catalog/snapstart": "deployment/test_artefacts.py",
    # A quote and a page are tested as a whole: their parts have no meaning of their own.
    "quote/*": "quote/test_request.py",
    "pages/*": "pages/test_site.py",
    # Small parts of one subject, tested with it.
    "mcp/arguments": "mcp/test_tools.py",
    "mcp/brief": "mcp/test_tools.py",
    "feeds/__init__": "feeds/test_all_feeds.py",
    "findings": "sync/test_findings.py",
    "identity/releases": "identity/test_canonical.py",
    "serving/local_cache": "serving/test_cache.py",
    "serving/headers": "api/test_responses.py",
    "serving/parts": "catalog/test_whole.py",
    "serving/published": "api/test_responses.py",
    # Vendors' pages map one shape each: their bodies and snapshots test them, and what they share.
    "price_pages/*": "price_pages/test_pages.py",
    "references/__init__": "references/test_references.py",
    "references/genai_prices": "references/test_references.py",
    "references/models_dev": "references/test_references.py",
    "references/sellers": "references/test_references.py",
    "resolution/card": "resolution/test_rule.py",
    "resolution/groups": "resolution/test_rule.py",
    "resolution/placeholders": "resolution/test_rule.py",
    "sync/runners": "sync/test_page_run.py",
    # Declarations without behaviour of their own.
    "adapters/listing": "providers/test_snapshots.py",
    "pricing/meters": "pricing/test_price.py",
    "errors": "api/test_openapi.py",
    "telemetry": "deployment/test_metrics.py",
    "storage/places": "sync/test_publication.py",
    "storage/valkey_login": "storage/test_iam_logins.py",
    "storage/valkey_scripts": "serving/test_damaged_values.py",
    "storage/writer": "api/admin/test_models.py",
}
"""Modules without a test module of their name, and the one that tests them."""
SHARED_CONFTESTS = {"tests.web.conftest"}
"""Fixtures of the pages' tests, which their program for pictures uses too."""


def modules() -> Iterator[str]:
    """Yield every module of the layer with code, such as `catalog/models`."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.name != "__init__.py" or _has_code(path):
            yield path.relative_to(PACKAGE).with_suffix("").as_posix()


def _has_code(path: Path) -> bool:
    body = parsed(path).body
    return any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in body)


def own_test(module: str) -> Path:
    """Return the path of a module's own test; modules of the root have theirs in tests/ground."""
    folder, _, name = module.rpartition("/")
    return TESTS / (folder or "ground") / f"test_{name}.py"


def listed(module: str) -> str | None:
    """Return the entry of ELSEWHERE that covers a module."""
    folder = module
    while folder:
        if folder in ELSEWHERE:
            return folder
        folder = folder.rpartition("/")[0]
        if f"{folder}/*" in ELSEWHERE:
            return f"{folder}/*"
    return None


def test_every_module_has_its_test() -> None:
    """`X/Y.py` is tested by `tests/X/test_Y.py`, or is listed with the test that does it."""
    missing = [m for m in modules() if not own_test(m).exists() and listed(m) is None]

    assert [] == missing


def test_the_list_is_current() -> None:
    """An entry is of a module without a test of its own, and its test exists."""
    covered = {entry for m in modules() if (entry := listed(m)) and not own_test(m).exists()}

    assert ELSEWHERE.keys() == covered
    assert [] == [test for test in ELSEWHERE.values() if not (TESTS / test).exists()]


def test_no_test_imports_another() -> None:
    """What tests share is in tests/support: a test module or a conftest is imported by nobody."""
    importing = [
        f"{path.relative_to(ROOT)}: {node.module}"
        for path in TESTS.rglob("*.py")
        for node in nodes(path)
        if isinstance(node, ast.ImportFrom)
        if (node.module or "").startswith("tests.")
        for last in [str(node.module).rpartition(".")[2]]
        if last.startswith("test_") or (last == "conftest" and node.module not in SHARED_CONFTESTS)
    ]

    assert [] == importing


def test_no_test_lies_in_the_root() -> None:
    """A test stands in the room of what it tests."""
    assert [] == [path.name for path in TESTS.glob("test_*.py")]
