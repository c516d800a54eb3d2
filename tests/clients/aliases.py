"""Sixty names that people use, evenly from `bench/aliases.txt`, are quoted as what they mean."""

import sys
from typing import Any

import httpx

from bench.aliases import expected

NAMES = 60
USAGE = {"input_tokens": 1000, "output_tokens": 500}


def main() -> int:
    """Quote each by its name and by its id; return 1 where the totals differ."""
    with httpx.Client(base_url=sys.argv[1], timeout=120) as client:
        ids = {model["id"] for model in client.get("/v1/catalog").raise_for_status().json()["data"]}
        known = {name: means for name, means in expected().items()
                 if name not in ids and ids.issuperset(means)}  # fmt: skip
        chosen = list(known)[:: max(len(known) // NAMES, 1)][:NAMES]
        asked = [(name, quoted(client, name), [quoted(client, it) for it in known[name]])
                 for name in chosen]  # fmt: skip
    wrong = [
        (name, found, right) for name, found, right in asked if not any(it <= found for it in right)
    ]
    for difference in wrong:
        print(f"  {difference}")
    print(f"aliases: {len(asked)} quoted, {len(wrong)} wrong")
    return int(bool(wrong))


def quoted(client: httpx.Client, model: str) -> set[tuple[str, str]]:
    """Return the offers of a quote and their totals: of a name that means a model, every seller."""
    body = {"model": model, "usage": USAGE, "usage_format": "meters"}
    data: dict[str, Any] = client.post("/v1/quote", json=body).json().get("data", {})
    offers = data.get("sellers", [data])
    return {(offer.get("model", ""), offer.get("total", "")) for offer in offers}


if __name__ == "__main__":
    sys.exit(main())
