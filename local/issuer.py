"""The issuer of one home: a key made here, and tokens as a real issuer would sign them."""

import hashlib
import json
import os
import time
from pathlib import Path

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from jwt.algorithms import ECAlgorithm

from local.errors import LocalError
from local.home import Home

NAME = "https://issuer.pricebook.localhost"
"""A name only: nobody listens there, the machine gets the public key as a setting."""
AUDIENCE = "pricebook"
LIFETIME_S = 60 * 60


def keys(home: Home) -> str:
    """Return the public key as a JSON Web Key Set; the first time, the key is made."""
    if not home.key.exists():
        _make(home.key)
    key = _key(home)
    published = ECAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return json.dumps({"keys": [published | {"kid": _name(key), "alg": "ES256", "use": "sig"}]})


def token(home: Home, role: str) -> str:
    """Return a token that is valid for an hour and gives a role."""
    now = int(time.time())
    claims = {
        "iss": NAME,
        "aud": AUDIENCE,
        "sub": f"local-{role}",
        "iat": now,
        "exp": now + LIFETIME_S,
        "subscription_tier": role,
    }
    key = _key(home)
    return jwt.encode(claims, key, "ES256", headers={"kid": _name(key)})


def _path(home: Home) -> Path:
    return home.path / "issuer.pem"


def _make(path: Path) -> None:
    pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123 - a Path would be readable by others for a moment
        file.write(pem)


def _key(home: Home) -> ec.EllipticCurvePrivateKey:
    if not home.key.exists():
        raise LocalError(f"{home.path} has no issuer yet: run `make up` first.")
    key = load_pem_private_key(home.key.read_bytes(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise LocalError(f"{home.key} is not a key of ours: delete it, and run `make up` again.")
    return key


def _name(key: ec.EllipticCurvePrivateKey) -> str:
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(public).hexdigest()[:16]
