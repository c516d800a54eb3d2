"""`python -m bench.confidence`: how right second-hand prices are, by their confidence.

The rule decides from the lists alone on offers whose sellers state their own prices, and the two
are compared: base prices in dollars of sellers whose answer was recorded near the lists' days.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import batched
from typing import Any

from bench import filling
from bench.recorded import ANSWERS
from pricebook.resolution.card import Card, Rate, card_of
from pricebook.resolution.groups import same
from pricebook.resolution.moving import kind_of
from pricebook.resolution.rule import resolve
from pricebook.storage.postgres import Database

NEAR = timedelta(days=62)
"""How far a recorded answer may be from the lists: hosts change every tenth price in that time."""
COPIED = {"openrouter", "venice", "vercel-ai-gateway", "cloudflare", "chutes", "baseten"}
"""Sellers whose list models.dev copies by program, where agreement proves nothing."""
ASKED = "SELECT id, provider FROM models WHERE listed_by = '{}' AND 'known' = ANY (price_states)"

type Question = dict[str, Any]


def main() -> None:
    """Print how many base prices are right, by confidence."""
    filling.require()
    with filling.filled(keyless=False) as url:
        report(url)


def report(url: str) -> None:
    """Print the table of a filled catalogue."""
    right, total = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for provider, confidence, correct in judged(Database(url)):
        group = "copied by models.dev" if provider in COPIED else "others"
        total[group, confidence] += 1
        right[group, confidence] += correct
    for key, count in sorted(total.items()):
        print(f"{key[0]:24}{key[1]:12}{right[key]:6} of {count:5}{100 * right[key] / count:7.1f} %")


def judged(database: Database) -> Iterator[tuple[str, str, bool]]:
    """Yield of each compared base price its seller, its confidence, and whether it is right."""
    lists = date.fromisoformat(filling.DAY)
    sellers = {s for s, day in ANSWERS.items() if abs(day - lists) <= NEAR}
    providers = {i: p for i, p in database.run(ASKED) if p in sellers}
    for ids in batched(sorted(providers), 2000, strict=False):
        ((questions,),) = database.run("sync.resolution.questions", ids=list(ids))
        for question in json.loads(questions):
            for confidence, correct in _judge(question):
                yield providers[question["id"]], confidence, correct


def _judge(question: Question) -> Iterator[tuple[str, bool]]:
    own = {rate.key: rate for row in question["own"] or () if (rate := _rate(row))}
    cards = [_card(row) for row in question["cards"] or () if row["name"] == question["name"]]
    kind = kind_of(question["name"], question["kind"])
    draws = question["draws"] or "image" in question["name"].lower()
    for taken in resolve(cards, kind, draws=draws).prices:
        if taken.rate.key in own and not taken.rate.conditions:
            yield taken.confidence, same(own[taken.rate.key], taken.rate)


def _rate(row: Mapping[str, Any]) -> Rate | None:
    if row["state"] != "known" or row["currency"] != "USD" or row["source"] != "database":
        return None
    return Rate(row["meter"], row["conditions"], Decimal(row["amount"]), row["published"])


def _card(row: Mapping[str, Any]) -> Card:
    exact = row["match"] == "exact"
    return card_of(row["source"], row["prices"], exact=exact, doubtful=row["doubtful"])


if __name__ == "__main__":
    main()
