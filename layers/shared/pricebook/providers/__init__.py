"""Registry of providers: every module or package of this folder declares one, under its slug.

What the rest of the program has to know of a provider is read from here: nothing else lists them.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from pricebook.adapters.provider import Provider
from pricebook.identity.canonical import ANY_HOST, Seller
from pricebook.identity.creators import CREATORS

CLOUDS_OF_CREATORS = {"alibaba", "baidu", "bytedance", "qwen", "tencent"}
"""Creators who sell the models of others too."""


@cache
def registry() -> dict[str, Provider]:
    """Return every provider by slug, in alphabetical order."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    declared = (module.provider for module in modules)
    return {provider.slug: provider for provider in sorted(declared, key=lambda p: p.slug)}


def host_named(prefix: str) -> Provider | None:
    """Return the provider that gateways name by a prefix of their ids, to say where they buy."""
    return next((p for p in registry().values() if prefix in p.id_prefixes), None)


def host_or_any(prefix: str) -> Seller | None:
    """Return the same for a gateway that writes a host before each id: ours, or one unknown."""
    is_creator = prefix in CREATORS and prefix not in CLOUDS_OF_CREATORS
    return host_named(prefix) or (None if is_creator else ANY_HOST)


def homes() -> dict[str, str]:
    """Return where creators themselves sell what they make: slugs by creator."""
    return {creator: p.slug for p in registry().values() for creator in p.sells_own}


def beyond() -> dict[str, str]:
    """Return which ids other lists add to a provider whose own list is read: patterns by slug."""
    return {p.slug: p.beyond for p in registry().values() if p.beyond}
