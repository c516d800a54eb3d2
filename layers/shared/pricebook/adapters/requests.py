"""The vocabulary in which a provider declares how a request for its list is made."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from pricebook.adapters.fields import find

type Decode = Callable[[str, bytes], Any]
"""From an address and the bytes that it answered to what they say."""


class FetchExtra(Protocol):
    """Request for one more thing than the provider's list."""

    def __call__(self, url: str, body: object = None, *, optional: bool = False) -> Any:  # noqa: ANN401 - decoded JSON
        """Return the decoded answer to a GET or, with a body, to a POST of it.

        Args:
            url: of the thing; the key goes along where the host is that of the list.
            body: what is sent, as JSON.
            optional: whether a 404 is None; the run is partial then and says so.
        """


@dataclass(frozen=True, slots=True)
class Access:
    """Access of a key: what its list leaves out.

    Args:
        url: of what the vendor says about the key itself.
        left_out: returns what the list leaves out for such a key, or None.
    """

    url: str
    left_out: Callable[[Any], str | None]


@dataclass(frozen=True, slots=True)
class Probe:
    """Probe of single items: a further answer tells whether anybody serves them.

    Args:
        url: returns where to ask, or None for an item that is not asked for.
        serves: tells from the answer whether anybody serves the item.
        key: the key of the item under which that is kept.
    """

    url: Callable[[Any], str | None]
    serves: Callable[[Any], bool]
    key: str = "served"


def without_right(path: str, right: str) -> Callable[[Any], str | None]:
    """What a list leaves out where the key has not a right.

    Args:
        path: where the rights of the key are listed.
        right: the one that shows every model.
    """

    def left_out(key: Any) -> str | None:  # noqa: ANN401 - decoded JSON
        rights = find(key, path)
        if isinstance(rights, list) and right in rights:
            return None
        return f"the key has no right to {right}: other models are not listed"

    return left_out


def bearer(key: str) -> dict[str, str]:
    """Authorisation of most vendors: the key as a bearer token."""
    return {"authorization": f"Bearer {key}"}


def key_in(header: str, prefix: str = "", **more: str) -> Callable[[str], dict[str, str]]:
    """Authorisation by a header of the vendor's own.

    Args:
        header: its name.
        prefix: what stands before the key.
        more: further headers that the vendor wants.
    """
    return lambda key: {header: f"{prefix}{key}", **more}
