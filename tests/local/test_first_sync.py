"""First sync of `up`: a summary in a few lines, whatever happened to the database."""

from typing import Any

from local.commands import first_sync
from local.commands.first_sync import counts, summary
from local.stores.addresses import Addresses

FAILED: dict[str, Any] = {"provider": "groq", "status": "failed"}
GOOD: dict[str, Any] = {"provider": "openrouter", "status": "success"}


def test_the_summary_says_what_there_is() -> None:
    """Runs, sellers, offers, those with a price, who waits for a key and who failed."""
    lines = summary([GOOD, FAILED], {"xai": "XAI_API_KEY"}, (41, 7200, 6500))

    assert [
        "1 of 2 runs brought something.",
        "Failed: groq. They are tried again by themselves.",
        "1 sellers wait for a key: xai. Set XAI_API_KEY and the like.",
        "Now there are 7200 offers of 41 sellers, 6500 with a price.",
    ] == lines


def test_the_summary_is_short() -> None:
    """Also where everybody failed and nobody has a key, on a first day without a network."""
    failed = [FAILED | {"provider": f"seller-{number}"} for number in range(60)]
    wanting = {f"waiting-{number}": f"KEY_{number}" for number in range(60)}

    lines = summary(failed, wanting, (0, 0, 0))

    assert len(lines) == 4
    assert all(len(line) < 300 for line in lines)
    assert "the bundled snapshot is served" in lines[-1]
    assert "The database does not answer" in summary([GOOD], {}, None)[-1]


def test_a_lost_database_is_waited_for(database_url: str) -> None:
    """Where it does not come back the summary says so, and nothing ends."""
    here = Addresses(database_url, database_url, "", "disable")
    gone = Addresses("postgresql://postgres@127.0.0.1:1/x", "", "", "disable")

    assert (0, 0, 0) == counts(here)
    assert counts(gone, patience_s=first_sync.PAUSE_S) is None
