"""A provider as an operator runs it: what is changed, and whether it is due."""

from typing import Any

import pytest

from pricebook.sync import schedule
from tests.support.admin_client import AdminClient

ADDRESS = "/v1/admin/providers/openrouter"


def due(monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether a tick starts a sync of openrouter now."""
    monkeypatch.setenv("SYNC_FUNCTION_NAME", "SyncFunction")
    return "openrouter" in schedule.tick(lambda _function, _asked: None)


def conduct(admin: AdminClient, **change: Any) -> dict[str, Any]:
    """Change how openrouter is run; return how it is run now."""
    answer = admin.ask("PATCH", ADDRESS, change)
    assert 200 == answer.status, answer.body
    data: dict[str, Any] = answer.json()["data"]
    return data
