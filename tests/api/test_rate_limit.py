"""Rate limits: each consumer has a bucket of its own, and hears how much of it is left."""

import re

import pytest

from pricebook.api import rate_limit, tokens
from pricebook.errors import MissingSetting
from pricebook.storage import valkey
from tests.support.clients import CatalogClient, Response
from tests.support.fakes.token_issuer import AUDIENCE, ISSUER, Key, bearer, claims, key_set

KEY = Key("readers")
PATH = "/v1/status"


@pytest.fixture(autouse=True)
def limits(environment: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Allow three requests a minute without a token, and five to pro; one quote."""
    for name, value in {
        "RATE_LIMITS": "3/5/1000/1",
        "TOKEN_ISSUER": ISSUER,
        "TOKEN_AUDIENCE": AUDIENCE,
        "TOKEN_KEYS": key_set(KEY),
    }.items():
        environment.setenv(name, value)
    tokens._verifier.cache_clear()
    return environment


def token(subject: str, tier: str) -> dict[str, str]:
    """Return the header of a consumer."""
    return bearer(KEY.sign(claims(sub=subject, subscription_tier=tier)))


def statuses(client: CatalogClient, count: int, headers: dict[str, str] | None = None) -> list[int]:
    """Return how that many requests are answered."""
    return [client.get(PATH, headers or {}).status for _request in range(count)]


def test_an_empty_bucket_is_told(client: CatalogClient) -> None:
    """429 with the seconds to wait, in the words of HTTP and of the draft on RateLimit fields."""
    assert [200, 200, 200] == statuses(client, 3)
    refused = client.get(PATH)

    assert 429 == refused.status
    assert "too_many_requests" == refused.json()["error"]["code"]
    assert 0 < int(refused.headers["retry-after"]) <= 20
    assert '"free";q=3;w=60' == refused.headers["ratelimit-policy"]
    assert re.fullmatch(r'"free";r=0;t=\d+', refused.headers["ratelimit"])


def test_each_consumer_has_its_own(client: CatalogClient) -> None:
    """One that asks too much takes nothing from the others, and a tier gives more."""
    ada, ben = token("ada", "pro"), token("ben", "pro")

    assert [200] * 5 + [429] == statuses(client, 6, ada)
    assert [200] * 5 == statuses(client, 5, ben)
    assert [200] * 3 + [429] == statuses(client, 4)


def test_operators_are_not_limited(client: CatalogClient) -> None:
    """Whoever mends something may look as often as it takes."""
    assert [200] * 8 == statuses(client, 8, token("ada", "admin"))


def test_a_token_that_is_not_valid_counts_as_none(client: CatalogClient) -> None:
    """No made-up token opens a bucket of its own."""
    stranger = Key("stranger")

    answers = [
        client.get(PATH, bearer(stranger.sign(claims(sub=str(number))))).status
        for number in range(4)
    ]
    assert 429 == answers[-1]


def quote(client: CatalogClient, body: str, headers: dict[str, str] | None = None) -> Response:
    """Send a quote."""
    return client.post("/v1/quote", body, headers or {})


def test_a_quote_without_a_token_has_less(client: CatalogClient) -> None:
    """It costs more to answer: a bucket of its own, which also says what is left, and a size."""
    first, second = quote(client, "{}"), quote(client, "{}")

    assert (429 != first.status, 429) == (True, second.status)
    assert 413 == quote(client, " " * 70_000).status
    assert 413 != quote(client, " " * 70_000, token("ada", "pro")).status


def test_what_others_may_keep_tells_of_nobody(client: CatalogClient) -> None:
    """A copy in a cache must not tell one reader what another one has left."""
    kept = client.get(PATH)

    assert "public" in kept.headers["cache-control"]
    assert "ratelimit" not in kept.headers


def test_without_valkey_nobody_is_limited(
    client: CatalogClient, limits: pytest.MonkeyPatch
) -> None:
    """An outage of the store that counts is no outage of the API."""
    limits.setenv("REDIS_URL", "redis://127.0.0.1:1")
    valkey.reset()

    assert [200] * 5 == statuses(client, 5)


@pytest.mark.parametrize(
    ("cdn", "forwarded", "expected"),
    [
        ("false", "6.6.6.6, 1.2.3.4", "10.0.0.1"),
        ("true", "6.6.6.6, 1.2.3.4, 10.0.0.1", "1.2.3.4"),
        ("true", "10.0.0.1", "10.0.0.1"),
    ],
)
def test_the_address_is_the_client_s(
    limits: pytest.MonkeyPatch, cdn: str, forwarded: str, expected: str
) -> None:
    """What a caller writes into a header itself is believed by nobody."""
    limits.setenv("BEHIND_CDN", cdn)
    event = {
        "headers": {"x-forwarded-for": forwarded},
        "requestContext": {"http": {"sourceIp": "10.0.0.1"}},
    }

    assert expected == rate_limit.address(event)


def test_a_setting_that_cannot_be_read_is_named(limits: pytest.MonkeyPatch) -> None:
    """A typing error limits nobody by accident, and says so."""
    limits.setenv("RATE_LIMITS", "600")

    with pytest.raises(MissingSetting, match="free/pro/enterprise/quote"):
        rate_limit.configured()
