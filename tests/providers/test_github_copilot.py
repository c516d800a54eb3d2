"""GitHub Copilot's table, as YAML through a whole run."""

import pytest

from pricebook.storage.postgres import Database
from pricebook.sync.provider_run import run
from tests.support.fakes.provider_transport import raw
from tests.support.sync_and_query import rows

TABLE = """
# Prices are per 1 million tokens.
- model: 'Acme Big 2[^promo]'
  provider: acme
  release_status: GA
  threshold: '\u2264 200K'
  input: $0.40
  cached_input: $0.04
  output: $1.60
  cache_write: Not applicable
- model: Acme Big 2
  provider: acme
  threshold: '> 200K'
  input: $0.80
  output: $2.40
"""


@pytest.mark.usefixtures("environment")
def test_a_table_becomes_prices(owner_database: Database) -> None:
    """A model has each of its prices once, those of long prompts apart."""
    report = run("github-copilot", triggered_by="cli", fetcher=raw(TABLE.encode()))

    assert ("success", 1, []) == (report.status, report.added, report.errors)
    assert [
        ["cache_read_tokens", "{}", "0.00000004"],
        ["input_tokens", "{}", "0.0000004"],
        ["input_tokens", '{"prompt_tokens_gt": 200000}', "0.0000008"],
        ["output_tokens", "{}", "0.0000016"],
        ["output_tokens", '{"prompt_tokens_gt": 200000}', "0.0000024"],
    ] == rows(
        owner_database,
        "SELECT meter, conditions::text, amount::text FROM current_prices"
        " ORDER BY meter, length(conditions::text)",
    )
