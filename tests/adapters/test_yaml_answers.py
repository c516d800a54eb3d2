"""YAML answers: texts stay as they are written, and nothing else is made of them."""

import pytest

from pricebook.adapters.yaml_answers import yaml_answer
from pricebook.errors import Unreadable

URL = "https://acme.test/prices.yml"


def test_every_scalar_stays_text() -> None:
    """A number keeps its digits, and a word such as yes or null stays a word."""
    rows = yaml_answer(URL, b"# prices\n- model: 'Big 2'\n  input: 0.10\n  free: no\n  notes:\n")

    assert [{"model": "Big 2", "input": "0.10", "free": "no", "notes": ""}] == rows


@pytest.mark.parametrize(
    "body", [b"a: [1", b"\xff\xfe\x00", b"a: &x [1]\nb: *x\n", b"a: !!python/object:os.x {}\nb: [",
             b"[" * 100_000]
)  # fmt: skip
def test_what_is_no_plain_yaml_is_unreadable(body: bytes) -> None:
    """A broken body, one of endless depth, and one that repeats itself by aliases fail the run."""
    with pytest.raises(Unreadable, match=URL):
        yaml_answer(URL, body)
