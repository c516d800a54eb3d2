"""What somebody asks to have quoted: the fields of a request, checked and typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from pricebook.pricing.conditions import DEFAULTED, STATED
from pricebook.quote import usage
from pricebook.quote.matching import Value, same
from pricebook.quote.usage import Usage
from pricebook.quote.usage_formats import STANDARD_TIER
from pricebook.validation import bad, unknown

FIELDS = {"model", "canonical", "usage", "at", "known_at", "receipt", "seconds"} | STATED
RECEIPT = {"model", "at", "prices"}
MAX_WORD_LENGTH, MAX_NAME_LENGTH, MAX_RECEIPT_PRICES = 100, 500, 1000
MAX_PRICE_ID = 2**63 - 1
MAX_SECONDS = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRequest:
    """One thing to quote.

    Attributes:
        usage: what was used.
        stated: under which conditions, without those that are the standard.
        sizes: what usage does not tell: the `seconds` of a clip.
        model: the id of an offer, or of a canonical model.
        canonical: the id of a canonical model.
        at: when it was used; now, where nothing is given.
        known_at: as we knew the prices then; now, where nothing is given. A receipt beats it.
        prices: the ids of the prices to go by, out of a receipt.
    """

    usage: Usage
    stated: Mapping[str, Value]
    sizes: Mapping[str, Decimal]
    model: str | None
    canonical: str | None
    at: datetime | None
    known_at: datetime | None
    prices: tuple[int, ...] | None

    def question(self) -> dict[str, object]:
        """Return what the ledger is asked, as JSON."""
        return {
            "model": self.model,
            "canonical": self.canonical,
            "at": self.at and self.at.isoformat(),
            "known_at": self.known_at and self.known_at.isoformat(),
            "receipt": self.prices,
        }


def parse(payload: object) -> QuoteRequest:
    """Read one request.

    Raises:
        BadRequest: a field is missing, unknown, or makes no sense.
    """
    if not isinstance(payload, dict):
        raise bad("The request", "expected an object with a model and usage")
    for field in sorted(payload.keys() - FIELDS):
        raise unknown(field, FIELDS)
    receipt = _receipt(payload.get("receipt"))
    for field in receipt.keys() & payload.keys():
        _require_same(field, payload[field], receipt[field])
    names = {field: _name(field, value) for field, value in _named(payload | receipt).items()}
    if len(names) != 1:
        raise bad(
            "model", "expected the id of a model, or `canonical` with that of a canonical one"
        )
    used = usage.read(payload.get("usage"))
    return QuoteRequest(
        usage=used,
        stated=_stated(payload, used.stated),
        sizes=_sizes(payload.get("seconds")),
        model=names.get("model"),
        canonical=names.get("canonical"),
        at=_time("at", (payload | receipt).get("at")),
        known_at=None if receipt else _time("known_at", payload.get("known_at")),
        prices=_ids(receipt.get("prices")) if receipt else None,
    )


def _receipt(payload: object) -> dict[str, object]:
    if payload is None:
        return {}
    if not isinstance(payload, dict) or payload.keys() != RECEIPT or None in payload.values():
        raise bad(
            "receipt", f"expected an object with {', '.join(sorted(RECEIPT))}, as a quote has"
        )
    return payload


def _require_same(field: str, payload: object, receipted: object) -> None:
    """Refuse a request that contradicts its receipt."""
    times = field == "at" and None not in (payload, receipted)
    one, other = (_time(field, t) if times else t for t in (payload, receipted))
    if one is not None and one != other:
        raise bad(field, "the receipt says something else; leave this out")


def _named(payload: Mapping[str, object]) -> dict[str, object]:
    return {key: payload[key] for key in ("model", "canonical") if payload.get(key) is not None}


def _name(field: str, value: object) -> str:
    if (
        not isinstance(value, str)
        or not 0 < len(value) <= MAX_NAME_LENGTH
        or not value.isprintable()
    ):
        raise bad(field, "expected an id such as 'openai/gpt-5.5'")
    return value


def _stated(payload: Mapping[str, object], in_usage: Mapping[str, str]) -> dict[str, Value]:
    stated = {
        key: _word(key, payload[key]) for key in STATED & payload.keys() if payload[key] is not None
    }
    for key in stated.keys() & in_usage.keys():
        if not same(stated[key], in_usage[key]):
            raise bad(key, f"usage says {in_usage[key]!r}, and this {stated[key]!r}")
    stated = {**in_usage, **stated}
    ordinary = DEFAULTED | in_usage.keys()
    return {k: stated[k] for k in sorted(stated) if k not in ordinary or stated[k] != STANDARD_TIER}


def _word(field: str, value: object) -> Value:
    if isinstance(value, bool):
        return value
    if (
        not isinstance(value, str)
        or not 0 < len(value) <= MAX_WORD_LENGTH
        or not value.isprintable()
    ):
        raise bad(field, "expected a word, or true or false")
    word = value.casefold()
    return STANDARD_TIER if field in DEFAULTED and word == "default" else word


def _sizes(seconds: object) -> dict[str, Decimal]:
    if seconds is None:
        return {}
    if not isinstance(seconds, Decimal) or not 0 <= seconds <= MAX_SECONDS:
        raise bad("seconds", "expected the length of a clip, as a number of at least zero")
    return {"seconds": seconds}


def _time(field: str, value: object) -> datetime | None:
    if value is None:
        return None
    fits = "expected a time such as '2026-07-29T12:00:00Z', or a date, which means midnight UTC"
    if not isinstance(value, str):
        raise bad(field, fits)
    try:
        time = datetime.fromisoformat(value)
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):
        raise bad(field, fits) from None


def _ids(payload: object) -> tuple[int, ...]:
    if not isinstance(payload, list) or len(payload) > MAX_RECEIPT_PRICES:
        raise bad("receipt.prices", f"expected a list of at most {MAX_RECEIPT_PRICES} ids")
    for value in payload:
        if not isinstance(value, Decimal) or not 0 < value <= MAX_PRICE_ID or value % 1:
            raise bad("receipt.prices", "expected the ids of prices, as a quote has them")
    return tuple(int(value) for value in payload)
