"""How the issuer's keys are found, kept and renewed."""

import json
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from pricebook import settings
from pricebook.api import tokens as access
from pricebook.errors import TokenRefused, Unavailable
from tests.support.fakes.provider_server import Answer, Loopback
from tests.support.fakes.token_issuer import AUDIENCE, Key, claims, key_set

OLD = Key("old")

type Publish = Callable[..., Loopback]


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Publish]:
    """Give an issuer that publishes its keys over TLS on this machine."""
    certificate = certify(tmp_path)
    access._verifier.cache_clear()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setenv("TOKEN_AUDIENCE", AUDIENCE)
    with Loopback() as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        url = server.url.replace("http", "https")
        monkeypatch.setenv("TOKEN_ISSUER", url)

        def says(*bodies: str, status: int = 200) -> Loopback:
            """Publish one key set after the other, each behind the discovery document."""
            metadata = json.dumps({"issuer": url, "jwks_uri": f"{url}/keys"}).encode()
            answers = [(Answer(metadata), Answer(body.encode(), status)) for body in bodies]
            server.answers = iter([answer for pair in answers for answer in pair])
            return server

        yield says
        server.shutdown()
        thread.join()
    access._verifier.cache_clear()


def certify(folder: Path) -> Path:
    """Return a certificate for this machine's own address, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "issuer")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    path = folder / "issuer.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + certificate.public_bytes(Encoding.PEM))
    return path


def test_keys_are_fetched_once(published: Publish) -> None:
    """The issuer is found by its own description, and asked once for many tokens."""
    server = published(key_set(OLD))
    url = settings.text("TOKEN_ISSUER")

    tokens = [OLD.sign(claims(iss=url, sub=name)) for name in ("ada", "bob")]

    assert ["ada", "bob"] == [access.caller(f"Bearer {token}").subject for token in tokens]
    assert ["/.well-known/openid-configuration", "/keys"] == server.asked


def test_a_rotated_key_is_fetched(published: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    """A token with a new key makes us ask for it, and the key that was withdrawn counts no more."""
    monkeypatch.setattr(settings, "KEYS_COOLDOWN_SECONDS", 0)
    new = Key("new")
    published(key_set(OLD), key_set(new), key_set(new))
    url = settings.text("TOKEN_ISSUER")
    access.caller(f"Bearer {OLD.sign(claims(iss=url))}")

    assert "ada" == access.caller(f"Bearer {new.sign(claims(iss=url))}").subject
    with pytest.raises(TokenRefused):
        access.caller(f"Bearer {OLD.sign(claims(iss=url))}")


def test_unknown_keys_do_not_hammer_the_issuer(published: Publish) -> None:
    """However many tokens name keys that nobody has, the issuer is asked once in a while."""
    server = published(key_set(OLD))
    url = settings.text("TOKEN_ISSUER")

    for number in range(5):
        with pytest.raises(TokenRefused):
            access.caller(f"Bearer {OLD.sign(claims(iss=url), kid=f'guess-{number}')}")

    assert 2 == len(server.asked)


def test_an_issuer_that_is_away_is_no_bad_token(published: Publish) -> None:
    """While the keys cannot be had nobody is told that their token is bad."""
    published("busy", status=503)

    with pytest.raises(Unavailable, match="keys of the token issuer"):
        access.caller(f"Bearer {OLD.sign(claims(iss=settings.text('TOKEN_ISSUER')))}")
