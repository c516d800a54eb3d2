"""Cells of price tables: their amounts, and what looks like a part of one."""

import pytest

from pricebook.price_pages.cells import amounts, marks, plain


@pytest.mark.parametrize(
    ("cell", "figures"),
    [
        ("$5<sup>1</sup>", ["5"]),
        ("$0.25 / MTok<sup>1</sup>", ["0.25"]),
        ("$5[^1]", ["5"]),
        ("$5¹", ["5"]),
        (r"\$1.40", ["1.40"]),
        ("~~$0.60~~ $0.30 / M tokens", ["0.30"]),
        ("<del>$0.60</del> $0.30", ["0.30"]),
        ("$1,250.50", ["1250.50"]),
        ("$0.15 input<br/>$0.60 output", ["0.15", "0.60"]),
        ("**$0.7**", ["0.7"]),
        ("[$3](https://x.example/$9)", ["3"]),
        ("131,072", []),
        ("-", []),
        ("Free", []),
    ],
)
def test_amounts(cell: str, figures: list[str]) -> None:
    """No mark of a footnote, price struck through or address becomes a digit of a price."""
    assert figures == [amount.figure.text for amount in amounts(cell)]


def test_words_go_with_the_amount_before_them() -> None:
    """Words in front of the first amount are its own, and a plus is a word."""
    assert [("Input: / MTok", "$"), ("output at least", "€")] == [
        (amount.words, amount.sign) for amount in amounts("Input: $1 / MTok €2+ output")
    ]


def test_footnotes_are_found_by_their_marks() -> None:
    """A cell says which notes it has, and its text is without them."""
    cell = "$2 / MTok<sup>3</sup>"

    assert ("3",) == marks(cell)
    assert "$2 / MTok" == plain(cell)
