"""Opper. US dollars per 1M tokens, through binary floats: one figure for each band of prompts.

Some have a surcharge in place of bands: above a threshold what goes in and what comes out cost so
many times as much. The unit is called `token` or `per_mtok`; other units stay unread.
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
HOUR = "cache_creation_1h"
PER_TOKEN = equals("billing_unit", "token", "per_mtok")
tokens = partial(Charge, unit="USD per 1M tokens", per=MILLION, from_float=True, when=PER_TOKEN)
ABOVE = "input_surcharge_threshold_tokens"
IN, OUT = "input_surcharge_multiplier", "output_surcharge_multiplier"
SURCHARGED = tuple(
    tokens(f"pricing.{key}", meter, factor_paths=(f"pricing.{OUT if key == 'output' else IN}",))
    for key, meter in METERS.items()
)
CHARGES = (
    *(tokens(f"pricing.{key}", meter) for key, meter in METERS.items()),
    tokens(f"pricing.{HOUR}", "cache_write_tokens", conditions={"cache_ttl": "1h"}),
)


def banded(item: Item) -> Iterable[Item]:
    """Turn lists in step into the base and its bands; lists out of step stay, and are refused."""
    pricing = find(item, "pricing")
    if not isinstance(pricing, dict):
        return (item,)
    item = item | {"billing_unit": pricing.get("billing_unit")}
    columns = {k: pricing[k] for k in (*METERS, HOUR) if isinstance(pricing.get(k), list)}
    above = pricing.get("thresholds") or []
    steps = [None, *above] if isinstance(above, list) else []
    if not columns or any(len(column) != len(steps) for column in columns.values()):
        return (item,)
    base, *bands = (
        dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)
    )
    bands = [{"above": step, **band} for step, band in zip(above, bands, strict=True)]
    surcharge = {key: pricing[key] for key in (ABOVE, IN, OUT) if key in pricing}
    rest = {k: pricing[k] for k in pricing if k not in {*columns, *surcharge, "thresholds"}}
    surcharge |= {key: base.get(key) for key in METERS} if ABOVE in surcharge else {}
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
        PriceVariants("pricing.surcharge", (prompt_above(ABOVE),), SURCHARGED, single=True),
    ),
    unpriced=frozenset({"pricing.billing_unit"}),
)
