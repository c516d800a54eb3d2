"""Ranking: the sellers of one model, the ordinary and complete ones before the others."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from pricebook.quote.answer import Answer
from pricebook.quote.exchange import DOLLAR
from pricebook.quote.offer import Offer


def competing(offers: Sequence[Offer], tier: object, *, include_variants: bool) -> list[Offer]:
    """Return the offers that were asked for: variants only where a tier, or a flag, names them.

    Args:
        offers: all offers of a canonical model.
        tier: the service tier of the request.
        include_variants: whether every variant competes.
    """
    wanted = [
        offer
        for offer in offers
        if include_variants or offer.variant is None or offer.variant == tier
    ]
    return wanted or list(offers)


def ranked(answers: Iterable[Answer]) -> list[Answer]:
    """Return quotes in the order in which a buyer wants them.

    Ordinary offers before variants, complete quotes before incomplete ones, dollars (or the
    currency that was asked for) before what nobody can compare, ordinary sellers before those whose
    price is in doubt, then the cheapest.
    """
    return sorted(answers, key=_rank)


def _rank(answer: Answer) -> tuple[object, ...]:
    currency, total = answer.comparable
    foreign = "" if currency in {None, DOLLAR} or answer.converted else str(currency)
    variant = answer.offer.variant
    ordinary = variant is None or variant == answer.request.stated.get("service_tier")
    return (
        not ordinary,
        bool(answer.missing),
        total is None,
        foreign,
        answer.offer.doubt,
        total if total is not None else Decimal(),
        answer.offer.model,
    )
