"""`make audit`: what the providers' own lists say, against what three reference lists say of it."""

import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from bench import filling, report
from bench.comparison import (
    SAME_DAY,
    Card,
    Comparison,
    Key,
    Model,
    Opinion,
    Said,
    agree,
    card,
)
from bench.filling import REPLAY, SHARED
from bench.recorded import ANSWERS, LISTS
from pricebook import telemetry
from pricebook.errors import PricebookError
from pricebook.pricing.price import Figure
from pricebook.providers import registry
from pricebook.references import references
from pricebook.references.sellers import Known
from pricebook.storage.postgres import connect
from pricebook.sync import provider_run
from pricebook.sync.listed_sellers import listed_sellers

ROOT = Path(__file__).parents[1]
SQL = (ROOT / "bench" / "audit.sql").read_text()


@contextmanager
def filled() -> Iterator[str]:
    """Have a database with every provider's recorded answer in it, for a while."""
    with filling.stores() as url, filling.replayed() as upstream:
        os.environ["PRICEBOOK_UPSTREAM"] = upstream
        synchronise()
        yield url


def synchronise() -> None:
    """Synchronise every provider, and tell what could not be read."""
    telemetry.logger.setLevel("ERROR")
    for slug in registry():
        try:
            run = provider_run.run(slug, triggered_by="cli")
        except PricebookError as error:
            print(f"{slug}: not compared, {error}")
            continue
        if run.status != "success":
            print(
                f"{slug}: {run.status}, {'; '.join(str(error['sample']) for error in run.errors)}"
            )


def own(url: str) -> dict[Model, Card]:
    """Return what the providers' own lists said, by model."""
    connection = connect(url)
    stated: dict[Model, list[Said]] = defaultdict(list)
    for provider, model_id, *price in connection.run(SQL):
        stated[provider, model_id].append(Said(*price))
    connection.close()
    return {model: card(prices) for model, prices in stated.items()}


def opinions(ours: dict[Model, Card]) -> list[Opinion]:
    """Return the lists, each read by its own reader."""
    ids: dict[str, list[str]] = defaultdict(list)
    for provider, model_id in ours:
        ids[provider].append(model_id)
    known, lists = Known(listed_sellers().values(), ids), []
    for file, (name, day) in LISTS.items():
        body = json.loads((SHARED / "reference" / file).read_text(), parse_float=Figure)
        lists.append(Opinion(name, day, references()[name].read(body, known)))
    return lists


def moving(ours: dict[Model, Card]) -> Iterator[tuple[Model, Key]]:
    """Yield the prices of ours that were others a day before or after they were recorded."""
    for entry in json.loads(REPLAY.with_name("urls.json").read_text()).values():
        for day, file in entry.get("dates", {}).items():
            apart = abs(date.fromisoformat(day) - ANSWERS.get(entry["slug"], date.min))
            if timedelta() < apart <= SAME_DAY:
                yield from moved(ours, entry["slug"], REPLAY.parent / "recorded" / file)


def moved(ours: dict[Model, Card], slug: str, answer: Path) -> Iterator[tuple[Model, Key]]:
    """Yield the prices of ours that another answer of the same provider has differently."""
    provider = registry()[slug]
    body = json.loads(answer.read_text(), parse_float=Figure)
    for listing in provider.map(provider.items(body)).listings:
        now = ours.get((slug, listing.provider_model_id), {})
        then = card(Said(p.meter, p.conditions, p.amount) for p in listing.prices if p.amount)
        for key in now.keys() & then.keys():
            if not agree(now[key], then[key]):
                yield (slug, listing.provider_model_id), key


def main() -> None:
    """Compare, and print it."""
    filling.require()
    with filled() as url:
        ours = own(url)
    pairs = Comparison(ours, opinions(ours), ANSWERS, set(moving(ours))).pairs()
    report.show(list(pairs), Counter(provider for provider, _ in ours), ANSWERS)


if __name__ == "__main__":
    main()
