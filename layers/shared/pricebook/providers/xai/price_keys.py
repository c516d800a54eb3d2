"""Keys of xAI's prices, which lie beside the facts of a model: those of long prompts end so."""

from pricebook.adapters.fields import Item, count, words

LONG = "_long_context"


def priced(item: Item) -> list[Item]:
    """Put the prices under one key, for a model and each other name under which it is sold.

    A zero for long prompts means the price of short ones.
    """
    prices = {key: value for key, value in item.items() if "price" in key and value}
    long = {key.removesuffix(LONG): prices.pop(key) for key in [*prices] if key.endswith(LONG)}
    start = count("long_context_threshold")(item)
    tiers = {"long_context": [{"from": start, "prices": long}]} if start else {"unbounded": long}
    rest = {key: value for key, value in item.items() if "price" not in key}
    offer = rest | {"pricing": prices | tiers | {"images": item.get("pricing")}}
    aliases = (name for name in words("aliases")(item) if name != item.get("id"))
    return [offer, *(offer | {"id": name} for name in aliases)]
