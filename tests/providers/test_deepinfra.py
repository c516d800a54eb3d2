"""DeepInfra's tiers in words: which text is understood whole, and which stays a text."""

import pytest

from pricebook.providers.deepinfra.tiers import read

LONG = "$1.2 in $6 out $0.24 cached <= 32K, $2.4 in $12 out $0.48 cached <= 1M, $3 in $15 out"


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        (LONG, [0, 32_000, 1_000_000]),
        (f"{LONG} > 1M", [0, 32_000, 1_000_000]),
        (f"{LONG} > 128K", []),  # where it begins is not where the one before it ends
        ("$1 in $2 out <= 128K, $2 in $3 out <= 32K, $3 in $4 out", []),
        ("$1 in $2 out <= 128K, $2 in $3 out <= 256K", []),  # what comes above is not told
        ("$1 in $2 out, $2 in $3 out", []),
        ("$1 in $2 out <= 128K", []),
        ("$1 in $2 out <= 128K, $2 in $3 out on Sundays", []),
        ("1120 tokens ($0.134) for 1K and 2K", []),
        ("", []),
        (None, []),
        (7, []),
    ],
)
def test_tiers_are_read_whole_or_not(text: object, starts: list[int]) -> None:
    """A tier begins where the one before it ends; one word too many, and no tier is read."""
    assert starts == [tier["above"] for tier in read(text)]
