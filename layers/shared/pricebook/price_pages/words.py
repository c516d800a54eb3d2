"""Words of price tables: what a head, a label or what stands behind an amount says of a price.

Everything must be understood: a word that no phrase knows makes the whole unreadable, because it
may be a condition.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from pricebook.pricing.meters import MILLION, THOUSAND


@dataclass(frozen=True, slots=True)
class Words:
    """What words say; what they do not say is None.

    Attributes:
        side: input, output, cache_read, cache_write or cache_storage.
        medium: text, image, audio or video; several with a plus between them.
        unit: what is counted, such as tokens.
        per: how many of them.
        conditions: keys of `conditions.CONDITIONS`.
        starts: the first day on which it holds.
        ends: the last one.
    """

    side: str | None = None
    medium: str | None = None
    unit: str | None = None
    per: int | None = None
    conditions: Mapping[str, object] = field(default_factory=dict)
    starts: date | None = None
    ends: date | None = None

    def beside(self, other: "Words") -> "Words | None":
        """Return what both say together, or None where they contradict each other."""
        said: dict[str, Any] = {}
        for name in ("side", "medium", "unit", "per", "starts", "ends"):
            mine, its = getattr(self, name), getattr(other, name)
            if mine is not None and its is not None and mine != its:
                return None
            said[name] = its if mine is None else mine
        return Words(**said, conditions={**self.conditions, **other.conditions})

    def holds(self, today: date) -> bool:
        """Tell whether it holds on a day."""
        return (self.starts or today) <= today <= (self.ends or today)


QUANTITIES = {"k": THOUSAND, "1k": THOUSAND, "1,000": THOUSAND, "1000": THOUSAND}
MANY = r"(?P<many>1 ?M|1,000,000|1 million|million|M|1K|1,000|1000|K)"
TIMES = {"second": "seconds", "minute": "minutes", "hour": "hours"}
OTHERS = {
    "image": "images",
    "megapixel": "megapixels",
    "512x512 tile": "tiles",
    "step": "steps",
    "page": "pages",
    "request": "requests",
}
MEDIA = {"image": "image", "images": "image", "video": "video", "audio": "audio", "text": "text"}
DAY = r"([A-Z][a-z]+ \d{1,2}, \d{4})"


def _many(match: re.Match[str]) -> int:
    return QUANTITIES.get(match["many"].lower().replace(" ", ""), MILLION)


def _tokens(match: re.Match[str]) -> Words:
    side = (match["side"] or "").strip().lower()
    sides = {"cached input": "cache_read", "cached": "cache_read", "": None}
    return Words(sides.get(side, side), unit="tokens", per=_many(match))


def _storage(match: re.Match[str]) -> Words:
    return Words("cache_storage", unit="token hours", per=_many(match))


def _counted(match: re.Match[str]) -> Words:
    return Words(unit="characters", per=_many(match))


def _time(match: re.Match[str]) -> Words:
    medium = "audio" if match["of"] else None
    return Words(medium=medium, unit=TIMES[match["time"].lower()], per=1)


def _thing(match: re.Match[str]) -> Words:
    many = QUANTITIES.get((match["count"] or "").strip().lower(), 1)
    return Words(unit=OTHERS[match["thing"].lower()], per=many)


def _media(match: re.Match[str]) -> Words | None:
    words = re.split(r"\s*(?:/|,|and)\s*", match["media"].lower().strip())
    media = {MEDIA[word] for word in words if word in MEDIA}
    if "text" in media:
        return Words(medium="text")  # what a picture or a film costs as well
    return Words(medium="+".join(sorted(media))) if media else None


def _prompts(match: re.Match[str]) -> Words:
    tokens = int(match["size"]) * (MILLION if match["scale"].lower() == "m" else THOUSAND)
    if match["order"] in {"<", "<=", "≤"}:
        return Words()
    # a prompt of exactly so many tokens counts where the sign has a line under it
    return Words(conditions={"prompt_tokens_gt": tokens - (match["order"] in {">=", "≥"})})


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%B %d, %Y").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None


def _ends(match: re.Match[str]) -> Words | None:
    day = _day(match[1])
    return Words(ends=day) if day else None


def _starts(match: re.Match[str]) -> Words | None:
    day = _day(match[1])
    return Words(starts=day) if day else None


def said(**words: Any) -> Callable[[re.Match[str]], Words]:  # noqa: ANN401 - whatever Words has
    """Return what a phrase says that says the same in every place."""
    return lambda _match: Words(**words)


PROMPTS = (
    r"\(?(?:prompts?|for prompts)? ?(?P<order><=|>=|<|>|≤|≥) ?(?P<size>\d{1,4}) ?(?P<scale>[kKmM])"
    r"(?: (?:input|prompt))?(?: tokens)?(?: context length)?\)?"
)
THINGS = (
    r"(?:/|per) ?(?P<count>1K |1,000 |1000 )?"
    r"(?P<thing>image|megapixel|512x512 tile|step|page|request)s?"
)
CACHE_READ = (
    r"cache hits?(?: (?:&|and) refreshes)?|(?:prompt )?cach(?:e|ing) reads?|context caching"
    r"|(?:input tokens|input) \(?cache hit\)?|cached(?: input)?(?: tokens)?"
)
type Phrase = tuple[str, Callable[[re.Match[str]], Words | None]]
PHRASES: tuple[Phrase, ...] = (
    (r"\((?P<media>(?:(?:text|images?|video|audio|thinking)(?: ?/ ?|, | and )?)+)\)", _media),
    (rf"(?:through|until) {DAY}", _ends),
    (rf"(?:starting|from) {DAY}", _starts),
    (PROMPTS, _prompts),
    (rf"(?:/|per) ?{MANY} tokens (?:/|per) hour(?: \(storage(?: price)?\))?", _storage),
    (rf"(?:/|per) ?{MANY} (?P<side>cached input |input |output |cached )?tokens?", _tokens),
    (r"(?:/|per) ?(?P<many>M)Tok(?P<side>)", _tokens),
    (rf"(?:/|per) ?{MANY} characters", _counted),
    (r"(?:/|per) ?(?P<of>audio )?(?P<time>second|minute|hour)s?(?: of audio)?", _time),
    (THINGS, _thing),
    (r"short context", said()),
    (r"5m cache writes?|5-minute cache writes?", said(side="cache_write")),
    (r"1h cache writes?|1-hour cache writes?",
     said(side="cache_write", conditions={"cache_ttl": "1h"})),
    (r"(?:prompt )?cach(?:e|ing) writes?", said(side="cache_write")),
    (r"cached input storage|cache storage", said(side="cache_storage")),
    (CACHE_READ, said(side="cache_read")),
    (r"(?:input tokens|input) \(?cache miss\)?", said(side="input")),
    (r"batch", said(conditions={"service_tier": "batch"})),
    (r"(?:base )?input(?: tokens?)?", said(side="input")),
    (r"output(?: tokens?)?", said(side="output")),
    (r"\(?including thinking(?: tokens)?\)?|\(?thinking included\)?", said()),
    (r"(?:in )?usd|pricing|prices?|cost|list|paid tier|rate", said()),
)  # fmt: skip
"""Phrases, the longer before what they contain, and what they say."""
COMPILED = tuple((re.compile(pattern, re.IGNORECASE), says) for pattern, says in PHRASES)


def read(text: str, more: tuple[Phrase, ...] = ()) -> Words | None:
    """Return what words say; None where one of them is not known, or two contradict each other.

    Args:
        text: without markup.
        more: phrases of one page, which come first.
    """
    result: Words | None = Words()
    own = ((re.compile(pattern, re.IGNORECASE), says) for pattern, says in more)
    for pattern, says in (*own, *COMPILED):
        for match in pattern.finditer(text):
            found = says(match)
            result = result.beside(found) if result and found else None
        text = pattern.sub(" ", text)
    return None if re.search(r"\w|[<>≤≥+%]", text) else result


METERS: Mapping[tuple[str, str, str], str] = {
    **{
        ("tokens", side, medium): f"{side}_{'' if medium == 'text' else f'{medium}_'}tokens"
        for side in ("input", "output", "cache_read", "cache_write")
        for medium in ("text", "image", "audio", "video")
        if (side, medium) not in {("cache_write", "image"), ("cache_write", "video")}
    },
    ("token hours", "cache_storage", "text"): "cache_storage_token_hours",
    ("characters", "input", "text"): "input_characters",
    ("hours", "input", "audio"): "input_hours",
    ("minutes", "input", "audio"): "input_minutes",
    ("seconds", "input", "audio"): "input_seconds",
    ("seconds", "output", "video"): "output_seconds",
    ("images", "output", "image"): "output_images",
    ("megapixels", "output", "image"): "output_megapixels",
    ("tiles", "output", "image"): "image_tiles",
    ("steps", "output", "image"): "image_steps",
    ("pages", "input", "text"): "pages",
}
"""Meters by what is counted, on which side, and of which medium."""
ONE_SIDED = {
    "token hours": ("cache_storage", "text"),
    "characters": ("input", "text"),
    "tiles": ("output", "image"),
    "steps": ("output", "image"),
    "images": ("output", "image"),
    "megapixels": ("output", "image"),
    "pages": ("input", "text"),
}
"""What has one side and one medium wherever a page does not say so."""


def meters(words: Words) -> tuple[str, ...]:
    """Return the meters that words mean; none where they do not say enough."""
    side, medium = ONE_SIDED.get(words.unit or "", ("", "text"))
    media = (words.medium or medium).split("+")
    named = [METERS.get((words.unit or "", words.side or side, one)) for one in media]
    return tuple(name for name in named if name) if all(named) else ()
