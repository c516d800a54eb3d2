"""Each maker that sells its own models is in models.dev's feed, with contexts, at our prices."""

import sys
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import httpx

from pricebook.providers import registry
from tests.support.seller_names import names_in

SHARE = 0.5
"""Of a maker's text models at least this share has a context."""
PRICED = {"prompt", "completion"}


def main() -> int:
    """Compare models.dev's feed with the catalogue; return 1 where a maker or a fact is missing."""
    with httpx.Client(base_url=sys.argv[1], timeout=120) as client:
        listed = client.get("/v1/catalog").raise_for_status().json()["data"]
        feed = client.get("/feeds/models.dev/api.json").raise_for_status().json()
    makers = {slug: provider.sells_own for slug, provider in registry().items()}
    sold: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for model in listed:
        creator = str(model["canonical_id"]).partition("/")[0]
        if creator in makers.get(model["provider"], ()) and PRICED <= model["pricing"].keys():
            sold[model["provider"]].append(model)
    wrong = [
        trouble for slug, models in sorted(sold.items()) for trouble in troubles(feed, slug, models)
    ]
    for trouble in wrong:
        print(f"  {trouble}")
    print(f"makers: {', '.join(sorted(sold))}: {len(wrong)} wrong")
    return int(bool(wrong) or not sold)


def troubles(feed: Mapping[str, Any], slug: str, models: list[dict[str, Any]]) -> list[str]:
    """Return what is wrong with a maker in the feed."""
    told = feed.get(names_in("models.dev").get(slug, slug), {}).get("models", {})
    found = [(model, told[name]) for model in models
             if (name := model["provider_model_id"]) in told]  # fmt: skip
    known = [entry for _, entry in found if entry["limit"]["context"]]
    wrong = [
        f"{model['id']}: {entry.get('cost')}, {model['pricing']}"
        for model, entry in found
        if "exchange" not in model and entry["cost"]["input"] != float(model["pricing"]["prompt"])
    ]
    if not found:
        wrong.append(f"{slug}: none of {len(models)} priced models is in the feed")
    elif len(known) < SHARE * len(found):
        wrong.append(f"{slug}: {len(known)} of {len(found)} models have a context")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
