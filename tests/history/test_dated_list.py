"""Which lists have a history that can be read."""

import pytest

from pricebook.errors import Unreadable
from tests.support.dated_history import history, models_dev


def test_a_list_without_a_reader_is_refused() -> None:
    """The message names those that have one."""
    with pytest.raises(Unreadable, match=r"of 'litellm'; there is one of models\.dev, "):
        history("litellm", models_dev("2026-03-01", "openai", "gpt-5"))


def test_a_history_has_a_day() -> None:
    """An empty file is a mistake."""
    with pytest.raises(Unreadable, match="no dated line"):
        history("models.dev", "")


def test_the_same_lines_have_the_same_digest() -> None:
    """By which an import knows the bundle again."""
    line = models_dev("2026-03-01", "openai", "gpt-5")

    assert history("models.dev", line, "").digest == history("models.dev", line).digest
