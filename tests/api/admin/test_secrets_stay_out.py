"""What opens a door is in no log, in no entry of the audit, and in nothing that is kept."""

import logging
import os
from collections.abc import Iterator

import pytest
from redis import Redis

from pricebook.errors import Unauthorised
from pricebook.storage.postgres import Database
from pricebook.sync import provider_run
from tests.support.admin_client import KEY, AdminClient
from tests.support.fakes.lambda_invoke_api import invocable
from tests.support.fakes.provider_transport import raw
from tests.support.fakes.token_issuer import claims
from tests.support.seeds.tiers import LISTED, PAID
from tests.support.sync_and_query import rows, run

SECRET = "sk-0123456789"  # noqa: S105 - it opens nothing
ASKED = (
    ("GET", "/v1/admin/models", None),
    ("PATCH", f"/v1/admin/models/{PAID}", {"is_pro": False}),
    ("PATCH", f"/v1/admin/models/{PAID}", {"is_prou": False}),
    ("PUT", f"/v1/admin/prices/{PAID}", {"meter": "input_tokens", "amount": "2", "reason": "r"}),
    ("POST", "/v1/admin/sync/openrouter", None),
    ("POST", "/v1/admin/sync/nobody", None),
    ("POST", "/v1/admin/cache/flush", None),
    ("GET", "/v1/admin/nothing", None),
)


@pytest.fixture(autouse=True)
def startable(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let syncs be started, and nothing come of it."""
    with invocable(monkeypatch):
        yield


def stored(database: Database) -> str:
    """Return all that Postgres keeps of requests and runs, and all that Valkey keeps."""
    result = rows(
        database,
        "SELECT to_jsonb(a)::text FROM admin_audit_log a UNION ALL"
        " SELECT to_jsonb(r)::text FROM sync_runs r UNION ALL"
        " SELECT to_jsonb(t)::text FROM alerts t",
    )
    with Redis.from_url(os.environ["REDIS_URL"]) as client:
        kept = [client.get(name) for name in client.scan_iter()]
    return "\n".join([*(text for (text,) in result), *map(repr, kept)])


def test_a_token_is_used_and_forgotten(
    admin: AdminClient,
    owner_database: Database,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Whether it is good, another tier's, expired or forged, no part of it is written anywhere."""
    caplog.set_level(logging.DEBUG)
    run(*LISTED)
    tokens = [
        admin.token,
        KEY.sign(claims(subscription_tier="pro")),
        KEY.sign(claims(subscription_tier="admin", exp=1)),
        admin.token[:-8] + "AAAAAAAA",
    ]
    for admin.token in tokens:
        for method, path, body in ASKED:
            admin.ask(method, path, body, {"Idempotency-Key": f"{path} {body}"})

    logged = str([vars(record) for record in caplog.records])
    output = "".join([*capfd.readouterr(), logged, stored(owner_database)])
    assert "token refused" in output
    assert '"is_pro": false' in output
    assert [] == [part for token in tokens for part in token.split(".")[1:] if part in output]


def test_a_providers_key_is_in_no_error(
    admin: AdminClient,
    owner_database: Database,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """A provider that refuses a key, and repeats it, is told of without it."""
    monkeypatch.setenv("GROQ_API_KEY", SECRET)
    refusal = f'{{"error": "the key {SECRET} is not known"}}'.encode()
    with pytest.raises(Unauthorised):
        provider_run.run("groq", triggered_by="cli", fetcher=raw(refusal, 401))

    (failed,) = admin.ask("GET", "/v1/admin/sync-runs").json()["data"]
    assert ["auth"] == [error["category"] for error in failed["errors"]]
    assert SECRET not in "".join([*capfd.readouterr(), stored(owner_database), str(failed)])
