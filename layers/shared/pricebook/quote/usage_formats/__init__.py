"""Usage formats: where an answer says what was used, and which number contains which.

A path is the keys of an object, joined by dots. A list whose objects each hold one word and one
number reads like an object: `[{"modality": "AUDIO", "tokenCount": 9}]` lies at `audio`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from functools import cached_property

STANDARD_TIER = "standard"
"""The word for a condition that asks for nothing special."""
STANDARD_WORDS = frozenset(
    {"auto", "default", "normal", "on-demand", "on_demand", "ondemand", "standard", "standard_only"}
)
"""What callers and vendors call the standard tier."""

type Paths = tuple[str, ...]
"""Where a number may lie: the first place that is not zero counts."""
type Media = Mapping[str, Paths]
"""Where the numbers of audio, image, video and file lie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """What went in.

    Attributes:
        total: all input, without what comes beside it.
        cached: what a cache gave.
        written: what a cache took.
        written_for: the same by the time that the cache keeps it.
        media: what of the total is no text, cached or not.
        text: what of the total is text.
        cached_media: what of the cached is no text.
        cached_text: what of the cached is text.
        unspecified: what of the total is of a medium that the vendor does not name.
        beside: more input, which the total does not contain.
        beside_media: what of that is no text.
        holds_cache: whether the total contains what is cached and written.
    """

    total: Paths
    cached: Paths = ()
    written: Paths = ()
    written_for: Media = field(default_factory=dict)
    media: Media = field(default_factory=dict)
    text: Paths = ()
    cached_media: Media = field(default_factory=dict)
    cached_text: Paths = ()
    unspecified: Paths = ()
    beside: Paths = ()
    beside_media: Media = field(default_factory=dict)
    holds_cache: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """What came out.

    Attributes:
        total: all output.
        reasoning: what was thought.
        media: what of the total is no text.
        text: what of the total is text.
        unspecified: what of the total is of a medium that the vendor does not name.
        holds_reasoning: whether the total contains what was thought.
    """

    total: Paths
    reasoning: Paths = ()
    media: Media = field(default_factory=dict)
    text: Paths = ()
    unspecified: Paths = ()
    holds_reasoning: bool = True


@dataclass(frozen=True, slots=True)
class Word:
    """A word that says under which condition the request was answered.

    Attributes:
        path: where it lies.
        condition: a key of `conditions.CONDITIONS`.
        means: what the vendor's words are in ours, where they differ.
    """

    path: str
    condition: str
    means: Mapping[str, str] = field(default_factory=dict)


NOTHING = Decimal()
NO_PROMPT, NO_COMPLETION = Prompt(total=()), Completion(total=())


@dataclass(frozen=True, kw_only=True)
class Format:
    """What one kind of usage object says.

    Attributes:
        name: what `usage_format` calls it.
        marks: one of these paths is always there.
        title: what people call it.
        prompt: what went in.
        completion: what came out.
        counters: what is counted apart from tokens, by its meter.
        total: the sum of all tokens.
        partial_total: whether that sum may leave out what lies beside the prompt's and the
            completion's total.
        words: the conditions that it states.
        free: what costs nothing, or repeats what other numbers say; a key stands for all below it.
        uncounted: what costs money that no meter counts.
        once: words that say that something was done, once where its number is not told.
        wholes: sums of things that cost money, each with the paths of its parts.
        billed: what the vendor itself charged, in US dollars.
        vendors: the slugs of those who answer in this format.
        ambiguous: whether programs that write this format disagree on where cached tokens are.
        summed: whether it adds up several requests.
        medium: the one medium of what went in and of what came out, where that is known.
    """

    name: str
    title: str
    marks: frozenset[str]
    prompt: Prompt = NO_PROMPT
    completion: Completion = NO_COMPLETION
    counters: Mapping[str, str] = field(default_factory=dict)
    total: Paths = ()
    partial_total: bool = False
    words: tuple[Word, ...] = ()
    free: frozenset[str] = frozenset()
    uncounted: frozenset[str] = frozenset()
    once: Mapping[str, str] = field(default_factory=dict)
    wholes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    billed: Paths = ()
    vendors: frozenset[str] = frozenset()
    ambiguous: bool = False
    summed: bool = False
    medium: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Every path at which a number is expected."""
        paths = {*_paths(self.prompt), *_paths(self.completion)}
        return frozenset(paths | {*self.counters, *self.total, *self.uncounted, *self.wholes})

    @cached_property
    def known(self) -> frozenset[str]:
        """Every path that this format reads."""
        return self.numbers | {word.path for word in self.words} | {*self.billed}

    def knows(self, path: str) -> bool:
        """Tell whether a path is read, or needs not be."""
        steps = path.split(".")
        prefixes = (".".join(steps[:end]) for end in range(1, len(steps) + 1))
        return path in self.known or any(prefix in self.free for prefix in prefixes)


def media(pattern: str, *kinds: str) -> Media:
    """Return where media lie whose paths differ by their name alone: `details.{}_tokens`."""
    return {kind: (pattern.format(kind),) for kind in kinds}


def first(numbers: Mapping[str, Decimal], paths: Paths) -> Decimal:
    """Return the first number that is not zero."""
    for path in paths:
        if number := numbers.get(path):
            return number
    return NOTHING


def _paths(side: Prompt | Completion) -> Iterator[str]:
    for name in (item.name for item in fields(side)):
        value = getattr(side, name)
        if isinstance(value, tuple):
            yield from value
        elif isinstance(value, Mapping):
            yield from (path for paths in value.values() for path in paths)
