"""`python -m bench.facts`: what lists state of models, against the sellers' own words.

Context within 5 per cent, and each capability as yes or no. Sellers that models.dev copies by
program are counted apart: there agreement proves nothing. So are names that move (-latest), for
answers and lists are of different months.
"""

from collections import Counter
from pathlib import Path

from bench import filling
from bench.confidence import COPIED
from pricebook.identity.releases import MOVING
from pricebook.storage.postgres import Database

WORDS = Path(__file__).with_suffix(".sql").read_text().partition("\n")[2]
MAX_NAMED = 5
"""How many sellers are named that disagree most often."""


def main() -> None:
    """Print how often lists are right, by fact and list."""
    filling.require()
    with filling.filled(keyless=False) as url:
        report(url)


def report(url: str) -> None:
    """Print the table of a filled catalogue."""
    right, total = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    wrong: dict[str, Counter[str]] = {}
    for seller, model_id, fact, source, agrees in Database(url).run(WORDS):
        moves = model_id.endswith("-latest") or model_id in MOVING
        group = "copied" if seller in COPIED else "moving" if moves else "others"
        keys: tuple[tuple[str, ...], ...] = ((fact, group, source), (fact, group, "all"))
        for key in keys:
            total[key] += 1
            right[key] += agrees
        wrong.setdefault(fact, Counter())[seller] += not agrees
    for key, count in sorted(total.items()):
        share = f"{right[key]:6} of {count:5}{100 * right[key] / count:7.1f} %"
        print(f"{key[0]:20}{key[1]:8}{key[2]:24}{share}")
    for fact, sellers in wrong.items():
        print(f"{fact} differs at {dict(sellers.most_common(MAX_NAMED))}")


if __name__ == "__main__":
    main()
