"""What every body of a request promises to whoever writes it wrong."""

import importlib
import pkgutil

import pytest

import pricebook.api
from pricebook.api.body import Body, read
from pricebook.errors import UnprocessableRequest

for module in pkgutil.walk_packages(pricebook.api.__path__, "pricebook.api."):
    importlib.import_module(module.name)


def _kinds(kind: type[Body]) -> list[type[Body]]:
    return [kind, *(one for child in kind.__subclasses__() for one in _kinds(child))]


BODIES = {f"{kind.__module__}.{kind.__name__}": kind for kind in _kinds(Body)[1:]}
MISSPELLED = {"misspelled": 1}
WRONG: tuple[object, ...] = (None, 1, "text", [], [None, None], [MISSPELLED], MISSPELLED, {"": {}})


@pytest.mark.parametrize("wrong", WRONG, ids=str)
@pytest.mark.parametrize("name", BODIES)
def test_a_wrong_body_is_refused_with_a_sentence(name: str, wrong: object) -> None:
    """Whatever stands for a body, or for a part of one, is taken or refused with a reason."""
    kind = BODIES[name]
    parts = ({part: wrong, "": 1} for part in kind.model_fields)
    nested = ({part: {"misspelled": wrong}} for part in kind.model_fields)

    assert all(_refusal(kind, body) for body in ({"": wrong}, *parts))
    assert all(_refusal(kind, body) for body in nested)


def _refusal(kind: type[Body], body: object) -> str:
    with pytest.raises(UnprocessableRequest) as refused:
        read(kind, body)
    return str(refused.value)
