"""Runs that are told what the last one was told: what they leave out, and when they must not."""

import json
from pathlib import Path
from typing import Any

import pytest

import pricebook
from pricebook.errors import AlreadyRunning, GuardRefused
from pricebook.storage.postgres import Database
from pricebook.sync import guards, provider_run, unchanged
from pricebook.sync.answer_digest import AnswerDigest
from pricebook.sync.fetch import Fetcher
from pricebook.sync.run_record import Run
from tests.support.fakes.provider_transport import item, items, raw
from tests.support.repeated_runs import LISTED, repeats, watched
from tests.support.sync_and_query import SLUG, last_run, rows, run, versions

A_WORD = (
    "INSERT INTO listed_offers"
    " (source, provider, provider_model_id, listed_as, match, prices, facts)"
    " VALUES ('reference:litellm', 'openrouter', 'acme/m1', 'm1', 'exact', '[]', '{}')"
)
COUNTS = (
    *("status", "models_fetched", "models_added", "models_updated", "models_unchanged"),
    *("models_rejected", "models_missing", "models_returned", "models_deactivated"),
    *("prices_changed", "errors"),
)


@pytest.fixture
def judged(environment: pytest.MonkeyPatch) -> list[str]:
    """Give a list that grows with every run that works its answer out."""
    return watched(environment)


def test_the_third_of_equal_runs_works_nothing_out(
    owner_database: Database, judged: list[str]
) -> None:
    """The first writes, the second finds nothing to do, and from then on one need not look."""
    first, second = [repeats(judged), repeats(judged)], last_run(owner_database)
    before, seen = versions(owner_database), _seen(owner_database)

    assert [False, False, True, True] == [*first, repeats(judged), repeats(judged)]
    again = last_run(owner_database)
    assert {name: second[name] for name in COUNTS} == {name: again[name] for name in COUNTS}
    assert before == versions(owner_database)
    assert all(now > then for now, then in zip(_seen(owner_database), seen, strict=True))


def test_a_repeated_run_makes_what_nobody_made(owner_database: Database, judged: list[str]) -> None:
    """The part of a seller that an earlier release left as it was."""
    run(*LISTED), run(*LISTED)
    rows(owner_database, "DELETE FROM parts")

    assert repeats(judged)
    assert [["openrouter"]] == rows(owner_database, "SELECT provider FROM parts")


def _seen(database: Database) -> list[Any]:
    return [s for (s,) in rows(database, "SELECT last_seen_at FROM sightings ORDER BY model_id")]


def test_a_repeated_run_answers_what_a_whole_one_does(
    owner_database: Database, judged: list[str]
) -> None:
    """Counts, findings and lists are the same, whoever asks for it."""
    listed = [*items(9), {"name": "no id"}]
    run(*listed)
    whole = run(*listed)
    worked_out = len(judged)
    repeated = run(*listed)

    assert worked_out == len(judged)
    assert ("success", 9, 1) == (repeated.status, repeated.unchanged, repeated.rejected)
    assert _told(whole) == _told(repeated)
    assert _told(repeated)["errors"] == last_run(owner_database)["errors"] != []


def _told(report: Run) -> dict[str, object]:
    return {
        name: value
        for name, value in report.answer().items()
        if name not in {"run_id", "duration_ms"}
    }


def test_another_release_reads_anew(judged: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Code that was changed may read the same bytes otherwise."""
    run(*LISTED), run(*LISTED)
    monkeypatch.setattr(unchanged, "code", lambda: b"another")

    assert not repeats(judged)


def test_the_code_is_every_file_of_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is changed is other code; what Python makes of it is not."""
    assert Path(pricebook.__file__).parent == unchanged.PACKAGE
    monkeypatch.setattr(unchanged, "PACKAGE", tmp_path)
    (tmp_path / "__pycache__").mkdir()
    states = []
    for name, text in (("a.py", "1"), ("__pycache__/a.pyc", "1"), ("a.py", "2"), ("b.sql", "")):
        (tmp_path / name).write_text(text)
        unchanged.code.cache_clear()
        states.append(unchanged.code())
    unchanged.code.cache_clear()

    assert states[0] == states[1]
    assert 3 == len(set(states))


def test_the_code_is_the_same_in_whatever_order_a_disk_lists_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Containers of one release have one digest."""
    for name in ("a.py", "b.py"):
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(unchanged, "PACKAGE", tmp_path)
    digests = set()
    for order in (list, lambda paths: list(paths)[::-1]):
        monkeypatch.setattr(Path, "rglob", lambda folder, _, order=order: order(folder.iterdir()))
        unchanged.code.cache_clear()
        digests.add(unchanged.code())
    unchanged.code.cache_clear()

    assert 1 == len(digests)


def test_another_answer_is_worked_out(judged: list[str]) -> None:
    """One price that is another, or one byte, is another answer."""
    run(*LISTED), run(*LISTED)

    assert not repeats(judged, lambda: run(*items(2), item("acme/m2", "0.000003")))


@pytest.mark.parametrize("options", [{"force": True}, {"dry_run": True}])
def test_who_asks_for_more_gets_a_whole_run(judged: list[str], options: dict[str, bool]) -> None:
    """A forced or dry run says what it finds, and no other relies on one that was forced."""
    run(*LISTED), run(*LISTED)

    assert not repeats(judged, lambda: run(*LISTED, **options))
    assert ("dry_run" in options) == repeats(judged)


def _cut(*listed: Any) -> Fetcher:
    """Return a fetcher of a list whose pages do not end."""
    fetcher = raw(json.dumps({"data": list(listed)}).encode())
    fetcher.truncated_because = "paging does not end"
    return fetcher


@pytest.mark.parametrize("good_before", [True, False])
def test_a_partial_run_is_repeated_by_nobody(judged: list[str], *, good_before: bool) -> None:
    """What came in part is worked out each time, and so is what comes after it."""
    if good_before:
        run(*LISTED), run(*LISTED)

    def part() -> Run:
        return provider_run.run(SLUG, triggered_by="cli", fetcher=_cut(*LISTED))

    assert [False] * 3 == [repeats(judged, part) for _ in range(3)]
    assert not repeats(judged)


def test_a_run_that_holds_a_price_is_repeated_by_nobody(judged: list[str]) -> None:
    """A price that waits for further runs is counted in each of them."""
    run(*LISTED), run(*LISTED)
    dear = [*items(2), item("acme/m2", "0.001", "0.002")]

    assert [False] * 3 == [repeats(judged, lambda: run(*dear)) for _ in range(3)]


def test_a_run_that_misses_a_model_is_repeated_by_nobody(
    owner_database: Database, judged: list[str]
) -> None:
    """Each run without it is a step towards its end."""
    run(*LISTED)

    assert [False] * 4 == [repeats(judged, lambda: run(*items(2))) for _ in range(4)]
    assert [[4]] == rows(owner_database, "SELECT max(misses) FROM sightings")


@pytest.mark.usefixtures("environment")
@pytest.mark.parametrize(
    ("used", "more", "kept"),
    [
        *((True, {}, 1), (False, {}, 0)),
        *((True, {"status": "partial"}, 0), (True, {"prices_held": 1}, 0)),
    ],
)
def test_only_a_whole_run_that_holds_nothing_leaves_anything_to_the_next(
    owner_database: Database, more: dict[str, Any], kept: int, *, used: bool
) -> None:
    """One that was asked for more, is partial or holds a price has to be worked out again."""
    run(*LISTED), run(*LISTED)
    report = Run(SLUG, **{"status": "success", **more})

    unchanged.Memory(owner_database, report, Fetcher(), used=used).keep()

    assert [[kept]] == rows(owner_database, "SELECT count(*) FROM last_answers")


def test_a_run_that_failed_leaves_nothing(judged: list[str]) -> None:
    """The one before it still stands: nothing has changed since."""
    run(*LISTED), run(*LISTED)
    with pytest.raises(GuardRefused):
        run()

    assert repeats(judged)


def test_what_changes_during_a_run_is_found_by_the_next(
    owner_database: Database, judged: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody knows whether a run has read what another wrote meanwhile."""
    run(*LISTED)
    judge = guards.judge

    def disturbed(*values: Any, **options: Any) -> guards.Verdict:
        rows(owner_database, A_WORD)
        return judge(*values, **options)

    with monkeypatch.context() as patch:
        patch.setattr(guards, "judge", disturbed)
        run(*LISTED)

    assert [False, True] == [repeats(judged), repeats(judged)]


@pytest.mark.usefixtures("judged")
def test_a_run_that_lost_its_lease_repeats_nothing(
    owner_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who was buried meanwhile keeps nothing, not even that models were seen."""
    run(*LISTED), run(*LISTED)
    seen, take = _seen(owner_database), AnswerDigest.taken

    def buried(answers: AnswerDigest) -> bytes:
        rows(
            owner_database,
            "UPDATE sync_runs SET status = 'failed', completed_at = now() WHERE status = 'running'",
        )
        return take(answers)

    monkeypatch.setattr(AnswerDigest, "taken", buried)
    with pytest.raises(AlreadyRunning):
        run(*LISTED)

    assert seen == _seen(owner_database)
