"""What is noted of published lists: which are current, what each is, how old its sources are."""

from datetime import datetime
from typing import Any

from tests.support.staged_run import StagedRun

NOTED = "SELECT to_jsonb(p) - 'published_at', published_at FROM published_lists p"


def put(staged: StagedRun, path: str, **said: Any) -> None:
    """Let a list be noted as published."""
    plain = {"digest": "d", "plain_digest": "p", "etag": "e", "generation": 7}
    given: dict[str, Any] = {**plain, "changes_at": None, "observed_at": None} | said
    staged.statement("publication.put", path=path, **given)


def test_which_lists_are_current(staged: StagedRun) -> None:
    """Those of less than so many seconds, in which nothing has begun since."""
    past, coming = int(staged.now.timestamp()) - 1, int(staged.now.timestamp()) + 9
    for path, age, changes_at in (
        ("fresh", 59, None),
        ("announced", 59, coming),
        ("begun", 59, past),
        ("old", 60, None),
    ):
        put(staged, path, changes_at=changes_at)
        staged.rows(
            "UPDATE published_lists SET published_at = :t WHERE path = :p",
            t=staged.ago(seconds=age),
            p=path,
        )
    found = staged.statement("publication.current", kept_s=60)

    assert [["announced", 7], ["fresh", 7]] == sorted(found)


def test_a_list_is_noted_as_it_is_now(staged: StagedRun) -> None:
    """Whatever was noted under its path before."""
    put(staged, "a")
    staged.rows("UPDATE published_lists SET published_at = :t", t=staged.ago(hours=1))
    told = {"digest": "x", "plain_digest": "y", "etag": "z", "generation": 8, "changes_at": 9}
    # of a whole second: of others Postgres leaves out the last zeros
    observed = staged.ago(hours=2).replace(microsecond=0).isoformat()
    put(staged, "a", observed_at=observed, **told)

    assert [[{"path": "a", "observed_at": observed, **told}, staged.now]] == staged.rows(NOTED)


def test_the_oldest_source_counts(staged: StagedRun) -> None:
    """Of those that sell anything; where nobody does, none."""
    for seller, hours in (("ours", 2), ("one", 5), ("two", 9)):
        begun = {"triggered_by": "cli", "status": "success", "started_at": staged.ago(hours=hours)}
        staged.put("sync_runs", provider=seller, completed_at=staged.ago(hours=hours), **begun)
    assert [[None]] == staged.statement("publication.observed_at")

    for seller in ("ours", "one", "two"):
        staged.model(f"of {seller}", seller, is_active=seller != "two")
    ((oldest,),) = staged.statement("publication.observed_at")
    assert staged.ago(hours=5) == datetime.fromisoformat(oldest)
