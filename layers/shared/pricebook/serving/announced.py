"""Announced changes: until when an answer holds, whoever keeps it."""

from collections.abc import Callable
from dataclasses import replace

from pricebook.serving.answer import Answer
from pricebook.storage import reader


def built(build: Callable[[], Answer | None]) -> Answer | None:
    """Build an answer that says until when nothing that was announced changes it.

    The moment is asked for first: one that passes meanwhile ends the answer at once.
    """
    (changes_at,) = reader.row("catalog.lookup.next_change") or (None,)
    answer = build()
    return replace(answer, changes_at=changes_at) if answer else None
