"""Usage: a usage object in any format, read into meters that never overlap.

A new field of a vendor must not break anybody: what is known is read, and what is not known and not
zero is named as missing.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import TypeGuard

from pricebook.pricing.conditions import DEFAULTED
from pricebook.pricing.meters import METERS, Count
from pricebook.quote.measured import Reading, Usage
from pricebook.quote.measuring import measure, merged
from pricebook.quote.tools import with_tools
from pricebook.quote.unread import unread
from pricebook.quote.usage_formats import STANDARD_TIER, STANDARD_WORDS, Format
from pricebook.quote.usage_formats.claude_code import line as claude_code
from pricebook.quote.usage_formats.meters import COUNTED, exclusive
from pricebook.quote.usage_formats.registry import FORMATS, NAMES
from pricebook.quote.usage_objects import flattened, object_at, unwrapped
from pricebook.validation import bad

AUTO = "auto"
CLAUDE_CODE = ("message", "usage")
"""Where a line of a session has its usage."""
APART = "if input_tokens and output_tokens leave out the others"
"""The other reading of our meters' names in the totals of Pydantic AI."""
MAX_QUANTITY, MAX_DECIMALS = Decimal(10) ** 15, 9
"""No more of anything in one quote, and no more digits behind the point."""
MAX_ITERATIONS, MAX_DIGITS = 100, 30
READ = f"The formats that are read: {', '.join(NAMES)}"
FAMILIES = {
    "chatgpt": "openai",
    "claude": "anthropic",
    "codex": "openai",
    "command": "cohere",
    "deepseek": "deepseek",
    "gemini": "google",
    "gpt": "openai",
    "grok": "xai",
    "kimi": "moonshot",
    "mistral": "mistral",
    "sonar": "perplexity",
    "voyage": "voyage",
}
"""Whose format an answer of these models probably has, where a name says no more."""


def read(
    payload: object, usage_format: str = AUTO, model: str = "", *, exact: bool = True
) -> Usage:
    """Read a decoded usage object.

    Args:
        payload: the object, or the answer, event or line of a log that holds it.
        usage_format: the name of its format, or `auto`.
        model: whose usage it is; among formats with the same fields its seller's is taken.
        exact: whether a named format leaves no other reading.

    Raises:
        BadRequest: it is none, or a number of it makes no sense.
    """
    if not isinstance(payload, dict):
        raise bad("usage", f"expected an object that says what was used. {READ}")
    # beside a modelUsage stands the sum of all models
    inner, lay_at = (payload, ()) if payload.get("modelUsage") else unwrapped(payload)
    inner, others = of_model(inner, model)
    iterations = inner.get("iterations")
    flat = flattened({key: value for key, value in inner.items() if value is not iterations})
    chosen = _format(frozenset(flat), usage_format, _hints(model))
    if not chosen or not chosen.numbers & flat.keys():
        raise bad("usage", f"it has no field that says what was used. {READ}")
    named = exact and usage_format != AUTO
    usage = _with_iterations(_read(chosen, flat, named=named), chosen, iterations)
    if named:
        usage = replace(usage, readings=())
    if chosen.name == "anthropic" and lay_at == CLAUDE_CODE:
        usage = replace(usage, usage_format=claude_code.name)
    if answer := object_at(payload, lay_at[:-1]):
        usage = with_tools(usage, answer, model)
    return replace(usage, missing=(*usage.missing, *others)) if others else usage


@lru_cache(maxsize=4096)
def _format(keys: frozenset[str], name: str, hints: tuple[str, ...]) -> Format | None:
    """Return the format that leaves least unknown.

    Of several the seller's, then one with a mark of its own in the object, then the first.
    """
    formats = [
        item
        for item in FORMATS
        if item.name == name or (name == AUTO and _may_be(item, keys, hints))
    ]
    return min(
        formats,
        key=lambda item: (
            sum(not item.knows(key) for key in keys),
            _nearness(item, hints),
            not item.marks & keys,
        ),
        default=None,
    )


def _may_be(item: Format, keys: frozenset[str], hints: tuple[str, ...]) -> bool:
    sellers = _nearness(item, hints) < len(hints) and bool(keys & {*item.prompt.total})
    return sellers or bool(item.marks & keys)


def _nearness(item: Format, hints: tuple[str, ...]) -> int:
    """Return the place of the first hint at who answers in a format."""
    return next((n for n, hint in enumerate(hints) if hint in item.vendors), len(hints))


@lru_cache(maxsize=4096)
def _hints(model: str) -> tuple[str, ...]:
    """Return who may have answered: the seller, the creator, or the creator of such a name."""
    words = re.split(r"[^a-z]+", model.casefold())
    names = model.casefold().split("/")
    return (*names[:2], *(FAMILIES[word] for word in words if word in FAMILIES))


def _read(chosen: Format, flat: Mapping[str, object], *, named: bool = False) -> Usage:
    numbers = _numbers(chosen, flat)
    usage, layout = measure(chosen, numbers)
    if chosen.name == "pydantic_ai" and flat.keys() <= COUNTED and not named:
        own = measure(exclusive, _numbers(exclusive, flat))[0]
        if not layout.holds_cache or usage.missing or {*own.counts} == {*usage.counts}:
            # the totals cannot contain the others, or it makes no difference: these are our meters
            chosen, usage = exclusive, own
        else:
            usage = replace(usage, readings=(Reading(own.counts, APART),))
    if chosen is exclusive:
        usage = replace(
            usage,
            readings=tuple(_overlapping(usage.counts)),
            undivided=frozenset(_alone(usage.counts)),
        )
    return replace(
        usage,
        implied=tuple(_implied(chosen, flat)),
        stated=dict(_stated(chosen, flat)),
        missing=(*usage.missing, *unread(chosen, flat, numbers)),
        billed=next((v for p in chosen.billed if _is_money(v := flat.get(p))), None),
    )


def _implied(chosen: Format, flat: Mapping[str, object]) -> Iterator[str]:
    """Yield the meters of which a word alone says that one was used."""
    for word, number in chosen.once.items():
        if isinstance(flat.get(word), str) and not flat.get(number):
            yield chosen.counters[number]


def _with_iterations(usage: Usage, chosen: Format, iterations: object) -> Usage:
    """Return usage with one step for each call of the model that one answer took."""
    if not isinstance(iterations, list) or not iterations:
        return usage
    if len(iterations) > MAX_ITERATIONS:
        raise bad("usage.iterations", f"it has more than {MAX_ITERATIONS} entries")
    steps, missing = [], list(usage.missing)
    for number, item in enumerate(iterations):
        flat = flattened(item) if isinstance(item, dict) else {}
        if not chosen.numbers & flat.keys() or isinstance(flat.get("model"), str):
            missing.append(f"usage.iterations.{number} is of another model, or is not known")
            continue
        step = _read(chosen, flat)
        steps += [replace(count, step=number) for count in step.counts]
        missing += step.missing
    tools = [count for count in usage.counts if METERS[count.meter].family != "tokens"]
    return replace(usage, counts=merged([*steps, *tools]), missing=tuple(missing))


def of_model(payload: Mapping[str, object], model: str) -> tuple[Mapping[str, object], list[str]]:
    """Return the usage of one model out of a `modelUsage`, and what it says of other models."""
    by_model = payload.get("modelUsage", payload)
    usages = {
        name: usage
        for name, usage in (by_model.items() if isinstance(by_model, dict) else ())
        if isinstance(usage, dict) and "inputTokens" in usage
    }
    if not usages:
        return payload, []
    bare = _bare(model)
    (name, usage), *_ = sorted(usages.items(), key=lambda item: _bare(item[0]) not in bare)
    return usage, [f"usage of {other} is not in this quote" for other in usages if other != name]


def _bare(model: str) -> str:
    return re.sub(r"[^a-z0-9]", "", model.casefold().rpartition("/")[2])


def _overlapping(counts: tuple[Count, ...]) -> Iterator[Reading]:
    """Yield the reading of our meters in which the totals contain the others."""
    for total, directions in (
        ("input_tokens", {"input", "cache_read", "cache_write"}),
        ("output_tokens", {"output"}),
    ):
        whole = sum((c.quantity for c in counts if c.meter == total), Decimal())
        parts = [c for c in counts if c.meter != total and METERS[c.meter].family == "tokens"]
        inside = sum(
            (c.quantity for c in parts if METERS[c.meter].direction in directions), Decimal()
        )
        if 0 < inside <= whole:
            counts = merged([*counts, Count(total, -inside)])
            yield Reading(counts, f"if {total} contain the others")


def _alone(counts: tuple[Count, ...]) -> Iterator[str]:
    """Yield the sides of which our meters count text alone: some models have no text."""
    for side in ("input", "output"):
        media = {METERS[c.meter].modality for c in counts if METERS[c.meter].direction == side}
        if media == {"text"}:
            yield side


def _stated(chosen: Format, flat: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for word in chosen.words:
        value = flat.get(word.path)
        if isinstance(value, str) and value.isprintable() and value:
            folded = word.means.get(value.casefold(), value.casefold())
            standard = word.condition in DEFAULTED and folded in STANDARD_WORDS
            yield word.condition, STANDARD_TIER if standard else folded


def _numbers(chosen: Format, flat: Mapping[str, object]) -> dict[str, Decimal]:
    return {path: _amount(path, flat[path]) for path in flat if path in chosen.numbers}


def _is_money(value: object) -> TypeGuard[Decimal]:
    """Tell whether a value is an amount that somebody may have been charged: not 1e999999."""
    return isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) <= MAX_DIGITS


def _amount(path: str, value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        raise bad(f"usage.{path}", "expected a number")
    amount = Decimal(value)
    if (
        not amount.is_finite()
        or not 0 <= amount <= MAX_QUANTITY
        or amount != round(amount, MAX_DECIMALS)
    ):
        fits = f"expected zero to {MAX_QUANTITY:f} with at most {MAX_DECIMALS} decimals"
        raise bad(f"usage.{path}", fits)
    return amount
