"""One product of the AWS Price List."""

from typing import Any


def product(figure: str, unit: str = "1K tokens", **attributes: str) -> dict[str, Any]:
    """Return a price list that holds one product at one price."""
    dimension = {"unit": unit, "pricePerUnit": {"USD": figure}}
    term = {"priceDimensions": {"SKU.TERM.RATE": dimension}}
    return {
        "products": {"SKU": {"sku": "SKU", "attributes": attributes}},
        "terms": {"OnDemand": {"SKU": {"SKU.TERM": term}}},
    }
