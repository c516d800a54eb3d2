"""An issuer that a test plays: it makes its own keys, and signs whatever a test wants."""

import base64
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import ECAlgorithm, RSAAlgorithm
from jwt.api_jws import PyJWS

from pricebook.api import tokens

ISSUER = "https://issuer.example.com"
AUDIENCE = "pricebook"
DAY_S = 24 * 60 * 60


class Key:
    """A pair of keys under a name."""

    def __init__(self, kid: str, algorithm: str = "RS256") -> None:
        self.kid = kid
        self.algorithm = algorithm
        self._private: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
        if algorithm == "RS256":
            self._private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        else:
            self._private = ec.generate_private_key(ec.SECP256R1())

    @property
    def public(self) -> dict[str, Any]:
        """The public half, as an issuer publishes it."""
        if isinstance(self._private, rsa.RSAPrivateKey):
            told = RSAAlgorithm.to_jwk(self._private.public_key(), as_dict=True)
        else:
            told = ECAlgorithm.to_jwk(self._private.public_key(), as_dict=True)
        return {**told, "kid": self.kid, "alg": self.algorithm, "use": "sig"}

    @property
    def pem(self) -> bytes:
        """The public half as a file."""
        public = self._private.public_key()
        return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def sign(self, told: dict[str, Any], **header: Any) -> str:
        """Return a token of these claims; more headers, other ones, or with None fewer."""
        headers = {name: value for name, value in ({"kid": self.kid} | header).items() if value}
        text = json.dumps(told).encode()  # as it is: PyJWT.encode would refuse what a forger sends
        return PyJWS().encode(text, self._private, self.algorithm, headers)


def claims(**changed: Any) -> dict[str, Any]:
    """Return the claims of a good token, some of them changed; None leaves a claim out."""
    now = int(time.time())
    usual = {"iss": ISSUER, "aud": AUDIENCE, "sub": "ada", "iat": now, "exp": now + DAY_S}
    return {name: value for name, value in (usual | changed).items() if value is not None}


@contextmanager
def trusted(monkeypatch: pytest.MonkeyPatch, *keys: Key) -> Iterator[None]:
    """Believe these keys of the issuer for a while."""
    monkeypatch.setenv("TOKEN_ISSUER", ISSUER)
    monkeypatch.setenv("TOKEN_AUDIENCE", AUDIENCE)
    monkeypatch.setenv("TOKEN_KEYS", key_set(*keys))
    tokens._verifier.cache_clear()
    yield
    tokens._verifier.cache_clear()


def key_set(*keys: Key) -> str:
    """Return what an issuer publishes."""
    return json.dumps({"keys": [key.public for key in keys]})


def part(told: object) -> str:
    """Return one part of a token, which nobody has signed."""
    text = told if isinstance(told, bytes) else json.dumps(told).encode()
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()


def bearer(token: str) -> dict[str, str]:
    """Return the header that carries a token."""
    return {"Authorization": f"Bearer {token}"}
