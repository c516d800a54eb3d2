"""The registry: every module of this folder declares one Provider, under its slug."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from pricebook.adapters.provider import Provider


@cache
def registry() -> dict[str, Provider]:
    """Return every provider by slug, in alphabetical order."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    declared = (module.provider for module in modules)
    return {provider.slug: provider for provider in sorted(declared, key=lambda p: p.slug)}
