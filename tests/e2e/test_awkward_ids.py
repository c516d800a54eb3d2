"""Awkward ids: encoded once they work on every route, and in every link that we write."""

import csv
import io
import re
from collections.abc import Iterator
from urllib.parse import quote, urljoin
from xml.etree import ElementTree as ET

import httpx
import pytest

from local import issuer, machine_on_home
from local.gateway import server
from local.home import Home
from local.stores.addresses import Addresses
from local.stores.postgres import Postgres
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from tests.support.databases import TEMPLATE, created, reset_reader
from tests.support.fakes.provider_transport import item
from tests.support.probes import address
from tests.support.sync_and_query import SLUG, run

IDS = (
    *("acme/why?x=1#part", "acme/a%2Fb", "acme/a%3Fb", "acme/with blanks", "acme/模型-é"),
    *("acme/50%+1&2", "acme/a;b:c@d", "acme/who?", "acme/<b>'\"\\"),
)
ROUTES = (
    *("/v1/models/{}", "/v1/prices/{}", "/v1/history/{}", "/v1/sources/{}"),
    *("/v1/badge/{}.svg", "/v1/access/{}", "/feeds/openai/v1/models/{}"),
)


@pytest.fixture(scope="module")
def site(
    template_database: Database,
    postgres: Postgres,
    redis_url: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[httpx.Client]:
    """Give a client of a machine whose only seller has these ids, as an operator."""
    home = Home({"PRICEBOOK_HOME": str(tmp_path_factory.mktemp("home"))})
    with (
        created(template_database, postgres, TEMPLATE) as database,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setenv("DATABASE_URL", database)
        patch.setenv("DATABASE_ROLE", "pricebook_writer")
        patch.setenv("REDIS_URL", redis_url)
        run(*(item(name, expiration_date="2090-03-31") for name in IDS))
        machine = machine_on_home.machine(
            home, Addresses(database, database, redis_url, "disable"), server.listen(0)
        )
        machine.start()
        token = {"Authorization": f"Bearer {issuer.token(home, 'admin')}"}
        with httpx.Client(base_url=address(machine), headers=token, timeout=20) as client:
            yield client
        machine.stop()
        reset_reader()
        writer().close()
        writer.cache_clear()


@pytest.mark.parametrize("name", IDS)
@pytest.mark.parametrize("route", ROUTES)
def test_read(site: httpx.Client, route: str, name: str) -> None:
    """Every reader's route answers for an id whose slashes are raw or encoded, too."""
    for safe in ("/", ""):
        path = route.format(quote(f"{SLUG}/{name}", safe=safe))
        answer = site.get(path)
        assert 200 == answer.status_code, (path, answer.text)
        assert "no such model" not in answer.text


@pytest.mark.parametrize("name", IDS)
def test_operate(site: httpx.Client, name: str) -> None:
    """An operator changes such a model, and states and withdraws a price of it."""
    path = quote(f"{SLUG}/{name}")
    changed = site.patch(f"/v1/admin/models/{path}", json={"pins": {"name": "Renamed"}})
    price = {"meter": "input_tokens", "amount": "3", "reason": "a contract"}
    stated = site.put(f"/v1/admin/prices/{path}", json=price)
    withdrawal = {"meter": "input_tokens", "reason": "it ended"}
    withdrawn = site.delete(f"/v1/admin/prices/{path}", params=withdrawal)

    answers = (changed, stated, withdrawn)
    assert [200, 200, 200] == [it.status_code for it in answers], [it.text for it in answers]


@pytest.mark.parametrize("name", IDS)
def test_pages_of_an_answer(site: httpx.Client, name: str) -> None:
    """The address of the next page is one that we know."""
    first = site.get(f"/v1/history/{quote(f'{SLUG}/{name}')}", params={"page_size": 1})
    second = site.get(first.links["next"]["url"])

    assert f"{SLUG}/{name}" == second.json()["data"]["id"], second.text


def _atom(site: httpx.Client) -> list[str]:
    feed = ET.fromstring(site.get("/v1/changes.atom").content)  # noqa: S314 - our own
    space = "{http://www.w3.org/2005/Atom}"
    return [str(link.get("href")) for link in feed.iterfind(f"{space}entry/{space}link")]


def _calendar(site: httpx.Client) -> list[str]:
    text = site.get("/v1/deprecations.ics").text.replace("\r\n ", "")
    return re.findall("URL:(.*)\r\n", text)


def _openrouter(site: httpx.Client) -> list[str]:
    models = site.get("/feeds/openrouter/api/v1/models", params={"provider": SLUG}).json()["data"]
    return [model["links"]["details"] for model in models]


@pytest.mark.parametrize("links", [_atom, _calendar, _openrouter])
def test_links(site: httpx.Client, links: object) -> None:
    """What we link to is there, for every id."""
    assert callable(links)
    addresses = links(site)

    assert len(IDS) <= len(set(addresses))
    answers = {link: site.get(urljoin(str(site.base_url), link)).status_code for link in addresses}
    assert set(answers.values()) == {200}, answers


def test_ids_in_a_table_are_as_they_are(site: httpx.Client) -> None:
    """A program finds in the CSV the ids that it may ask for."""
    table = csv.DictReader(io.StringIO(site.get("/v1/models", params={"format": "csv"}).text))

    assert {f"{SLUG}/{name}" for name in IDS} == {row["id"] for row in table}
