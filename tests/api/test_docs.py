"""The document and the page that shows it, out of the deployment's own files."""

import re

import pytest

from pricebook.api import docs
from tests.support.clients import CatalogClient
from tests.support.paths import ROOT


def test_the_document_is_served_as_committed(client: CatalogClient) -> None:
    """Its bytes are those of the repository, compressed, and kept by who has them."""
    response = client.get("/openapi.json", {"accept-encoding": "gzip"})
    plain = client.get("/openapi.json", {"accept-encoding": "identity"})
    again = client.get("/openapi.json", {"if-none-match": response.headers["etag"]})

    assert (ROOT / "openapi.json").read_bytes() == plain.body
    assert ("gzip", "application/json") == tuple(
        response.headers[name] for name in ("content-encoding", "content-type")
    )
    assert (304, b"") == (again.status, again.body)


def test_the_page_needs_no_other_host(client: CatalogClient) -> None:
    """All that it loads is served here, and its policy lets it load nothing else."""
    response = client.get("/docs", {"accept-encoding": "identity"})
    page = response.body.decode()
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page)
    policy = dict(
        part.split(" ", 1) for part in response.headers["content-security-policy"].split("; ")
    )

    assert "text/html; charset=utf-8" == response.headers["content-type"]
    assert not re.search(r"""["'(](https?:)?//""", page + docs.PARTS["start.js"][0].read_text())
    assert [200] * 4 == [client.get(f"/{name}").status for name in loaded if name != "data:,"]
    assert {"'none'"} == {policy[name] for name in ("default-src", "frame-ancestors", "base-uri")}
    assert {"'self'"} == {policy[name] for name in ("script-src", "style-src", "connect-src")}


@pytest.mark.parametrize(
    ("name", "kind"), [("swagger-ui.js", "text/javascript"), ("swagger-ui.css", "text/css")]
)
def test_the_browser_comes_with_the_code(client: CatalogClient, name: str, kind: str) -> None:
    """Swagger UI's files go out with their types."""
    response = client.get(f"/docs/{name}")

    assert f"{kind}; charset=utf-8" == response.headers["content-type"]
    assert docs.PARTS[name][0].read_text()


def test_other_files_are_not_there(client: CatalogClient) -> None:
    """Nobody reads the deployment's other files through the page."""
    paths = ["/docs/page.html", "/docs/../__init__.py", "/docs/a/b", "/docs/\0"]

    assert [404] * 4 == [client.get(path).status for path in paths]
