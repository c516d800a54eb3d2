"""Volume: usage that cannot be that of one request, for no prompt is so long.

Where prices depend on the length of a prompt, a sum of many requests would be charged as one of
enormous length.
"""

from collections.abc import Sequence
from decimal import Decimal

from pricebook.pricing.conditions import LONG_PROMPT
from pricebook.pricing.meters import PROMPT, tokens
from pricebook.quote.offer import Offer
from pricebook.quote.request import QuoteRequest
from pricebook.validation import bad

TIMES_TIERED, TIMES = 2, 10
"""How many times the context a prompt may have: where its length decides prices, and elsewhere."""


def require_one_request(request: QuoteRequest, offers: Sequence[Offer]) -> None:
    """Refuse usage far beyond the context of every offer.

    Raises:
        BadRequest: it looks like a volume; the message has the right form.
    """
    contexts = [offer.facts.context_length for offer in offers]
    if request.usage.summed or request.receipt or None in contexts or not contexts:
        return
    context = max(length for length in contexts if length is not None)
    steps = {count.step for count in request.usage.counts}
    prompt = max((_prompt(request, step) for step in steps), default=Decimal())
    limits = [step for offer in offers for step in offer.card.steps(LONG_PROMPT)]
    tiered = any(prompt > limit for limit in limits)
    if not tiered and not any(offer.writes for offer in offers):
        return
    if prompt > context * (TIMES_TIERED if tiered else TIMES):
        number = int(prompt // context) + 1
        raise bad(
            "usage",
            f"a prompt of {prompt} tokens looks like a volume: the model's context is {context};"
            f" send requests: the usage of one, and how many there were, as in"
            f' {{"requests": {number}, "usage": {{"input_tokens": {int(prompt // number)}}}}}',
        )


def _prompt(request: QuoteRequest, step: int) -> Decimal:
    return tokens((c for c in request.usage.counts if c.step == step), *PROMPT)
