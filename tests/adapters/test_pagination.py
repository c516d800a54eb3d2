"""The vocabulary of pages: a list goes on as its body says, and ends."""

from typing import Any

import pytest

from pricebook.adapters import pagination

URL = "https://api.example/models?limit=2"


@pytest.mark.parametrize(
    ("word", "body", "following"),
    [
        (pagination.last_page, {"next": "https://api.example/2"}, None),
        (pagination.link("next"), {"next": "https://api.example/2"}, "https://api.example/2"),
        (pagination.link("next"), {"next": ""}, None),
        (pagination.token("next", "page_token"), {"next": "t=1"}, f"{URL}&page_token=t%3D1"),
        (pagination.token("next", "limit"), {"next": 7}, "https://api.example/models?limit=7"),
        (pagination.token("next", "page_token"), {}, None),
        (
            pagination.last_id("more", "last", "after"),
            {"more": True, "last": "m"},
            f"{URL}&after=m",
        ),
        (pagination.last_id("more", "last", "after"), {"more": False, "last": "m9"}, None),
        (pagination.last_id("more", "last", "after"), {"more": "yes", "last": "m9"}, None),
        (pagination.numbered("pages"), {"pages": 2}, f"{URL}&page=2"),
        (pagination.numbered("pages"), {"pages": 1}, None),
        (pagination.numbered("pages"), {}, None),
        (pagination.counted("total", 2), {"total": 3}, f"{URL}&page=2"),
        (pagination.counted("total", 2), {"total": 2}, None),
        (pagination.counted("total", 2), {"total": "many"}, None),
        (pagination.while_full("data", 2), {"data": [1, 2]}, f"{URL}&page=2"),
        (pagination.while_full("data", 2), {"data": [1]}, None),
        (pagination.while_full("data", 2), {"data": {}}, None),
    ],
)
def test_the_next_page(word: pagination.NextPage, body: Any, following: str | None) -> None:
    """The address of the next page follows from the body; without a word of it there is none."""
    assert following == word(body, URL)


@pytest.mark.parametrize("body", [None, [], "text", 7])
def test_a_strange_body_is_the_last_page(body: Any) -> None:
    """What is no object says nothing of pages."""
    words = (
        pagination.link("next"),
        pagination.token("next", "t"),
        pagination.last_id("more", "last", "after"),
        pagination.numbered("pages"),
        pagination.counted("total", 2),
        pagination.while_full("data", 2),
    )

    assert {None} == {word(body, URL) for word in words}


def test_pages_are_counted_on() -> None:
    """The number of a page is in its address."""
    second = "https://api.example/models?page=2"

    assert "https://api.example/models?page=3" == pagination.numbered("pages")({"pages": 3}, second)
    assert pagination.numbered("pages")({"pages": 2}, second) is None
