"""Measuring: the numbers of a usage object, sorted into counts that never overlap.

Whether a total contains its details is decided by the sum of all tokens where there is one, then by
what is possible, then by the format's documentation; and it is said.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import product

from pricebook.pricing.meters import METERS, Count
from pricebook.quote.measured import Reading, Usage, meter
from pricebook.quote.usage_formats import NOTHING, Format, Media, first

type Numbers = Mapping[str, Decimal]
type Sizes = dict[str, Decimal]
"""How many tokens of each medium."""
type Place = tuple[str, str | None, int]
"""What is counted together: a meter, a time in a cache and a step."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Which totals contain their details: the prompt its cached tokens, the completion thoughts."""

    holds_cache: bool
    holds_reasoning: bool


class Measures:
    """The numbers of one usage object, by what they are."""

    def __init__(self, usage_format: Format, numbers: Numbers) -> None:
        prompt, completion = usage_format.prompt, usage_format.completion
        self.prompt = first(numbers, prompt.total)
        self.completion = first(numbers, completion.total)
        self.cached = first(numbers, prompt.cached)
        self.reasoning = first(numbers, completion.reasoning)
        self.written_for = _sizes(numbers, prompt.written_for)
        self.written = max(first(numbers, prompt.written), _sum(self.written_for))
        self.media = _sizes(numbers, prompt.media)
        self.cached_media = _sizes(numbers, prompt.cached_media)
        self.beside = first(numbers, prompt.beside)
        self.beside_media = _sizes(numbers, prompt.beside_media)
        self.output_media = _sizes(numbers, completion.media)
        self.counters = [
            Count(name, numbers[path])
            for path, name in usage_format.counters.items()
            if numbers.get(path)
        ]
        tokens = (c.quantity for c in self.counters if METERS[c.meter].family == "tokens")
        self.apart = sum(tokens, NOTHING)
        self.cache_is_divided = bool(self.cached_media or first(numbers, prompt.cached_text))
        self.total = first(numbers, usage_format.total)

    @property
    def in_cache(self) -> Decimal:
        """What a cache gave and took."""
        return self.cached + self.written

    def allows(self, layout: Layout) -> bool:
        """Tell whether the totals are large enough to contain their details."""
        holds_cache = not layout.holds_cache or self.in_cache <= self.prompt
        thought = self.reasoning + _sum(self.output_media)
        return holds_cache and (not layout.holds_reasoning or thought <= self.completion)

    def sums(self, layout: Layout, *, partial: bool) -> set[Decimal]:
        """Return what the sum of all tokens may be; a partial one leaves out what lies beside."""
        least = self.prompt + self.beside + self.completion
        cache = NOTHING if layout.holds_cache else self.in_cache
        thought = NOTHING if layout.holds_reasoning else self.reasoning
        whole = {least + cache + thought + self.apart}
        return whole | {least, least + cache, least + thought} if partial else whole


def measure(usage_format: Format, numbers: Numbers) -> tuple[Usage, Layout]:
    """Return what a usage object says, and how its totals were read."""
    measures = Measures(usage_format, numbers)
    documented = Layout(usage_format.prompt.holds_cache, usage_format.completion.holds_reasoning)
    layouts = [item for item in _layouts(documented) if measures.allows(item)]
    agreeing = [
        item
        for item in layouts
        if measures.total in measures.sums(item, partial=usage_format.partial_total)
    ]
    layout = (agreeing or layouts)[0]
    counts, cached = _counts(measures, layout)
    others = [item for item in agreeing or layouts if item.holds_cache != layout.holds_cache]
    names = _names(usage_format)
    return (
        Usage(
            counts,
            usage_format.name,
            assumptions=tuple(_notes(measures, layout, documented, agreeing, names)),
            missing=tuple(_gaps(measures, layout, agreeing, names)),
            readings=tuple(
                _readings(measures, others[:1], names) if usage_format.ambiguous else ()
            ),
            cached=cached,
            undivided=frozenset(_undivided(usage_format, numbers)),
            medium=usage_format.medium,
            summed=usage_format.summed or _requests(counts) > 1,
        ),
        layout,
    )


@cache
def _layouts(documented: Layout) -> tuple[Layout, ...]:
    """Return every layout, the documented one first, and the one that is always possible."""
    return tuple(
        Layout(documented.holds_cache != cache_flipped, documented.holds_reasoning != flipped)
        for cache_flipped, flipped in product((False, True), repeat=2)
    )


def _counts(measures: Measures, layout: Layout) -> tuple[tuple[Count, ...], Decimal]:
    """Return the counts, and how many of them came out of a cache without a word of which."""
    taken = NOTHING
    media, text = dict(measures.media), measures.prompt - _sum(measures.media)
    cached_media, cached_text = measures.cached_media, measures.cached - _sum(measures.cached_media)
    if layout.holds_cache:
        text -= measures.written
        unknown = measures.cached and measures.media and not measures.cache_is_divided
        taken = measures.cached if unknown else NOTHING
        cached_text -= taken
        text -= cached_text
        media = {kind: size - cached_media.get(kind, NOTHING) for kind, size in media.items()}
        text -= sum((size for kind, size in cached_media.items() if kind not in media), NOTHING)
    written = measures.written_for
    sizes = [
        *_by_medium("input", text, media),
        *_by_medium("cache_read", cached_text, cached_media),
        *((("cache_write_tokens", ttl, 0), size) for ttl, size in written.items()),
        (("cache_write_tokens", None, 0), measures.written - _sum(written)),
        *_by_medium("input", measures.beside - _sum(measures.beside_media), measures.beside_media),
        *_by_medium(
            "output",
            measures.completion
            - _sum(measures.output_media)
            - (measures.reasoning if layout.holds_reasoning else NOTHING),
            measures.output_media,
        ),
        (("reasoning_tokens", None, 0), measures.reasoning),
        *((_place(count), count.quantity) for count in measures.counters),
    ]
    return _summed(sizes), taken


def merged(counts: Iterable[Count]) -> tuple[Count, ...]:
    """Return one count for each meter, time in a cache and step, without what is not there."""
    return _summed((_place(count), count.quantity) for count in counts)


def _place(count: Count) -> Place:
    return count.meter, count.cache_ttl, count.step


def _summed(sizes: Iterable[tuple[Place, Decimal]]) -> tuple[Count, ...]:
    sums: dict[Place, Decimal] = {}
    for place, size in sizes:
        sums[place] = sums.get(place, NOTHING) + size
    return tuple(
        Count(name, size, ttl, step=step) for (name, ttl, step), size in sums.items() if size > 0
    )


def _by_medium(
    side: str, text: Decimal, media: Mapping[str, Decimal]
) -> Iterator[tuple[Place, Decimal]]:
    yield (meter(side, "text"), None, 0), text
    for kind, size in media.items():
        yield (meter(side, kind), None, 0), size


def _notes(
    measures: Measures,
    layout: Layout,
    documented: Layout,
    agreeing: list[Layout],
    names: Mapping[str, str],
) -> Iterator[str]:
    """Yield how the totals were read, where that was not plain."""
    by_total = f"as {names['total']} says" if measures.total and agreeing else "for they are more"
    if measures.in_cache and measures.prompt and layout.holds_cache != documented.holds_cache:
        where = "are part of" if layout.holds_cache else "come on top of"
        yield f"cached tokens {where} {names['prompt']}, {by_total}"
    where = "are part of" if layout.holds_reasoning else "come on top of"
    if measures.reasoning and layout.holds_reasoning != documented.holds_reasoning:
        yield f"reasoning_tokens {where} {names['completion']}, {by_total}"
    elif measures.reasoning and len({item.holds_reasoning for item in agreeing}) != 1:
        yield f"reasoning_tokens {where} {names['completion']}, as {names['title']} documents"


def _gaps(
    measures: Measures, layout: Layout, agreeing: list[Layout], names: Mapping[str, str]
) -> Iterator[str]:
    """Yield what the totals and their parts do not agree on."""
    (whole,) = measures.sums(layout, partial=False)
    if measures.total and not agreeing:
        difference = measures.total - whole
        if difference > 0:
            yield f"usage.{names['total']} counts {difference} tokens that no other field names"
        else:
            yield f"usage.{names['total']} is {-difference} less than its parts"
    sides = (
        ("prompt", measures.prompt, _sum(measures.media)),
        ("completion", measures.completion, _sum(measures.output_media)),
    )
    for side, size, parts in sides:
        if 0 < size < parts:
            yield f"usage.{names[side]} is {parts - size} less than its parts"


def _readings(
    measures: Measures, layouts: list[Layout], names: Mapping[str, str]
) -> Iterator[Reading]:
    for layout in layouts if measures.in_cache and measures.prompt else ():
        what = "contain" if layout.holds_cache else "leave out"
        counts, _ = _counts(measures, layout)
        yield Reading(counts, f"if {names['prompt']} {what} the cached tokens")


def _undivided(usage_format: Format, numbers: Numbers) -> Iterator[str]:
    for name, side in (("input", usage_format.prompt), ("output", usage_format.completion)):
        if first(numbers, side.total):
            divided = _sizes(numbers, side.media) or first(numbers, side.text)
            if not divided or first(numbers, side.unspecified):
                yield name


def _requests(counts: tuple[Count, ...]) -> Decimal:
    return sum((count.quantity for count in counts if count.meter == "requests"), NOTHING)


def _names(usage_format: Format) -> dict[str, str]:
    """Return what the totals of a format are called."""
    paths = {
        "prompt": usage_format.prompt.total,
        "completion": usage_format.completion.total,
        "total": usage_format.total,
    }
    return {name: lies[0] if lies else name for name, lies in paths.items()} | {
        "title": usage_format.title
    }


def _sizes(numbers: Numbers, media: Media) -> Sizes:
    return {kind: size for kind, paths in media.items() if (size := first(numbers, paths))}


def _sum(sizes: Mapping[str, Decimal]) -> Decimal:
    return sum(sizes.values(), NOTHING)
