"""Watch-lists of their owners: what is saved, what is shown once, and what is refused."""

from collections.abc import Callable
from typing import Any

import feedparser
import pytest

from tests.support.fakes.provider_transport import item
from tests.support.sync_and_query import run
from tests.support.watch_client import WatchClient, refusal

MODEL = "openrouter/acme/a"


def test_a_watch_is_its_owners(watches: WatchClient) -> None:
    """Each caller has names of their own, and sees nobody else's."""
    saved = watches.save("mine", models=[MODEL], min_percent="2.5", ends_within_days=30)
    watches.save("mine", "eve", providers=["openrouter"])

    assert ([MODEL], "2.5", 30) == (
        saved["models"],
        saved["min_percent"],
        saved["ends_within_days"],
    )
    assert [MODEL] == watches.get("mine")["models"]
    listed = watches.ask("GET", "/v1/watches", caller="eve").json()["data"]
    assert [["openrouter"]] == [watch["providers"] for watch in listed]
    assert "mine" == watches.ask("DELETE", "/v1/watches/mine").json()["data"]["deleted"]
    assert (404, "There is no watch 'mine'.") == refusal(watches.ask("GET", "/v1/watches/mine"))
    assert 200 == watches.ask("GET", "/v1/watches/mine", caller="eve").status


def test_a_database_that_is_away_is_an_outage(
    watches: WatchClient, stop_postgres: Callable[[], None]
) -> None:
    """Saving and reading are 503 that says when to come again, and no defect of ours."""
    stop_postgres()

    for method, body in (("PUT", {"models": [MODEL]}), ("GET", None)):
        answer = watches.ask(method, "/v1/watches/mine", body)
        assert (503, "5") == (answer.status, answer.headers["retry-after"])


def test_secrets_are_shown_once(watches: WatchClient) -> None:
    """Whoever sees a watch later can neither sign in its name nor read its feed."""
    saved = watches.save("mine", models=[MODEL])
    again = watches.save("mine", models=[MODEL], min_percent=5)

    assert saved["secret"].startswith("whsec_")
    for later in (again, watches.get("mine")):
        assert set() == {"secret", "feed"} & later.keys()


def test_a_feed_is_read_by_its_key(watches: WatchClient) -> None:
    """A feed reader sends no token; the address has what opens this one feed."""
    saved = watches.save("mine", models=[MODEL])
    run(item("acme/a", prompt="0.000005"), item("acme/b", prompt="0.000005"), item("acme/c"))
    path, _, key = saved["feed"].partition("?key=")

    feed = feedparser.parse(watches.ask("GET", path, caller=None, key=key).body)
    assert not feed.bozo
    assert ["acme/a at openrouter: input +400 % to $5 per 1M"] == [e.title for e in feed.entries]
    assert 404 == watches.ask("GET", path, caller=None, key=key[:-1]).status
    assert 400 == watches.ask("GET", path, caller=None).status


def test_a_feed_is_not_written(watches: WatchClient) -> None:
    """Only its watch is saved and deleted: the address of the feed allows reading, and says so."""
    path = "/v1/watches/mine.atom"

    for method in ("PUT", "DELETE"):
        refused = watches.ask(method, path, {"models": [MODEL]})
        assert (405, "GET, HEAD, OPTIONS") == (refused.status, refused.headers["allow"])
    allowed = watches.ask("OPTIONS", path)
    assert (204, "GET, HEAD, OPTIONS") == (allowed.status, allowed.headers["allow"])


def test_a_name_may_end_as_an_address_of_a_feed_does(watches: WatchClient) -> None:
    """Only `.atom` asks for the feed: a watch called `my-atom` is read as any other."""
    saved = watches.save("my-atom", models=[MODEL])

    assert [MODEL] == watches.get("my-atom")["models"]
    path, _, key = saved["feed"].partition("?key=")
    assert 200 == watches.ask("GET", path, caller=None, key=key).status


@pytest.mark.parametrize(
    ("body", "status", "message"),
    [
        ({}, 422, "expected models, canonical_ids, providers, filter or cheaper_than"),
        ({"models": ["openrouter/acme/x"]}, 404, "There is no model 'openrouter/acme/x'"),
        ({"canonical_ids": ["acme/x"]}, 404, "There is no canonical model 'acme/x'"),
        ({"providers": ["x"]}, 404, "There is no provider 'x'"),
        ({"cheaper_than": "acme/x"}, 404, "There is no model 'acme/x'"),
        ({"models": ["a"] * 101}, 422, "expected up to 100"),
        ({"models": MODEL}, 422, "models is not valid: expected a list"),
        ({"model": [MODEL]}, 422, "There is no field 'model'"),
        ({"filter": {"maker": ["acme"]}}, 422, "There is no field 'filter.maker'"),
        ({"filter": [None, None]}, 422, "expected an object with creators, capabilities"),
        ({"models": [MODEL], "kinds": ["gossip"]}, 422, "kinds"),
        ({"models": [MODEL], "min_percent": -1}, 422, "min_percent"),
        ({"models": [MODEL], "min_percent": "NaN"}, 422, "min_percent"),
        ({"models": [MODEL], "ends_within_days": 4000}, 422, "ends_within_days"),
        ({"models": [MODEL], "webhook": "https://127.0.0.1/"}, 422, "private or local address"),
        ({"models": [MODEL], "webhook": "http://127.0.0.1/"}, 422, "expected an https address"),
        ({"models": [MODEL], "alerts": True}, 403, "the role admin is required"),
        ([MODEL], 422, "expected an object"),
    ],
)
def test_a_wrong_watch_is_refused(
    watches: WatchClient, body: Any, status: int, message: str
) -> None:
    """Whoever misspells something would wait for it for ever."""
    answered, text = refusal(watches.ask("PUT", "/v1/watches/mine", body))

    assert status == answered
    assert message in text


def test_a_watch_needs_a_token_and_a_name(watches: WatchClient) -> None:
    """It belongs to somebody, and its name stands in an address."""
    body = {"models": [MODEL]}

    assert 401 == watches.ask("PUT", "/v1/watches/mine", body, caller=None).status
    assert 401 == watches.ask("GET", "/v1/watches", caller=None).status
    for name in ("Mine", "my watch", "-", "a" * 64):
        assert 400 == watches.ask("PUT", f"/v1/watches/{name}", body).status


def test_an_owner_has_a_hundred_watches_at_most(watches: WatchClient) -> None:
    """Each costs every run a little."""
    for number in range(100):
        watches.save(f"w{number}", models=[MODEL])

    assert 409 == watches.ask("PUT", "/v1/watches/one-more", {"models": [MODEL]}).status
    watches.save("w7", models=[MODEL], min_percent=1)
