"""What is encrypted on the way to the stores, and whose certificate is believed."""

import re
import ssl
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from pg8000.exceptions import InterfaceError
from redis import Redis

from pricebook.storage import valkey
from pricebook.storage.postgres import AUTHORITIES, connect
from tests.support.fakes.tls_proxy import Authority, Front, encrypted

NAME = "localhost"
CERTIFICATE = re.compile(
    r"# (?P<name>[^,\n]+), SHA-256 (?P<print>\w{64})\n"
    r"(?P<pem>-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----\n)",
    re.DOTALL,
)
VALKEY_USER = "ON >secret ~* +@all"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Give who signs the certificates."""
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def postgres_socket(database_url: str) -> Path:
    """Give where Postgres listens."""
    (folder,) = parse_qs(urlsplit(database_url).query)["host"]
    return Path(folder) / ".s.PGSQL.5432"


@pytest.fixture
def postgres_front(postgres_socket: Path, authority: Authority) -> Iterator[Front]:
    """Give the encrypted way to Postgres."""
    with encrypted(postgres_socket, authority.context(NAME)) as front:
        yield front


@pytest.fixture
def verifying(monkeypatch: pytest.MonkeyPatch, authority: Authority) -> pytest.MonkeyPatch:
    """Believe the authority, and nobody else."""
    monkeypatch.setenv("DB_SSL", "verify-full")
    monkeypatch.setenv("DB_CA_FILE", str(authority.file))
    return monkeypatch


@pytest.fixture
def valkey_url(redis_url: str, authority: Authority) -> Iterator[str]:
    """Give the encrypted way to a Valkey that asks for a password."""
    valkey.reset()
    with (
        Redis.from_url(redis_url) as owner,
        encrypted(Path(urlsplit(redis_url).path), authority.context(NAME)) as front,
    ):
        owner.execute_command("ACL SETUSER visitor", *VALKEY_USER.split())
        yield f"rediss://visitor:secret@{NAME}:{front.port}?ssl_ca_certs={authority.file}"
        valkey.reset()
        owner.execute_command("ACL DELUSER visitor")


def address(front: Front, database_url: str, host: str = NAME) -> str:
    """Return the address of the database behind the front."""
    path = urlsplit(database_url).path
    return f"postgresql://postgres@{host}:{front.port}{path}"


@pytest.mark.usefixtures("verifying")
def test_a_server_of_a_known_authority_is_accepted(
    postgres_front: Front, database_url: str
) -> None:
    """A certificate that the authority signed for this name opens the connection."""
    connection = connect(address(postgres_front, database_url))
    rows = connection.run("SELECT 1")
    connection.close()

    assert [[1]] == rows


@pytest.mark.usefixtures("verifying")
def test_another_name_is_refused(postgres_front: Front, database_url: str) -> None:
    """The authority signs for many; who answers here has to be whom we asked for."""
    with pytest.raises(ssl.SSLCertVerificationError, match="mismatch"):
        connect(address(postgres_front, database_url, "127.0.0.1"))


def test_an_unknown_authority_is_refused(
    postgres_front: Front, database_url: str, verifying: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Neither another authority of the operator nor the built-in ones vouch for a stranger."""
    verifying.setenv("DB_CA_FILE", str(Authority(tmp_path).file))
    with pytest.raises(ssl.SSLCertVerificationError, match="certificate verify failed"):
        connect(address(postgres_front, database_url))
    verifying.delenv("DB_CA_FILE")
    with pytest.raises(ssl.SSLCertVerificationError, match="unable to get local issuer"):
        connect(address(postgres_front, database_url))


def test_require_encrypts_without_verification(
    postgres_front: Front, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As libpq has it: against listeners, not against impostors."""
    monkeypatch.setenv("DB_SSL", "require")
    connection = connect(address(postgres_front, database_url, "127.0.0.1"))
    rows = connection.run("SELECT 1")
    connection.close()

    assert [[1]] == rows


@pytest.mark.usefixtures("verifying")
@pytest.mark.parametrize("mode", ["require", "verify-full"])
def test_a_server_without_tls_is_refused(
    postgres_socket: Path, database_url: str, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    """Whoever can answer "no" in the server's place learns nothing by it."""
    monkeypatch.setenv("DB_SSL", mode)
    with (
        encrypted(postgres_socket, None) as front,
        pytest.raises(InterfaceError, match="refuses SSL"),
    ):
        connect(address(front, database_url))


def test_the_bundled_authorities_are_amazons() -> None:
    """Each signed itself, is named by region and fingerprint, and is valid for decades."""
    result = list(CERTIFICATE.finditer(AUTHORITIES.read_text()))
    for named in result:
        certificate = x509.load_pem_x509_certificate(named["pem"].encode())
        certificate.verify_directly_issued_by(certificate)
        (name,) = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
        assert named["name"] == name.value
        assert named["print"] == certificate.fingerprint(hashes.SHA256()).hex()
        assert re.fullmatch(r"Amazon RDS [a-z]+-[a-z]+-\d Root CA RSA2048 G1", named["name"])
        assert certificate.not_valid_after_utc.year >= 2061

    assert 30 == len({named["name"] for named in result})


def test_valkey_is_reached_by_tls_and_password(
    valkey_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What one function stores, another reads, and neither sends a byte in the clear."""
    monkeypatch.setenv("REDIS_URL", valkey_url)
    valkey.put("told", b"an answer", 60)

    assert b"an answer" == valkey.get("told")
    assert valkey.answering()


@pytest.mark.parametrize(
    ("right", "wrong", "reason"),
    [
        (NAME, "127.0.0.1", "IP address mismatch"),
        ("ssl_ca_certs=", "client_name=", "unable to get local issuer certificate"),
        ("visitor:secret", "visitor:guess", "invalid username-password pair"),
    ],
)
def test_a_valkey_with_a_wrong_certificate_is_a_miss(  # noqa: PLR0913, PLR0917 - fixtures and a table
    valkey_url: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    right: str,
    wrong: str,
    reason: str,
) -> None:
    """A wrong name, an unknown authority, a wrong password: the log says which."""
    monkeypatch.setenv("REDIS_URL", valkey_url.replace(right, wrong))

    assert valkey.get("told") is None
    (record,) = caplog.records
    assert reason in record.__dict__["reason"]
