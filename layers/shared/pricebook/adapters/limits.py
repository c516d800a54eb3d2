"""Text limits: how long what a provider writes may be, so that one item never stops its list."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from pricebook.errors import Malformed

MAX_ID_CHARACTERS = 512
MAX_NAME_CHARACTERS = 500
MAX_DESCRIPTION_CHARACTERS = 20_000
MAX_TEXT_CHARACTERS = 500
MAX_WORDS = 500
MAX_WORD_CHARACTERS = 200
MAX_CONDITION_CHARACTERS = 1000
LIMITS = {"name": MAX_NAME_CHARACTERS, "description": MAX_DESCRIPTION_CHARACTERS}


def require_id(identifier: str) -> None:
    """Refuse an id that no index holds.

    Raises:
        Malformed: it is longer than 512 characters.
    """
    if len(identifier) > MAX_ID_CHARACTERS:
        raise Malformed("id", identifier, f"at most {MAX_ID_CHARACTERS} characters")


def shortened(facts: Mapping[str, Any]) -> tuple[dict[str, Any], Counter[str]]:
    """Return facts with every text cut to its limit, and which of them were cut."""
    kept = {name: _cut(name, value) for name, value in facts.items()}
    return kept, Counter(name for name in facts if kept[name] != facts[name])


def _cut(name: str, value: Any) -> Any:  # noqa: ANN401 - a field of any type
    if isinstance(value, str):
        return value[: LIMITS.get(name, MAX_TEXT_CHARACTERS)]
    if isinstance(value, tuple):
        return tuple(word[:MAX_WORD_CHARACTERS] for word in value[:MAX_WORDS])
    return value
