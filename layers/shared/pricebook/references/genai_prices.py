"""genai-prices. US dollars per million tokens, or per thousand of what is counted one by one.

https://github.com/pydantic/genai-prices, shape last seen 2026-08-21.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from pricebook.adapters.fields import count, day, find
from pricebook.errors import Unreadable
from pricebook.pricing.meters import MILLION, THOUSAND
from pricebook.pricing.price import Price
from pricebook.references import BASE, ListedOffer, Match, Reference, quoted, rows, stated
from pricebook.references.matching import Entries, Entry, equal_ids, spellings
from pricebook.references.sellers import Known

URL = "https://raw.githubusercontent.com/pydantic/genai-prices/main/prices/new_data/v2/data.json"
UNITS = {"mtok": (MILLION, "USD per 1M tokens"), "kcount": (THOUSAND, "USD per 1K")}
ONE_HOUR = "cache_write_1h_mtok"

THROUGH_HUGGINGFACE = "huggingface_"
"""Begins the name of a seller that is reached through Hugging Face's router."""
METERS = {
    "input_mtok": "input_tokens",
    "output_mtok": "output_tokens",
    "output_reasoning_mtok": "reasoning_tokens",
    "output_citation_mtok": "citation_tokens",
    "cache_read_mtok": "cache_read_tokens",
    "cache_write_mtok": "cache_write_tokens",
    ONE_HOUR: "cache_write_tokens",
    "input_image_mtok": "input_image_tokens",
    "output_image_mtok": "output_image_tokens",
    "cache_image_read_mtok": "cache_read_image_tokens",
    "input_audio_mtok": "input_audio_tokens",
    "output_audio_mtok": "output_audio_tokens",
    "cache_audio_read_mtok": "cache_read_audio_tokens",
    "input_video_mtok": "input_video_tokens",
    "output_video_mtok": "output_video_tokens",
    "requests_kcount": "requests",
    "web_searches_kcount": "web_searches",
}
CLOCK = re.compile(r"(\d\d:\d\d)(?::00)?(?:Z|\+00:00)")


def read_on(body: Any, known: Known, today: date) -> Iterator[ListedOffer]:  # noqa: ANN401 - decoded JSON
    """Yield what the list states, at a day's prices, of the ids that it names or means."""
    if not isinstance(body, list):
        raise Unreadable(f"{URL}: the body is {body!r:.200}, expected a list of providers")
    entries = {str(entry.get("id")): rows(entry.get("models")) for entry in rows(body)}
    taken_apart = {name: [Entry(model) for model in models] for name, models in entries.items()}
    fallbacks = {str(e.get("id")): _strings(e.get("fallback_model_providers")) for e in rows(body)}
    for name, models in entries.items():
        others = [entry for other in fallbacks[name] for entry in taken_apart.get(other, [])]
        cards = Cards(Entries(taken_apart[name]), Entries(others), today)
        for door, (slug, suffix) in enumerate(doors(name, known)):
            for model_id in _once([*known_ids(known, slug, suffix), *_named_ids(models, door)]):
                yield from cards.of(slug, model_id, suffix)


def known_ids(known: Known, slug: str, suffix: str) -> Iterator[str]:
    """Yield the known ids of a seller, without what they end in.

    Args:
        known: the ids of every seller.
        slug: the seller.
        suffix: what the ids end in; others are left out.
    """
    ids = known.ids.get(slug, ())
    return (model_id.removesuffix(suffix) for model_id in ids if model_id.endswith(suffix))


@dataclass(slots=True)
class Cards:
    """The entries of one seller, and what each states, read once however many ids it means."""

    models: Entries
    fallback: Entries
    today: date
    read: dict[int, tuple[Price, ...]] = field(default_factory=dict)

    def of(self, slug: str, model_id: str, suffix: str) -> Iterator[ListedOffer]:
        """Yield what is stated of an id, at most one offer."""
        for spelling in spellings(model_id):
            if entry := self.models.first(spelling):
                yield self._offer(entry, _match(entry, spelling), slug, f"{model_id}{suffix}")
                return
            if entry := self.fallback.first(spelling):
                yield self._offer(entry, "fallback", slug, f"{model_id}{suffix}")
                return

    def _offer(self, entry: dict[str, Any], match: Match, slug: str, model_id: str) -> ListedOffer:
        if id(entry) not in self.read:
            self.read[id(entry)] = tuple(_prices(entry.get("prices"), self.today))
        listed_as = str(entry.get("id"))
        return ListedOffer(slug, model_id, self.read[id(entry)], _facts(entry), listed_as, match)


def _facts(entry: dict[str, Any]) -> dict[str, Any]:
    # its descriptions and names are sentences of others, its windows rounded
    return stated({"context_length": count("context_window")(entry)})


def _match(entry: dict[str, Any], model_id: str) -> Match:
    named = (name.lower() for name in equal_ids(entry.get("match")))
    return "exact" if model_id in named else "rule"


def _named_ids(models: list[dict[str, Any]], door: int) -> list[str]:
    """Return the ids that are named in full, which are those of the seller's first door."""
    if door:
        return []
    return [name for model in models for name in _once_spelled(model)]


def _once_spelled(model: dict[str, Any]) -> list[str]:
    """Return the ids that an entry names, one of each spelling: gpt-5-1 is an alias of gpt-5.1."""
    names = sorted(equal_ids(model.get("match")), key=lambda name: name != model.get("id"))
    return list({_dashed(name): name for name in reversed(names)}.values())


def _dashed(model_id: str) -> str:
    return re.sub(r"[._]", "-", model_id.lower())


def _strings(value: object) -> list[str]:
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def _once(ids: list[str]) -> list[str]:
    """Return each id once, however it is spelt; the first spelling stays."""
    return list({model_id.lower(): model_id for model_id in reversed(ids)}.values())


def doors(name: str, known: Known) -> list[tuple[str, str]]:
    """Return whom we call so, and what our ids of its models end in."""
    if name.startswith(THROUGH_HUGGINGFACE):
        return [("huggingface", f":{name.removeprefix(THROUGH_HUGGINGFACE)}")]
    return [(seller.slug, "") for seller in known.named("genai-prices").get(name, [])]


def _prices(prices: object, today: date) -> Iterator[Price]:
    entries = [{"prices": prices}] if isinstance(prices, dict) else rows(prices)
    begun = [entry for entry in entries if _begun(entry.get("constraint"), today)]
    for entry in begun[-1:]:
        yield from _card(entry.get("prices"), BASE)
    for entry in entries:
        if hours := _hours(entry.get("constraint")):
            yield from _card(entry.get("prices"), {"utc_windows": [hours]})


def _begun(constraint: object, today: date) -> bool:
    if constraint is None:
        return True
    start = day("start_date")(constraint) if isinstance(constraint, dict) else None
    return start is not None and start <= today


def _hours(constraint: object) -> list[str] | None:
    match constraint:
        case {"start_time": str(start), "end_time": str(end), **others} if not others:
            hours = [CLOCK.fullmatch(start), CLOCK.fullmatch(end)]
            return [hour[1] for hour in hours if hour] if all(hours) else None
    return None


def _card(rates: object, conditions: Mapping[str, object]) -> Iterator[Price]:
    if not isinstance(rates, dict):
        return
    for key, value in rates.items():
        if key in METERS:
            ttl = {"cache_ttl": "1h"} if key == ONE_HOUR else {}
            yield from _rate(key, value, {**conditions, **ttl})


def _rate(key: str, value: object, conditions: Mapping[str, object]) -> Iterator[Price]:
    per, unit = UNITS[key.rpartition("_")[2]]
    base = value.get("base") if isinstance(value, dict) else value
    yield from quoted(METERS[key], base, unit, per=per, conditions=conditions)
    for tier in rows(find(value, "tiers")):
        if start := count("start")(tier):
            over = {**conditions, "prompt_tokens_gt": start}
            yield from quoted(METERS[key], tier.get("price"), unit, per=per, conditions=over)


reference = Reference(
    name="genai-prices",
    url=URL,
    docs_url="https://github.com/pydantic/genai-prices",
    read=lambda body, known: read_on(body, known, datetime.now(UTC).date()),
    by_rule=True,
)
