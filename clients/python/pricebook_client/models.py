"""What the API answers, typed: amounts are decimals, and what is unknown is None."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Self

type Answer = Mapping[str, Any]
"""An object of an answer, its numbers as decimals."""


@dataclass(frozen=True, slots=True)
class Model:
    """One seller's offer of a model.

    Attributes:
        input_price: US dollars per 1M tokens.
        output_price: US dollars per 1M tokens.
        data: everything that the API says of it.
    """

    id: str
    provider: str
    name: str
    canonical_id: str | None
    context_length: int | None
    is_active: bool
    input_price: Decimal | None
    output_price: Decimal | None
    data: Answer = field(compare=False, repr=False)

    @classmethod
    def read(cls, data: Answer) -> Self:
        """Return a model of an answer."""
        context, pricing = data.get("context_length"), data.get("pricing") or {}
        return cls(
            id=data["id"],
            provider=data["provider"],
            name=data["name"],
            canonical_id=data.get("canonical_id"),
            context_length=None if context is None else int(context),
            is_active=data["is_active"],
            input_price=_decimal(pricing.get("prompt")),
            output_price=_decimal(pricing.get("completion")),
            data=data,
        )


@dataclass(frozen=True, slots=True)
class Price:
    """One price: an amount per so many units of a meter, under conditions.

    Attributes:
        amount: None where the state is not `known`.
        source: who states it, such as `database`, the seller's own list.
    """

    meter: str
    state: str
    amount: Decimal | None
    currency: str | None
    per: int
    conditions: Answer
    source: str
    data: Answer = field(compare=False, repr=False)

    @classmethod
    def read(cls, data: Answer) -> Self:
        """Return a price of an answer."""
        return cls(
            meter=data["meter"],
            state=data["state"],
            amount=_decimal(data.get("amount")),
            currency=data.get("currency"),
            per=int(data["per"]),
            conditions=data["conditions"],
            source=data["source"],
            data=data,
        )


@dataclass(frozen=True, slots=True)
class Offer:
    """What a model costs at one seller, at a moment.

    Attributes:
        is_active: whether it is sold now.
        input_price: US dollars per 1M tokens.
        output_price: US dollars per 1M tokens.
        source: who states the price, such as `database`, the seller's own list.
        known_from: since when any price of it is known.
    """

    id: str
    provider: str
    is_active: bool
    input_price: Decimal | None
    output_price: Decimal | None
    source: str | None
    known_from: str | None
    data: Answer = field(compare=False, repr=False)

    @classmethod
    def read(cls, data: Answer) -> Self:
        """Return an offer of an answer."""
        return cls(
            id=data["id"],
            provider=data["provider"],
            is_active=data["is_active"],
            input_price=_decimal(data["pricing"].get("prompt")),
            output_price=_decimal(data["pricing"].get("completion")),
            source=data.get("pricing_source"),
            known_from=data.get("known_from"),
            data=data,
        )


@dataclass(frozen=True, slots=True)
class Quote:
    """What a usage costs at one seller.

    Attributes:
        total: None where no figure is known.
        complete: whether nothing is missing.
        assumptions: what was assumed.
        missing: what is not known.
    """

    model: str
    total: Decimal | None
    currency: str | None
    complete: bool
    assumptions: tuple[str, ...]
    missing: tuple[str, ...]
    data: Answer = field(compare=False, repr=False)

    @classmethod
    def read(cls, data: Answer) -> Self:
        """Return a quote of an answer."""
        return cls(
            model=data["model"],
            total=_decimal(data.get("total")),
            currency=data.get("currency"),
            complete=data["complete"],
            assumptions=tuple(data.get("assumptions", ())),
            missing=tuple(data.get("missing", ())),
            data=data,
        )


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a model: new, removed, returned, price, source or deprecation."""

    id: str
    kind: str
    at: datetime
    model: str
    title: str
    summary: str
    data: Answer = field(compare=False, repr=False)

    @classmethod
    def read(cls, data: Answer) -> Self:
        """Return a change of an answer."""
        return cls(
            id=data["id"],
            kind=data["kind"],
            at=datetime.fromisoformat(data["at"]),
            model=data["model_id"],
            title=data["title"],
            summary=data.get("summary") or "",
            data=data,
        )


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
