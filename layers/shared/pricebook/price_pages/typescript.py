"""Objects of a TypeScript file: the value of a key, where that is written out and no code."""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from pricebook.adapters.yaml_answers import Plain

TOKEN = re.compile(
    r"""(?P<text>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)"""
    r"|(?P<note>//[^\n]*|/\*.*?\*/)|(?P<open>[{\[])|(?P<close>[}\]])|(?P<colon>:)|(?P<other>.)",
    re.DOTALL,
)
STRING = re.compile(r"""'([^'\\\n]{0,300})'|"([^"\\\n]{0,300})\"""")
MAX_CHARACTERS = 20_000
"""Bound of an object: a model's price needs some hundred."""


def string_of(text: str, key: str) -> str | None:
    """Return the first text that a key holds."""
    for place in _places(text, key):
        if match := STRING.match(text, place):
            return match[1] or match[2] or ""
    return None


def value_of(text: str, key: str) -> Any:  # noqa: ANN401 - decoded
    """Return the first object that a key holds, every scalar as text.

    Returns:
        What the object says; None where the key has none; the text of it where it is no plain data.
    """
    places = (place for place in _places(text, key) if text[place : place + 1] in {"{", "["})
    written = next((_balanced(text[place : place + MAX_CHARACTERS]) for place in places), None)
    if written is None:
        return None
    try:
        return yaml.load(written, Loader=Plain)  # noqa: S506 - it makes nothing but texts and lists
    except (yaml.YAMLError, ValueError, RecursionError):
        return written


def _places(text: str, key: str) -> Iterator[int]:
    """Yield where the values of a key begin: not of one that stands in a text or a note."""
    silent = {"text", "note"}
    code = TOKEN.sub(lambda t: " " * len(t[0]) if t.lastgroup in silent else t[0], text)
    for match in re.finditer(rf"\b{key}\s*:", code):
        yield match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip())


def _balanced(text: str) -> str | None:
    """Return the object that a text begins with, as YAML: without notes, a space behind a colon."""
    kept, depth = [], 0
    for token in TOKEN.finditer(text):
        depth += (token.lastgroup == "open") - (token.lastgroup == "close")
        kept.append({"note": " ", "colon": ": "}.get(token.lastgroup or "", token[0]))
        if depth == 0:
            return "".join(kept)
    return None
