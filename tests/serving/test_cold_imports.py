"""What a cold container loads: reading is fast because it pays for nothing else."""

import subprocess
import sys

import pytest

from pricebook.sync import provider_run
from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import answering, items
from tests.support.paths import ROOT

LAYER = ROOT / "layers/shared/pricebook"
READ_SIDE = ("api/routes", "catalog", "feeds", "quote", "serving")
NEVER_READ = {
    *("httpx", "boto3", "botocore.awsrequest", "botocore.session"),
    *("pricebook.providers", "pricebook.sync.registration", "pricebook.sync.provider_run"),
}
NEVER_COLD = {
    *NEVER_READ,
    *("pg8000", "pricebook.storage.postgres", "pricebook.quote.batch"),
    "aws_lambda_powertools.utilities.auth_alpha.jwt",
}
"""What one answer or another needs, and the first one probably does not."""


def loaded(*modules: str) -> set[str]:
    """Return what a process has loaded that has only imported these."""
    code = f"import sys, {', '.join(modules)}; print(*sys.modules)"
    return set(
        subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={"PYTHONPATH": f"{LAYER.parent}:{ROOT}"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
    )


def test_the_read_side_imports_no_write_side() -> None:
    """A reader pays for no HTTP client, no AWS client, no adapters and no sync."""
    paths = [path for room in READ_SIDE for path in (LAYER / room).glob("*.py")]
    names = [".".join(path.relative_to(LAYER.parent).with_suffix("").parts) for path in paths]

    assert set() == NEVER_READ & loaded(*names)


def test_a_cold_reader_imports_no_database() -> None:
    """The catalogue function begins without what only a miss, a token or a quote needs."""
    assert set() == NEVER_COLD & loaded("functions.catalog.app")


def test_a_cached_answer_needs_no_postgres_driver(
    client: CatalogClient, environment: pytest.MonkeyPatch
) -> None:
    """A container that finds its answers in Valkey and then in memory never imports pg8000."""
    provider_run.run("openrouter", triggered_by="cli", fetcher=answering(*items(3)))
    assert "memory" == client.get("/v1/catalog").headers["x-pricebook-cache"]
    environment.setenv("PYTHONPATH", f"{ROOT}:{LAYER.parent}")
    code = (
        "import sys\n"
        "from tests.support.clients import Context, event\n"
        "from functions.catalog.app import handler\n"
        "asked = event('/v1/catalog', {}, {})\n"
        "answers = [handler(asked, Context()) for _ in range(2)]\n"
        "print(*[a['headers']['x-pricebook-cache'] for a in answers], 'pg8000' in sys.modules)"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert "valkey memory False" == done.stdout.splitlines()[-1]
