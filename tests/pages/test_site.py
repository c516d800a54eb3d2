"""The site: files, pages, and what is not there, as a browser and a program see them."""

import gzip
from pathlib import Path

import pytest

from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.pages_client import PagesClient
from tests.support.seeds.searchable_models import stock

EVIL = 'Evil</script><script>alert("1")</script>[/b]'


@pytest.fixture
def pages(environment: pytest.MonkeyPatch, tmp_path: Path) -> PagesClient:
    """Give the pages, with nothing built yet."""
    return PagesClient(environment, tmp_path)


@pytest.fixture
def site(pages: PagesClient) -> PagesClient:
    """Give the pages as they are built."""
    pages.build()
    return pages


def sell(owner_database: Database, name: str = "Thing") -> None:
    """Let one provider sell a model."""
    stock(
        owner_database,
        [
            {"provider": "one", "id": "thing", "canonical": "acme/thing", "name": name}
            | {"prompt": "2.5", "completion": "10"}
        ],
    )


def test_built_files_are_kept_for_good(site: PagesClient) -> None:
    """A name holds its content, so nobody asks for it twice; other files are asked for again."""
    script = site.ask("/assets/index-1a2b.js", {"accept-encoding": "gzip"})
    robots = site.ask("/robots.txt")

    assert b"let a = 1;" == gzip.decompress(script.body)
    assert "public, max-age=31536000, immutable" == script.headers["cache-control"]
    assert "text/javascript; charset=utf-8" == script.headers["content-type"]
    assert b"User-agent: *\n" == robots.body
    assert "immutable" not in robots.headers["cache-control"]


def test_files_outside_the_build_are_not_there(site: PagesClient) -> None:
    """No path leads out of the folder, and none to what is no file of the pages."""
    (site.built / "assets/secret.pem").write_text("key")
    asked = [
        "/assets/../index.html",
        "/assets/secret.pem",
        "/built.txt",
        "/assets/",
        "/assets/\0.js",
    ]

    assert [404] * 5 == [site.ask(path).status for path in asked]


def test_a_page_may_load_its_own_files_only(site: PagesClient) -> None:
    """The policy names no other host, and nothing inline runs."""
    policy = site.ask("/status").headers["content-security-policy"]

    assert policy.startswith("default-src 'self';")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_operators_may_reach_the_sign_in(
    site: PagesClient, environment: pytest.MonkeyPatch
) -> None:
    """Where the deployment has a sign-in, the policy and the settings name it, and nothing else."""
    environment.setenv("SIGN_IN_URL", "https://in.example")
    environment.setenv("SIGN_IN_CLIENT", "abc")
    answer = site.ask("/admin")

    assert "connect-src 'self' https://in.example;" in answer.headers["content-security-policy"]
    assert b'{"sign_in":{"url":"https://in.example","client":"abc"}}' in answer.body


def test_the_catalogue_has_rows_without_script(site: PagesClient, owner_database: Database) -> None:
    """The document has the first rows, a form, and the same rows for the script."""
    sell(owner_database)
    page = site.ask("/").body.decode()

    assert '<a href="/m/acme/thing">Thing</a>' in page
    assert "$2.50" in page
    assert '<form action="/"' in page
    assert '"id":["acme/thing"]' in page
    assert "acme/thing" not in site.ask("/", q="other").body.decode()


def test_a_first_view_asks_nothing(site: PagesClient, owner_database: Database) -> None:
    """The document has the answer that its page begins with, and is kept as long as that answer."""
    sell(owner_database)
    model = site.ask("/m/acme/thing").body.decode()
    status = site.ask("/status")

    assert '"offers":[{"rank":1,' in model
    assert '"offers":[{' not in site.ask("/m/acme/thing", mix="1:1").body.decode()
    assert '"totals":{' in status.body.decode()
    assert "public, max-age=10" == status.headers["cache-control"]


def test_text_of_providers_is_never_html(site: PagesClient, owner_database: Database) -> None:
    """A name with tags stays text, in the table and in the data for the script."""
    sell(owner_database, EVIL)

    for path in ("/", "/m/acme/thing"):
        page = site.ask(path).body.decode()
        assert "<script>alert" not in page
        assert "Evil&lt;/script&gt;" in page


def test_a_link_to_a_model_unfurls(site: PagesClient, owner_database: Database) -> None:
    """Its preview names the model, its sellers, and the lowest price."""
    sell(owner_database)
    page = site.ask("/m/acme/thing").body.decode()

    assert '<meta property="og:title" content="Thing">' in page
    assert "1 seller, the cheapest at input $2.50, output $10.00 per 1M tokens." in page


def test_a_preview_names_an_ordinary_price(site: PagesClient, owner_database: Database) -> None:
    """A cheaper price under other terms, such as in batches, is not what a request costs."""
    sell(owner_database)
    batch = {"provider": "two", "id": "thing:batch", "canonical": "acme/thing", "name": "Thing"}
    stock(owner_database, [batch | {"prompt": "1", "completion": "5"}])

    assert "2 sellers, the cheapest at input $2.50" in site.ask("/m/acme/thing").body.decode()


def test_what_is_not_there_suits_who_asks(site: PagesClient, owner_database: Database) -> None:
    """A browser gets a page with a search, a program the error of the API; nobody keeps either."""
    sell(owner_database)
    person, program = site.ask("/m/acme/thin"), site.ask("/v1/modles", {"accept": "*/*"})

    assert (404, "text/html; charset=utf-8") == (person.status, person.headers["content-type"])
    assert b'value="thin"' in person.body
    assert (404, "not_found") == (program.status, program.json()["error"]["code"])
    assert {"no-store"} == {it.headers["cache-control"] for it in (person, program)}


def test_pages_are_only_read(site: PagesClient) -> None:
    """HEAD is GET without the body; another method is refused with what would be right."""
    head, post = site.ask("/status", method="HEAD"), site.ask("/status", method="POST")

    assert (200, b"") == (head.status, head.body)
    assert (405, "GET, HEAD") == (post.status, post.headers["allow"])
    assert 404 == site.ask("/v1/nothing", method="DELETE").status


def test_a_page_that_is_known_is_not_sent_again(site: PagesClient) -> None:
    """Its ETag stands for what it says."""
    etag = site.ask("/status").headers["etag"]

    assert (304, b"") == (
        (again := site.ask("/status", {"if-none-match": etag})).status,
        again.body,
    )


def test_without_a_build_a_page_says_so(pages: PagesClient) -> None:
    """A person reads what is missing, and where the API's documentation is."""
    answer = pages.ask("/")

    assert 200 == answer.status
    assert b"The pages are not built yet" in answer.body
    assert b'href="/docs"' in answer.body


def test_without_a_database_the_pages_still_open(
    site: PagesClient, environment: pytest.MonkeyPatch
) -> None:
    """The script then says what does not answer; a model's page does not claim to be missing."""
    environment.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")

    assert [200, 200] == [site.ask(path).status for path in ("/", "/m/acme/thing")]


def test_the_catalogue_names_the_index_that_is_current(
    site: PagesClient, client: CatalogClient, owner_database: Database
) -> None:
    """A reader who has the same index asks for nothing; where nobody made it, nobody waits."""
    sell(owner_database)
    assert b'"digest":null' in site.ask("/").body
    etag = client.get("/v1/index").headers["etag"]

    assert f'"digest":"{etag[3:-1]}"'.encode() in site.ask("/").body
