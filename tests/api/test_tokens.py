"""Which tokens are believed, and what they give."""

import base64
import hashlib
import hmac
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest

from pricebook.api import tokens
from pricebook.api.tokens import ANONYMOUS, Caller
from pricebook.errors import Forbidden, TokenRefused
from tests.support.fakes.token_issuer import Key, claims, key_set, part, trusted
from tests.support.paths import ROOT

RSA = Key("rsa")
EC = Key("ec", "ES256")
STRANGER = Key("rsa")
"""Somebody else's key, under the name of ours."""
NOW = int(time.time())


@pytest.fixture(autouse=True)
def issuer(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Believe an issuer with two keys, and forget it afterwards."""
    with trusted(monkeypatch, RSA, EC):
        yield monkeypatch


def hs256(body: dict[str, Any], secret: bytes, **header: Any) -> str:
    """Return a token that is signed with a shared secret."""
    text = f"{part({'alg': 'HS256', 'kid': 'rsa', **header})}.{part(body)}"
    return f"{text}.{part(hmac.digest(secret, text.encode(), hashlib.sha256))}"


def tampered(token: str, **changed: Any) -> str:
    """Return a token with other claims under the old signature."""
    header, payload, signature = token.split(".")
    decoded = json.loads(base64.urlsafe_b64decode(payload + "=="))
    return f"{header}.{part(decoded | changed)}.{signature}"


def twice(token: str) -> str:
    """Return a token with a second signature."""
    return f"{token}.{token.rpartition('.')[2]}"


REFUSED = {
    "expired": RSA.sign(claims(exp=NOW - 120)),
    "without an end": RSA.sign(claims(exp=None)),
    "an end that is no number": RSA.sign(claims(exp="2099-01-01")),
    "not valid yet": RSA.sign(claims(nbf=NOW + 3600)),
    "issued in the future": RSA.sign(claims(iat=NOW + 3600)),
    "of another issuer": RSA.sign(claims(iss="https://issuer.example.com.evil.example")),
    "without an issuer": RSA.sign(claims(iss=None)),
    "for another audience": RSA.sign(claims(aud="another")),
    "without an audience": RSA.sign(claims(aud=None)),
    "without a subject": RSA.sign(claims(sub=None)),
    "a subject that is no text": RSA.sign(claims(sub=7)),
    **{
        f"with the subject {subject!r:.20}": RSA.sign(claims(sub=subject))
        for subject in (
            "",
            " ",
            "\t",
            "\u00a0",
            "a\nb",
            "a\x00",
            "\x1b[31m",
            "\u202eevil",
            " a",
            "a" * 256,
            "\u3164",
            "ann\u2800",
        )
    },
    "signed with another key": STRANGER.sign(claims()),
    "with an unknown key": Key("unknown").sign(claims()),
    "without the name of a key": RSA.sign(claims(), kid=None),
    "unsigned": f"{part({'alg': 'none', 'kid': 'rsa'})}.{part(claims())}.",
    "unsigned, spelt otherwise": f"{part({'alg': 'nOnE', 'kid': 'rsa'})}.{part(claims())}.",
    "signed with our public key as a secret": hs256(claims(), RSA.pem),
    "signed with our key set as a secret": hs256(claims(), key_set(RSA).encode()),
    "signed with nothing as a secret": hs256(claims(), b""),
    "of an algorithm that its key is not for": RSA.sign(claims(), kid="ec"),
    "tampered with": tampered(RSA.sign(claims()), subscription_tier="admin"),
    "with a signature cut off": RSA.sign(claims()).rpartition(".")[0] + ".",
    "with a key of its own": STRANGER.sign(claims(), jwk=STRANGER.public),
    "that names where its key lies": STRANGER.sign(claims(), jku="https://evil.example/jwks.json"),
    "that names a certificate": STRANGER.sign(claims(), x5u="https://evil.example/x5u"),
    "with a key that is a path": STRANGER.sign(claims(), kid="../../dev/null"),
    "with a number for a key": f"{part({'alg': 'RS256', 'kid': 1})}.{part(claims())}.{part(b'')}",
    "with an extension that we do not know": RSA.sign(claims(), crit=["exp"]),
    "signed twice": twice(RSA.sign(claims())),
    "huge": RSA.sign(claims(more="x" * 100_000)),
    "of two parts": "a.b",
    "empty": "",
    "no JSON": f"{part(b'{')}.{part(b'}')}.{part(b'x')}",
    "a list": f"{part([])}.{part([])}.{part(b'x')}",
    "nested without end": f"{part(b'[' * 3000)}.{part(b'[' * 3000)}.{part(b'x')}",
    "zero bytes": "\0.\0.\0",
    "no ASCII": "é.é.é",
}


@pytest.mark.parametrize("token", REFUSED.values(), ids=REFUSED.keys())
def test_a_bad_token_is_refused(token: str) -> None:
    """Whatever is wrong with a token, its bearer learns only that it is not valid."""
    with pytest.raises(TokenRefused, match=r"^The token is not valid here: send a valid one"):
        tokens.caller(f"Bearer {token}")


@pytest.mark.parametrize("header", ["", "Bearer", "Basic YTpi", "Bearer a b", "{token}"])
def test_other_schemes_than_bearer_are_refused(header: str) -> None:
    """A header without the scheme Bearer and one token is refused, not read as nobody's."""
    with pytest.raises(TokenRefused):
        tokens.caller(header.format(token=RSA.sign(claims())))


@pytest.mark.parametrize("key", [RSA, EC], ids=["RS256", "ES256"])
def test_a_valid_token_gives_subject_and_tier(key: Key) -> None:
    """Both algorithms are understood, and the scheme in any case."""
    token = key.sign(claims(subscription_tier="pro"))

    assert Caller("ada", "pro") == tokens.caller(f"Bearer {token}")
    assert Caller("ada", "pro") == tokens.caller(f"bearer {token}")


def test_clocks_may_differ_a_little() -> None:
    """A token is believed up to a minute before and after its time."""
    now = int(time.time())
    late, early = claims(exp=now - 30), claims(nbf=now + 30, iat=now + 30)

    assert ["ada", "ada"] == [
        tokens.caller(f"Bearer {RSA.sign(moment)}").subject for moment in (late, early)
    ]


@pytest.mark.parametrize(
    ("tier", "granted"),
    [
        ("free", {}),
        ("free", {"subscription_tier": "free"}),
        ("pro", {"subscription_tier": "pro"}),
        ("enterprise", {"subscription_tier": "enterprise"}),
        ("admin", {"subscription_tier": "admin"}),
        ("admin", {"cognito:groups": ["readers", "admin"]}),
        ("admin", {"cognito:groups": ["admin"], "subscription_tier": "free"}),
        ("pro", {"cognito:groups": ["readers", "pro"]}),
        ("enterprise", {"cognito:groups": ["enterprise", "pro"], "subscription_tier": "free"}),
        ("enterprise", {"cognito:groups": ["pro"], "subscription_tier": "enterprise"}),
        ("free", {"cognito:groups": "admin"}),
        ("free", {"cognito:groups": ["administrators"]}),
        ("free", {"subscription_tier": "Admin"}),
        ("free", {"subscription_tier": ["admin"]}),
        ("free", {"subscription_tier": "platinum"}),
    ],
)
def test_claims_give_a_tier(tier: str, granted: dict[str, Any]) -> None:
    """The most that the claim and the groups of Cognito give; what is unknown gives nothing."""
    assert tier == tokens.caller(f"Bearer {RSA.sign(claims(**granted))}").tier


def test_a_caller_without_a_token_is_free_tier() -> None:
    """Without a token the tier is free."""
    assert ANONYMOUS == tokens.caller(None)
    assert "free" == ANONYMOUS.tier


def test_an_admin_has_the_role() -> None:
    """Without a token, with a bad one and without the role nobody is let in."""
    with pytest.raises(TokenRefused, match="token is required"):
        tokens.admin(None)
    with pytest.raises(TokenRefused, match="not valid here"):
        tokens.admin(f"Bearer {STRANGER.sign(claims(subscription_tier='admin'))}")
    with pytest.raises(Forbidden, match="role admin is required"):
        tokens.admin(f"Bearer {RSA.sign(claims(subscription_tier='enterprise'))}")
    good = RSA.sign(claims(subscription_tier="admin"))
    assert Caller("ada", "admin") == tokens.admin(f"Bearer {good}")


def test_without_an_issuer_every_token_is_refused(issuer: pytest.MonkeyPatch) -> None:
    """A deployment that knows no issuer says so, and still answers nobody."""
    issuer.setenv("TOKEN_ISSUER", "")

    assert ANONYMOUS == tokens.caller(None)
    with pytest.raises(TokenRefused, match="accepts no tokens"):
        tokens.caller(f"Bearer {RSA.sign(claims())}")


def test_a_request_without_a_token_imports_no_cryptography() -> None:
    """No cryptography is imported before somebody sends a token."""
    code = "import sys, pricebook.api.tokens as a; a.caller(None); print(*sys.modules)"
    loaded = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code],
        cwd=ROOT / "layers/shared",
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()

    assert set() == {"jwt", "cryptography", "urllib3"} & set(loaded)
