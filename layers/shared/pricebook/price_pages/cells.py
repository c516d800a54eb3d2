"""Cells of a price table: their text without markup, and the amounts of money in it."""

import html
import re
from dataclasses import dataclass

from pricebook.decimals import is_decimal
from pricebook.pricing.price import Figure

BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
STRUCK = re.compile(r"~~.*?~~|<(del|s)>.*?</\1>", re.IGNORECASE)
MARKS = re.compile(
    r"<sup>(.*?)</sup>|\[\^([\w-]+)\](?!:)|\^([^^ ]{1,8})\^|([¹²³⁴⁵⁶⁷⁸⁹]+)|(?<=[\w)])(\*)(?=\s|$)",
    re.IGNORECASE,
)
"""Marks of a footnote, however they are set: read as digits, they would change a price."""
IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
TAG = re.compile(r"</?[a-zA-Z][^>]*>")
MONEY = re.compile(r"(?:US)?(\$|€|£|¥|CNY|EUR|RMB) ?([0-9][0-9,]*(?:\.[0-9]+)?)(\+?)")


@dataclass(frozen=True, slots=True)
class Amount:
    """Sum of money in a cell: its figure, its sign, and the words up to the next one."""

    figure: Figure
    sign: str
    words: str


def plain(cell: str) -> str:
    """Return the text of a cell: without markup, marks of footnotes, and prices struck through."""
    text = STRUCK.sub(" ", BREAK.sub(" ", cell))
    text = LINK.sub(r"\1 ", IMAGE.sub("", MARKS.sub("", text)))
    text = TAG.sub(" ", text).replace("**", "").replace("`", "")
    text = html.unescape(re.sub(r"\\(.|$)", r"\1", text)).strip("\\*_ ")
    return " ".join(text.split())


def marks(cell: str) -> tuple[str, ...]:
    """Return the footnotes that a cell refers to."""
    found = (next(filter(None, match.groups()), "") for match in MARKS.finditer(cell))
    return tuple(mark.replace("\\", "").strip() for mark in found if mark)


def amounts(cell: str) -> list[Amount]:
    """Return the sums of money in a cell, each with the words behind it.

    Words in front of the first sum belong to it as well. A plus behind a sum is a word, too.
    """
    text = plain(cell)
    matches = [match for match in MONEY.finditer(text) if is_decimal(match[2].replace(",", ""))]
    starts = [*(match.start() for match in matches[1:]), len(text)][: len(matches)]
    found = []
    for match, end in zip(matches, starts, strict=True):
        before = text[: match.start()] if match is matches[0] else ""
        least = " at least" if match[3] else ""
        words = " ".join(f"{before} {text[match.end() : end]}{least}".split())
        found.append(Amount(Figure(match[2].replace(",", "")), match[1], words))
    return found
