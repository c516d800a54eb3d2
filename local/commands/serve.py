"""`serve`: Pricebook for a team on one server, with stores and an issuer that are there already."""

import signal
import sys
import threading
from dataclasses import dataclass

from local.commands.migrate import apply
from local.errors import LocalError
from local.gateway import server
from local.home import ROOT, Home
from local.lambda_runtime import environment as variables
from local.machine import Machine, Settings
from local.sam import template
from local.stores.addresses import Addresses

STOPS = (signal.SIGINT, signal.SIGTERM)
NO_ISSUER = "https://issuer.invalid"
"""An issuer without keys: its tokens are nobody's, so that nobody is an operator."""


@dataclass(frozen=True)
class Service:
    """What the environment says of a service."""

    host: str
    port: int
    addresses: Addresses
    tokens: dict[str, str]


def serve(home: Home) -> None:
    """Migrate, and serve until somebody ends it.

    Raises:
        LocalError: a setting is missing, or the port cannot be used.
    """
    service = read(home)
    try:
        taken = server.listen(service.port, service.host)
    except OSError as error:
        where = f"{service.host}:{service.port}"
        raise LocalError(
            f"{where} cannot be used: {error.strerror}. Set PRICEBOOK_BIND."
        ) from error
    apply(service.addresses)
    machine = Machine(
        template.read(ROOT / "template.yaml", parameters(home, service)),
        taken,
        home.logs,
        Settings(
            keys=variables.provider_keys(home.environment),
            connections=home.connections,
            access_log=_write,
            published=home.published,
        ),
    )
    stop = threading.Event()
    for number in STOPS:
        signal.signal(number, lambda *_: stop.set())
    machine.start()
    print(f"Pricebook serves on http://{service.host}:{machine.port}", flush=True)
    stop.wait()
    machine.stop()


def read(home: Home) -> Service:
    """Return what the environment says.

    Raises:
        LocalError: DATABASE_URL is missing, or only half of an issuer is given.
    """
    given = home.environment
    database = given.get("DATABASE_URL", "")
    if not database:
        raise LocalError("DATABASE_URL is not set: serve runs on a Postgres that is there already.")
    issuer, audience = given.get("TOKEN_ISSUER", ""), given.get("TOKEN_AUDIENCE", "")
    if bool(issuer) != bool(audience):
        raise LocalError("TOKEN_ISSUER and TOKEN_AUDIENCE belong together: set both, or neither.")
    addresses = Addresses(
        database,
        given.get("READER_DATABASE_URL") or database,
        given.get("REDIS_URL", ""),
        given.get("DB_SSL") or "verify-full",
    )
    tokens = {"TokenIssuer": issuer, "TokenAudience": audience}
    nobody = {"TokenIssuer": NO_ISSUER, "TokenAudience": "nobody", "TokenKeys": '{"keys": []}'}
    host = given.get("PRICEBOOK_BIND") or "127.0.0.1"
    return Service(host, home.port, addresses, tokens if issuer else nobody)


def parameters(home: Home, service: Service) -> dict[str, str]:
    """Return the template's parameters."""
    given = home.environment
    return {
        "DatabaseUrl": service.addresses.database,
        "ReaderDatabaseUrl": service.addresses.reader,
        "RedisUrl": service.addresses.redis,
        "UseCache": "true" if service.addresses.redis else "false",
        "DbSsl": service.addresses.ssl,
        "DbCaFile": given.get("DB_CA_FILE", ""),
        "ProviderKeysSecret": "none",
        "RateLimits": given.get("RATE_LIMITS", ""),
        "PublishFolder": str(home.published or ""),
        "Upstream": given.get("PRICEBOOK_UPSTREAM", ""),
        "Serve": home.served,
        **service.tokens,
    }


def _write(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
