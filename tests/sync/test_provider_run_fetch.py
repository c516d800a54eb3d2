"""What a provider's run asks of whom, with which key, and what it makes of the answers."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import httpx
import pytest

from pricebook import settings
from pricebook.adapters.fields import required
from pricebook.adapters.provider import Provider
from pricebook.adapters.requests import Access, FetchExtra, Probe
from pricebook.aws import iam
from pricebook.errors import NotFound, Unauthorised
from pricebook.providers import registry
from pricebook.storage.postgres import Database
from pricebook.sync import provider_run
from pricebook.sync.fetch import Fetcher
from tests.support.fakes.provider_transport import answer_bytes
from tests.support.sync_and_query import last_run

HOME = "https://ours.example"
OURS = Provider(
    slug="ours",
    name="Ours",
    kind="host",
    website=HOME,
    docs_url=HOME,
    api=HOME,
    url=f"{HOME}/models",
    fields={"provider_model_id": required("id")},
)
KEYED = replace(OURS, key="OURS_KEY")
RIGHTS = Access(f"{HOME}/key", lambda rights: None if rights["all"] else "few rights")
SERVED = Probe(lambda item: item.get("ask"), lambda answer: answer["served"])
MISSING = f"{HOME}/key answered 404: what it tells is missing from every model"

type Asked = tuple[str, str, str | None]


class Vendor:
    """A vendor on this machine: its bodies by path, or the status that it answers there.

    Attributes:
        asked: each request's method, path and authorisation.
        fetcher: what asks it.
        beats: how many items had been read at each sign of life.
    """

    def __init__(self, answers: Mapping[str, object]) -> None:
        self._answers = answers
        self.asked: list[Asked] = []
        self.beats: list[int] = []
        self.fetcher = Fetcher(httpx.MockTransport(self._answer), sleep=lambda _seconds: None)

    def items(self, provider: Provider) -> list[Any]:
        """Return the list of a provider, as a run reads it."""
        run = SimpleNamespace(fetched=0)
        lease: Any = SimpleNamespace(run=run, beat=lambda: self.beats.append(run.fetched))
        return provider_run._items(provider, self.fetcher, lease)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        self.asked.append((request.method, path, request.headers.get("authorization")))
        answer = self._answers.get(path, 404)
        status = answer if isinstance(answer, int) else 200
        return answer_bytes(json.dumps(answer).encode(), status)


@pytest.fixture(autouse=True)
def variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set a key and an account."""
    monkeypatch.setenv("OURS_KEY", "secret")
    monkeypatch.setenv("OURS_ACCOUNT", "a7")


def following(body: dict[str, Any], _url: str) -> str | None:
    """Return the address that a page names as the next one."""
    return cast("str | None", body.get("next"))


def test_every_page_is_read_with_the_key_and_is_a_sign_of_life() -> None:
    """The items of all pages are one list, in order; each sign of life knows how many there are."""
    pages = {"/models": {"data": [1], "next": "/more"}, "/more": {"data": [2, 3]}}
    vendor = Vendor(pages)

    assert [1, 2, 3] == vendor.items(replace(KEYED, next_page=following))
    assert [("GET", path, "Bearer secret") for path in pages] == vendor.asked
    assert [1, 3] == vendor.beats


def test_a_public_list_is_asked_without_a_key() -> None:
    """Nobody needs to say who asks."""
    vendor = Vendor({"/models": {"data": []}})

    assert [] == vendor.items(OURS)
    assert [("GET", "/models", None)] == vendor.asked


def test_our_account_is_part_of_the_address() -> None:
    """Where a provider has one."""
    vendor = Vendor({"/a7/models": {"data": [1]}})
    ours = replace(OURS, url=f"{HOME}/ACCOUNT/models", account="OURS_ACCOUNT")

    assert [1] == vendor.items(ours)


def joined(get_json: FetchExtra) -> Iterable[Any]:
    """Yield what several addresses say together: one of them asked by POST, one perhaps absent."""
    yield get_json(f"{HOME}/one")
    yield get_json(f"{HOME}/two", {"page": 1})
    yield get_json(f"{HOME}/extra", optional=True)


@pytest.mark.parametrize(
    ("extra", "cut"),
    [(3, None), (None, f"{HOME}/extra answered 404: what it tells is missing from every model")],
)
def test_a_list_of_several_addresses(extra: int | None, cut: str | None) -> None:
    """Each is a sign of life and sees the key; without what may be absent the list is in part."""
    answers = {"/one": [1], "/two": [2], "/extra": [extra]}
    vendor = Vendor({path: said for path, said in answers.items() if said != [None]})

    assert [[1], [2], [extra] if extra else None] == vendor.items(replace(KEYED, fetch=joined))
    assert [("GET", "/one"), ("POST", "/two"), ("GET", "/extra")] == [a[:2] for a in vendor.asked]
    assert {"Bearer secret"} == {key for _method, _path, key in vendor.asked}
    assert ([0, 0, 0], cut) == (vendor.beats, vendor.fetcher.truncated_because)


@pytest.mark.parametrize(
    ("rights", "cut"),
    [({"all": True}, None), ({"all": False}, "few rights"), (404, MISSING)],
)
def test_what_a_key_may_not_see_is_not_gone(rights: object, cut: str | None) -> None:
    """Its rights are asked for with the key, and the list is incomplete where it lacks some."""
    vendor = Vendor({"/models": {"data": []}, "/key": rights})
    vendor.items(replace(KEYED, access=RIGHTS))

    assert ("GET", "/key", "Bearer secret") == vendor.asked[-1]
    assert cut == vendor.fetcher.truncated_because


def test_a_list_that_is_cut_stays_so_whatever_the_key_may_see() -> None:
    """All rights make no page come back."""
    vendor = Vendor({"/models": {"data": []}, "/key": {"all": True}})
    vendor.fetcher.truncated_because = "paging does not end"
    vendor.items(replace(KEYED, access=RIGHTS))

    assert "paging does not end" == vendor.fetcher.truncated_because


@pytest.mark.parametrize("ours", [KEYED, replace(OURS, access=RIGHTS)])
def test_rights_are_those_of_a_key(ours: Provider) -> None:
    """Without a key, or where a vendor says nothing about keys, nobody asks."""
    vendor = Vendor({"/models": {"data": []}})
    vendor.items(ours)

    assert ["/models"] == [path for _method, path, _key in vendor.asked]


@pytest.mark.parametrize(
    ("first", "served"),
    [
        ({"served": True}, [True, False, None]),
        (404, [None, False, None]),
        (401, [None, None, None]),
    ],
)
def test_who_may_not_be_served_is_asked_for(first: object, served: list[bool | None]) -> None:
    """Item by item and without the key; nobody's word is none, and who refuses is asked no more."""
    asked: list[dict[str, Any]] = [{"ask": f"{HOME}/p/1"}, {"ask": f"{HOME}/p/2"}, {}]
    vendor = Vendor({"/models": {"data": asked}, "/p/1": first, "/p/2": {"served": False}})

    items = vendor.items(replace(KEYED, probe=SERVED))
    assert served == [item.get("served") for item in items]
    assert {None} == {key for _method, path, key in vendor.asked if path != "/models"}


@pytest.mark.parametrize(
    ("slug", "reason"),
    [
        ("nobody", "there is no provider 'nobody'; there are .*openrouter"),
        ("ours", "Ours ended on"),
    ],
)
def test_who_is_unknown_or_has_ended_is_not_asked(
    monkeypatch: pytest.MonkeyPatch, slug: str, reason: str
) -> None:
    """The answer says why, before anything is written."""
    monkeypatch.setitem(registry(), "ours", replace(OURS, ended=date(2026, 7, 30)))

    with pytest.raises(NotFound, match=reason):
        provider_run.run(slug, triggered_by="cli")


def test_without_its_key_a_provider_is_skipped(
    environment: pytest.MonkeyPatch, owner_database: Database
) -> None:
    """Nobody is asked; the run is on record, and says which variable is missing."""
    environment.setitem(registry(), "ours", KEYED)
    environment.delenv("OURS_KEY")
    report = provider_run.run("ours", triggered_by="cli")

    assert ("skipped", "OURS_KEY is not set") == (report.status, report.errors[0]["sample"])
    assert report.run_id == last_run(owner_database)["id"]


@pytest.mark.usefixtures("environment")
def test_requests_are_signed_where_a_provider_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """By its own signature, before anything is sent."""

    def refuse(method: str, url: str, _body: bytes) -> dict[str, str]:
        raise Unauthorised(f"{method} {url} cannot be signed")

    monkeypatch.setattr(iam, "possible", lambda: True)
    monkeypatch.setattr(settings, "MAX_RETRIES", 0)
    monkeypatch.setitem(registry(), "ours", replace(OURS, url="http://127.0.0.1:1/", sign=refuse))
    with pytest.raises(Unauthorised, match="cannot be signed"):
        provider_run.run("ours", triggered_by="cli")
