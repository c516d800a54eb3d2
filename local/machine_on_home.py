"""A machine on the stores of a home, ready to be started."""

import json
import socket
from concurrent.futures import Future
from functools import partial
from typing import Any

from local import issuer
from local.commands.sync_progress import Start
from local.home import ROOT, Home
from local.lambda_runtime import environment as variables
from local.machine import Machine, Settings
from local.sam import template
from local.stores.addresses import Addresses

SYNC = "SyncFunction"


def machine(home: Home, addresses: Addresses, taken: socket.socket) -> Machine:
    """Return the machine of template.yaml on these stores."""
    environment = home.environment
    parameters = {
        "DatabaseUrl": addresses.database,
        "ReaderDatabaseUrl": addresses.reader,
        "RedisUrl": addresses.redis,
        "DbSsl": addresses.ssl,
        "ProviderKeysSecret": "none",
        "PublishFolder": str(home.published or ""),
        "Upstream": environment.get("PRICEBOOK_UPSTREAM", ""),
        "Serve": home.served,
        "TokenIssuer": issuer.NAME,
        "TokenAudience": issuer.AUDIENCE,
        "TokenKeys": issuer.keys(home),
    }
    settings = Settings(
        keys=variables.provider_keys(environment) | variables.webhooks(environment),
        connections=home.connections,
        token=partial(issuer.token, home, "admin"),
        published=home.published,
    )
    return Machine(template.read(ROOT / "template.yaml", parameters), taken, home.logs, settings)


def starter(running: Machine) -> Start:
    """Return what starts a sync on a machine of this process."""

    def start(event: dict[str, Any]) -> Future[tuple[bytes, bool]]:
        return running.invoke(SYNC, json.dumps(event).encode())

    return start
