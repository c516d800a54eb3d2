"""Opper. US dollars per 1M tokens, through binary floats: one figure for each band of prompts.

Some have a surcharge in place of bands: above a threshold the input costs so many times as much.
https://api.opper.ai/v3/models, shape last seen 2026-11.
"""

from collections.abc import Iterable
from functools import partial

from pricebook.adapters.charges import Charge
from pricebook.adapters.conditions import PriceVariants, prompt_above
from pricebook.adapters.fields import (
    Item,
    capabilities,
    count,
    count_below,
    equals,
    find,
    inputs_of_kind,
    outputs_of_kind,
    required,
    text,
)
from pricebook.adapters.provider import Provider
from pricebook.pricing.meters import MILLION

METERS = {
    "input": "input_tokens",
    "output": "output_tokens",
    "cached_input": "cache_read_tokens",
    "cache_creation": "cache_write_tokens",
}
PER_TOKEN = equals("billing_unit", "token")
tokens = partial(Charge, unit="USD per 1M tokens", per=MILLION, from_float=True, when=PER_TOKEN)
SURCHARGE = ("input_surcharge_threshold_tokens", "input_surcharge_multiplier")
SURCHARGED = tokens(
    "pricing.input", "input_tokens", factor_paths=("pricing.input_surcharge_multiplier",)
)
CHARGES = tuple(tokens(f"pricing.{key}", meter) for key, meter in METERS.items())


def banded(item: Item) -> Iterable[Item]:
    """Turn lists in step into the base and its bands; lists out of step stay, and are refused."""
    pricing = find(item, "pricing")
    if not isinstance(pricing, dict):
        return (item,)
    item = item | {"billing_unit": pricing.get("billing_unit")}
    columns = {key: pricing[key] for key in METERS if isinstance(pricing.get(key), list)}
    above = pricing.get("thresholds") or []
    steps = [None, *above] if isinstance(above, list) else []
    if not columns or any(len(column) != len(steps) for column in columns.values()):
        return (item,)
    base, *bands = (
        dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)
    )
    bands = [{"above": step, **band} for step, band in zip(above, bands, strict=True)]
    rest = {key: pricing[key] for key in pricing if key not in {*columns, *SURCHARGE, "thresholds"}}
    surcharge = {key: pricing[key] for key in SURCHARGE if key in pricing}
    surcharge |= {"input": base.get("input")} if surcharge else {}
    return (item | {"pricing": {**rest, **base, "bands": bands, "surcharge": surcharge}},)


provider = Provider(
    slug="opper",
    name="Opper",
    kind="aggregator",
    website="https://opper.ai",
    docs_url="https://api.opper.ai/v3/models",
    api="https://api.opper.ai/v3",
    url="https://api.opper.ai/v3/models?limit=2000",
    records="models",
    offers=banded,
    fields={
        "provider_model_id": required("id"),
        "name": text("name"),
        "context_length": count("context_window"),
        "max_output_tokens": count_below("max_output_tokens", "context_window"),
        "input_modalities": inputs_of_kind("type"),
        "output_modalities": outputs_of_kind("type"),
        "capabilities": capabilities("capabilities"),
    },
    prices=(
        *CHARGES,
        PriceVariants("pricing.bands", (prompt_above("above"),), CHARGES),
        PriceVariants(
            "pricing.surcharge", (prompt_above(SURCHARGE[0]),), (SURCHARGED,), single=True
        ),
    ),
    unpriced=frozenset({"pricing.billing_unit"}),
)
