"""The provider of CONTRIBUTING's example, in a temporary folder."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pricebook import providers
from pricebook.adapters.provider import Provider
from pricebook.sync.listed_sellers import listed_sellers
from tests.support.paths import ROOT

SLUG = "nordlicht"
SECTION = "### An example with prices"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def example() -> tuple[str, str]:
    """Return the module and the body that CONTRIBUTING shows."""
    text = (ROOT / "CONTRIBUTING.md").read_text().partition(SECTION)[2]
    (_, module), (_, body) = BLOCK.findall(text)[:2]
    return module, body


@contextmanager
def added(folder: Path) -> Iterator[Provider]:
    """Let the registry look into one more folder, and give the provider that it finds there."""
    (folder / f"{SLUG}.py").write_text(example()[0])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(providers, "__path__", [*providers.__path__, str(folder)])
        _forget()
        yield providers.registry()[SLUG]
    del sys.modules[f"{providers.__name__}.{SLUG}"]
    _forget()


def _forget() -> None:
    providers.registry.cache_clear()
    listed_sellers.cache_clear()
