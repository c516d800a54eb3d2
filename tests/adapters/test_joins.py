"""Lists that are joined: what two addresses know of the same models."""

from typing import Any

import pytest

from pricebook.adapters.joins import joined
from pricebook.errors import Unreadable, UpstreamNotFound

FIRST, SECOND = "https://acme.test/priced", "https://acme.test/all"
THIRD = "https://acme.test/films"


def fetched(bodies: dict[str, Any]) -> list[Any]:
    """Return what the lists become together."""

    def get(url: str, body: object = None, *, optional: bool = False) -> Any:
        assert body is None
        if bodies.get(url) is None and not optional:
            raise UpstreamNotFound(f"{url} answered 404")
        return bodies.get(url)

    return list(joined((FIRST, "models"), (SECOND, "data"), (THIRD, "models"))(get))


def test_lists_are_joined_by_id() -> None:
    """A model of both lists is one, the first list's word stands, and no model is lost."""
    first = [{"id": "a", "price": 1, "owner": "first"}, "strange", {"id": "b"}, {"id": "b"}]
    second = [{"id": "a", "context": 9, "owner": "second"}, {"id": "c"}, "strange"]

    assert [
        {"id": "a", "price": 1, "owner": "first", "context": 9},
        "strange",
        {"id": "b"},
        {"id": "b"},
        {"id": "c"},
    ] == fetched({FIRST: {"models": first}, SECOND: {"data": second}})


@pytest.mark.parametrize("broken", [{}, {"error": "sorry"}, {"data": {}, "models": "none"}])
@pytest.mark.parametrize("where", [FIRST, SECOND, THIRD])
def test_a_broken_list_is_told(broken: object, where: str) -> None:
    """A list in another shape fails the run: half of the facts would look like a change."""
    whole: dict[str, object] = {FIRST: {"models": []}, SECOND: {"data": []}}

    with pytest.raises(Unreadable, match=f"{where}.* expected a list"):
        fetched(whole | {where: broken})


@pytest.mark.parametrize("only", [FIRST, SECOND, THIRD])
def test_one_list_is_enough(only: str) -> None:
    """A vendor that took a list away still sells what its other lists say."""
    assert [{"id": "a"}] == fetched({only: {"models": [{"id": "a"}], "data": [{"id": "a"}]}})


def test_without_any_list_the_run_fails() -> None:
    """The first address is named, for nothing was there."""
    with pytest.raises(UpstreamNotFound, match=FIRST):
        fetched({})


def test_a_further_list_adds_what_it_has() -> None:
    """A third list adds prices and models where it is there, and is no list where it is not."""
    lists: dict[str, object] = {FIRST: {"models": [{"id": "a"}]}, SECOND: {"data": []}}

    assert [{"id": "a"}] == fetched(lists)
    assert [{"id": "a", "price": 1}, {"id": "b"}] == fetched(
        lists | {THIRD: {"models": [{"id": "a", "price": 1}, {"id": "b"}]}}
    )
