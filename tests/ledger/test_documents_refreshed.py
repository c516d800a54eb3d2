"""Who may use a model follows from its document, and is written where it changes."""

from tests.support.staged_run import StagedRun

ACCESS = """
SELECT m.name, a.is_free, a.updated_at FROM model_access a JOIN models m USING (model_id) ORDER BY 1
"""


def test_access_is_written_where_it_changes(staged: StagedRun) -> None:
    """A model that became free is open; one that is as it was keeps the day of its access."""
    before = staged.ago(hours=6)
    for name, amount in (("free", None), ("known", "1")):
        model = staged.model(name)
        staged.price(model, amount)
        staged.put("touched", id=model, reason="updated")
    staged.rows("UPDATE model_access SET updated_at = :t", t=before)
    staged.rows("ledger.documents.refresh_documents")

    assert [["free", True, staged.now], ["known", False, before]] == staged.rows(ACCESS)


def test_a_document_is_written_where_it_changes(staged: StagedRun) -> None:
    """One that comes out as it was keeps its day, and so does a model that nobody touched."""
    for name in ("changed", "as it was", "untouched"):
        model = staged.model(name)
        if name != "untouched":
            staged.put("touched", id=model, reason="updated")
    staged.rows("ledger.documents.refresh_documents")
    before = staged.ago(hours=6)
    staged.rows("UPDATE models SET updated_at = :t", t=before)
    staged.rows("UPDATE models SET description = 'new' WHERE name = 'changed'")
    staged.rows("ledger.documents.refresh_documents")

    found = "SELECT name, document ->> 'description', document IS NULL, updated_at FROM models"
    assert [
        ["as it was", None, False, before],
        ["changed", "new", False, staged.now],
        ["untouched", None, True, before],
    ] == staged.rows(f"{found} ORDER BY 1")


def test_a_run_raises_its_generations(staged: StagedRun) -> None:
    """That of all and that of its seller, each by one; not that of another."""
    staged.rows("UPDATE generations SET generation = 5")
    for seller in ("ours", "one"):
        staged.put("generations", scope=seller, generation=5)
    raised = staged.rows("ledger.documents.raise_generations", provider="ours")

    assert [["all", 6], ["ours", 6]] == sorted(raised)
    assert [["one", 5]] == staged.rows(
        "SELECT scope, generation FROM generations WHERE scope = 'one'"
    )
