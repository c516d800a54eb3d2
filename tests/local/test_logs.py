"""`make logs`: a line per request, run and warning, which a person can read."""

import json
from typing import Any

import pytest

from local.commands.logs import Choice, line
from local.errors import LocalError

REQUEST: dict[str, Any] = {
    "time": "2026-11-28T21:15:54.836+00:00",
    "function": "CatalogFunction",
    "method": "GET",
    "path": "/v1/models/groq/a",
    "status": 200,
    "ms": 3.2,
    "source": "memory",
}
RUN: dict[str, Any] = {
    "timestamp": "2026-11-28 21:15:54,836+0000",
    "level": "INFO",
    "message": "synchronised",
    "run": {"provider": "groq", "fetched": 12, "added": 2, "rejected": 0},
}
WARNING: dict[str, Any] = {
    "timestamp": "2026-11-28 21:15:54,836+0000",
    "level": "WARNING",
    "message": "Valkey does not answer",
    "reason": "OSError: gone",
}


def read(entry: dict[str, Any], choice: Choice | None = None) -> str | None:
    """Return what a person reads of a line of the catalogue's log."""
    return line("CatalogFunction", json.dumps(entry), choice or Choice())


def test_a_request_is_one_line() -> None:
    """Time, function, method, path, status, milliseconds and source."""
    expected = "21:15:54 CatalogFunction    GET /v1/models/groq/a 200 3 ms memory"

    assert expected == read(REQUEST)
    assert expected.removesuffix(" memory") == read(REQUEST | {"source": None})


def test_a_run_and_a_warning_are_one_line_each() -> None:
    """With what came of it, and why."""
    assert "21:15:54 CatalogFunction    INFO synchronised groq 12 fetched 2 added" == read(RUN)
    assert read(WARNING) == (
        "21:15:54 CatalogFunction    WARNING Valkey does not answer (OSError: gone)"
    )


def test_what_is_not_wanted_is_not_told() -> None:
    """By level, by provider, and the lines of machines."""
    info = WARNING | {"level": "INFO"}

    assert read(info) is None
    assert read(info, Choice(level="INFO")) is not None
    assert read(WARNING, Choice(level="ERROR")) is None
    assert read(RUN, Choice(provider="groq")) is not None
    assert read(RUN, Choice(provider="openrouter")) is None
    assert read({"_aws": {}}) is None
    assert line("F", "START RequestId: 1", Choice()) is None


@pytest.mark.parametrize("text", ["START RequestId: 1", '{"_aws": {}}', "[1]", '"x"', "1"])
def test_the_raw_form_has_everything(text: str) -> None:
    """Every line as it was written, under the name of its log."""
    assert f"postgres           {text}" == line("postgres", text, Choice(raw=True))
    assert line("postgres", text, Choice()) is None


def test_an_unknown_level_is_refused() -> None:
    """A sentence with the levels that there are."""
    with pytest.raises(LocalError, match="LEVEL is 'LOUD': set it to one of DEBUG"):
        Choice(level="LOUD")
