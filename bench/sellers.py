"""`python -m bench.sellers`: write the facts of the lists' sellers into the layer.

Facts only (names, kinds, addresses, variables), from ../shared/providers/sellers.json and the
`env` of models.dev. What sells no models by use (plans, tools, programs of one's own machine) is
left out, and so are our providers, whose modules say all of this.
"""

import json
from pathlib import Path
from typing import Any

from pricebook.providers import registry
from pricebook.references.sellers import FILE

SHARED = Path(__file__).parents[2] / "shared"
LISTS = {"genai-prices": "genai_prices", "litellm": "litellm", "models.dev": "models_dev"}


def main() -> None:
    """Write the file, one seller a line."""
    known = json.loads((SHARED / "reference" / "models_dev.json").read_text())
    known |= json.loads((SHARED / "reference" / "models_dev.2026-08-22.subset.json").read_text())
    sellers = json.loads((SHARED / "providers" / "sellers.json").read_text())
    others = [seller for seller in sellers if seller["slug"] not in registry()]
    rows = [_row(seller, known) for seller in others if seller["as_offer"]]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    FILE.write_text(f"[\n{lines}\n]\n")
    print(f"{FILE}: {len(rows)} sellers")


def _row(seller: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    names = {name: seller[key] for name, key in LISTS.items() if seller[key]}
    prefixes = (prefix.rstrip("/") for prefix in seller["litellm_prefixes"])
    further = [p for p in prefixes if p and p not in names.get("litellm", ())]
    row = {"slug": seller["slug"], **_facts(seller, known), "names": names, "prefixes": further}
    return {k: v for k, v in (row | {"unpriced_in": _unpriced_in(seller)}).items() if v}


def _facts(seller: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    entries = [known[name] for name in seller["models_dev"] if name in known]
    keys = [key for entry in entries for key in entry.get("env", [])]
    return {
        "name": seller["name"],
        "kind": seller["kind"],
        "website": seller["website"],
        "base_url": None if seller.get("base_url_is_template") else seller.get("openai_base_url"),
        "key": keys[0] if keys else None,
    }


def _unpriced_in(seller: dict[str, Any]) -> list[str]:
    listed = seller["list_prices_in_dollars"]
    if isinstance(listed, bool):
        return [] if listed else list(LISTS)
    return [name for name, key in LISTS.items() if listed.get(key) is False]


if __name__ == "__main__":
    main()
