"""The page about providers: what each list needs, tells and means, from the adapters themselves."""

from collections.abc import Iterable, Iterator
from importlib import import_module

from pricebook.adapters.charges import Charge, Rule
from pricebook.adapters.conditions import PriceVariants
from pricebook.adapters.provider import Provider
from pricebook.price_pages import price_pages
from pricebook.providers import registry

HEAD = """# Providers

What each list needs, tells and means, written from the adapters by the command of CONTRIBUTING.
A price that no row of "prices" names is reported by each run as not read.
"""


def text() -> str:
    """Return the page."""
    return "\n".join((HEAD, *(section(provider) for provider in registry().values())))


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
    yield "read every", provider.interval


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
