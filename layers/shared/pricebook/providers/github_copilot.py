"""GitHub Copilot, the table of its documentation. US dollars per 1M tokens, as "$2.00".

Use is paid in credits of a plan at these rates since June 2026: they are no price of an API. A
model is a name and has no id; it stands there once for each length of prompt, "> 272K" or "\u2264
272K". "Not applicable" and words like it say nothing; of a row with another word the rest stands.
https://docs.github.com/en/copilot/reference/copilot-billing, shape last seen 2026-11.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from pricebook.adapters.charges import Charge
from pricebook.adapters.conditions import PriceVariants, prompt_above
from pricebook.adapters.fields import Item, required, text
from pricebook.adapters.provider import Provider
from pricebook.adapters.yaml_answers import yaml_answer
from pricebook.pricing.meters import MILLION

MARK = re.compile(r"\[\^[\w-]+\]")
CLEAR = re.compile(
    r"(?:\$(?P<amount>[0-9]{1,9}(?:\.[0-9]{1,9})?)|n/?a|none|null|not (?:applicable|available)"
    r"|[-~\u2013\u2014])?",
    re.IGNORECASE,
)
"""Cells with an amount, or with a word for none."""
LONG = re.compile(r"> ?([0-9]{1,6})K")
SHORT = re.compile(r"|not applicable|(?:\u2264|<=?) ?[0-9]{1,6}K", re.IGNORECASE)
THOUSAND_TOKENS = 1_000
FIGURES = ("input", "cached_input", "cache_write", "output")
tokens = partial(Charge, unit="USD per 1M tokens", per=MILLION)
CHARGES = (
    tokens("pricing.input", "input_tokens"),
    tokens("pricing.output", "output_tokens"),
    tokens("pricing.cached_input", "cache_read_tokens"),
    tokens("pricing.cache_write", "cache_write_tokens"),
)


def by_name(rows: Iterable[Any]) -> Iterator[Any]:
    """Join the rows of a model; what has no name goes on, to be set aside."""
    models: dict[str, Item] = {}
    for row in rows:
        name = row.get("model") if isinstance(row, dict) else None
        if not isinstance(name, str):
            yield row
            continue
        called = " ".join(MARK.sub("", name).split())
        model = models.setdefault(called, row | {"model": called, "pricing": {"rows": []}})
        figures = {k: CLEAR.fullmatch(f"{row[k]}".strip()) for k in FIGURES if k in row}
        clear = {k: figure["amount"] for k, figure in figures.items() if figure}
        model["pricing"]["rows"].append(_where(row) | clear)
        model["pricing"] |= {f"{k}, unclear": row[k] for k in figures if k not in clear}
        # an amount in a note or a new column is a price that nobody reads, and is told
        model["pricing"] |= {k: v for k, v in row.items() if k not in FIGURES and "$" in f"{v}"}
    for model in models.values():
        yield {key: value for key, value in model.items() if key not in FIGURES}


def _where(row: Item) -> Item:
    """Return where a row's prices begin; what is unclear keeps a key of its own."""
    words = f"{row.get('threshold') or ''}".strip()
    start = LONG.fullmatch(words)
    where: Item = {} if start or SHORT.fullmatch(words) else {"unknown threshold": words}
    return where | {"above": int(start[1]) * THOUSAND_TOKENS if start else 0}


provider = Provider(
    slug="github-copilot",
    name="GitHub Copilot",
    kind="aggregator",
    website="https://github.com/features/copilot",
    docs_url="https://docs.github.com/en/copilot/reference/copilot-billing/models-and-pricing",
    api="https://api.githubcopilot.com",
    spellings=((r" ", "-"),),
    url="https://raw.githubusercontent.com/github/docs/main/data/tables/copilot/models-and-pricing.yml",
    records=None,
    decode=yaml_answer,
    interval="1 day",
    gather=by_name,
    fields={"provider_model_id": required("model"), "health_status": text("release_status")},
    prices=(PriceVariants("pricing.rows", (prompt_above("above"),), CHARGES),),
)
