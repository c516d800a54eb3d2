"""The page about providers: what each list needs, tells and means, from the adapters themselves."""

import re
from collections.abc import Iterable, Iterator
from importlib import import_module

from pricebook.adapters.charges import Charge, Rule
from pricebook.adapters.conditions import PriceVariants
from pricebook.adapters.provider import Provider
from pricebook.price_pages import price_pages
from pricebook.providers import registry

HEAD = """# Providers

What each list needs, tells and means, written from the adapters by the command of CONTRIBUTING.
Prices are first-hand: the seller states them itself, in its list or on its page.
A price that no row of "prices" names is reported by each run as not read.
What the row "left unread" names is known to hold no other price.

There are {count} sellers.
Prices stand in the own list of {priced}, on a page of {paged}{both}, and nowhere to read of {bare}.
Services that have ended: {ended}.
"""
LAST_SEEN = re.compile(r"(https://\S+?),?\s+shape last seen (?:in )?([\w -]*20\d\d(?:-\d\d){0,2})")
PLAIN_FACTS = {"provider_model_id", "name", "source_url"}
"""Fields that say nothing of a model but what it is called."""


def text() -> str:
    """Return the page."""
    return "\n".join((_head(), *(section(provider) for provider in registry().values())))


def _head() -> str:
    providers, pages = list(registry().values()), price_pages()
    ended = [p for p in providers if p.ended]
    priced = {p.slug for p in providers if p.prices and not p.ended}
    both = len(priced & pages.keys())
    bare = [p for p in providers if p.slug not in priced | pages.keys() and not p.ended]
    return HEAD.format(
        count=len(providers),
        priced=len(priced),
        paged=len(pages),
        both=f" ({both} of them in both)" if both else "",
        bare=len(bare),
        ended=len(ended),
    )


def section(provider: Provider) -> str:
    """Return what the page says of one provider."""
    rows = "\n".join(f"| {name} | {value} |" for name, value in _rows(provider))
    words = "\n\n".join(_words(f"pricebook.{place}") for place in _modules(provider.slug))
    return f"## {provider.name}\n\n{words}\n\n| | |\n| --- | --- |\n{rows}\n"


def _modules(slug: str) -> Iterator[str]:
    name = slug.replace("-", "_")
    yield f"providers.{name}"
    if slug in price_pages():
        yield f"price_pages.{name}"


def _words(name: str) -> str:
    """Return a module's own words, one sentence per paragraph's line as they stand there."""
    module = import_module(name)
    lines = (line.strip() for line in (module.__doc__ or "").strip().splitlines())
    return "\n".join(_escaped(line) for line in lines)


def _rows(provider: Provider) -> Iterator[tuple[str, str]]:
    yield "slug", f"`{provider.slug}`"
    yield "kind", provider.kind
    yield "list", f"<{provider.url}>"
    yield "needs", " and ".join(_needs(provider)) or "no key"
    charges = list(_charges(provider.prices))
    yield "prices", ", ".join(_unique(c.meter for c in charges)) or _unpriced(provider)
    yield "units", _escaped(", ".join(_unique(c.unit for c in charges))) or "none"
    if page := price_pages().get(provider.slug):
        yield "price page", f"<{page.url}>, read every day without a key"
    yield "facts", ", ".join(name for name in provider.fields if name not in PLAIN_FACTS) or "none"
    if provider.unpriced:
        yield "left unread", ", ".join(f"`{key}`" for key in sorted(provider.unpriced))
    yield "last seen", _last_seen(provider)
    if provider.ended:
        instead = f"; instead: {provider.successor}" if provider.successor else ""
        yield "ended", f"{provider.ended}{instead}"
    else:
        yield "read every", provider.interval


def _last_seen(provider: Provider) -> str:
    """Return the days on which somebody saw the shape, the newest first."""
    words = _words(f"pricebook.providers.{provider.slug.replace('-', '_')}")
    days = {match[2].strip() for match in LAST_SEEN.finditer(words)}
    return ", ".join(sorted(days, key=lambda day: day[-10:], reverse=True)) or "never"


def _needs(provider: Provider) -> Iterator[str]:
    if provider.sign:
        yield "a signature of AWS"
    yield from (f"`{name}`" for name in (provider.key, provider.account) if name)


def _unpriced(provider: Provider) -> str:
    return "by rules of its own" if provider.prices else "none in this list"


def _charges(rules: Iterable[Rule]) -> Iterator[Charge]:
    for rule in rules:
        match rule:
            case Charge():
                yield rule
            case PriceVariants():
                yield from _charges(rule.rules)


def _unique(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


def _escaped(line: str) -> str:
    return line.replace("|", "\\|").replace("<", "\\<")
