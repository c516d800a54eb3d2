"""`python -m bench.identity [--draw SEED]`: which listings are one model, against a reader.

`identity.txt` has listings that a person has judged: some that nobody else shared a model with,
and some that are joined. `--draw` prints a hundred lone listings of today, to be judged anew,
without Featherless, four of five of them, whose accounts tune models of their own.
"""

import sys
from collections import Counter
from hashlib import md5
from pathlib import Path

from bench import filling
from pricebook.storage.postgres import Database

LABELS = Path(__file__).with_name("identity.txt")
ALONE = "-"
"""The model of a listing that nobody else sells."""
DRAWN = 100
TUNES = "featherless"
LISTINGS = """
SELECT
  m.provider || ' ' || m.provider_model_id, m.provider,
  CASE WHEN m.canonical_id IS NOT NULL AND EXISTS (
    SELECT FROM models o
    WHERE o.is_active AND o.canonical_id = m.canonical_id AND o.provider <> m.provider
  ) THEN m.canonical_id ELSE '-' END
FROM models m WHERE m.is_active
"""
"""Each listing with its seller and its model, where another seller has it too."""


def main() -> None:
    """Score the labelled listings, or draw new ones."""
    filling.require()
    with filling.filled(keyless=False) as url:
        if sys.argv[1:2] == ["--draw"]:
            print("\n".join(drawn(url, sys.argv[2])))
        else:
            report(url)


def drawn(url: str, seed: str) -> list[str]:
    """Return lone listings in the order of the MD5 of the seed and their names."""
    lone = [name for name, seller, model in listings(url) if model == ALONE and seller != TUNES]
    order = sorted(lone, key=lambda name: md5(f"{seed}:{name}".encode()).hexdigest())  # noqa: S324 - an order, no secret
    return order[:DRAWN]


def report(url: str) -> None:
    """Print how many of each kind are right, and which are not."""
    models = {name: model for name, _, model in listings(url)}
    right, total = Counter[str](), Counter[str]()
    for kind, name, label in labels():
        if name in models:
            total[kind] += 1
            right[kind] += models[name] == label
            if models[name] != label:
                print(f"  {name} is {models[name]}, expected {label}")
    for kind, count in total.items():
        print(f"{kind}: {right[kind]} of {count} right")


def listings(url: str) -> list[list[str]]:
    """Return every active listing."""
    database = Database(url)
    rows = database.run(LISTINGS)
    database.close()
    return rows


def labels() -> list[tuple[str, str, str]]:
    """Return the labelled listings: the kind, the listing, its model."""
    kind, labelled = "", []
    for line in LABELS.read_text().splitlines():
        if line.startswith("## "):
            kind = line.removeprefix("## ")
        elif " = " in line and not line.startswith("#"):
            name, _, label = line.rpartition(" = ")
            labelled.append((kind, name, label))
    return labelled


if __name__ == "__main__":
    main()
