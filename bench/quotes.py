"""`make bench-quotes`: a log of mixed usage objects, and batches of names, as quotes."""

import json
import os
import random
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import batched
from pathlib import Path
from statistics import median
from typing import Any

from bench.scale import seed
from local.stores.postgres import Postgres
from local.stores.valkey import Valkey
from pricebook.errors import PricebookError
from pricebook.quote.batch import MAX_QUOTES, quote_body
from pricebook.storage.postgres import Database
from tests.support.samples.usage_objects import SAMPLES

MODELS = 10_000
LINES = 100_000
SEED = 20261128
FACTORS = (1, 2, 3, 5)
"""By what the numbers of a sample are multiplied: all of them alike, so that totals still agree."""
USED = {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100}

type Quote = dict[str, Any]


def main() -> None:
    """Measure and print one line for each case."""
    with tempfile.TemporaryDirectory(prefix="pricebook-quotes-") as folder:
        postgres, valkey = Postgres(Path(folder)), Valkey(Path(folder))
        os.environ |= {"DATABASE_URL": postgres.start(), "REDIS_URL": valkey.start()}
        os.environ["DB_SSL"] = "disable"
        try:
            seed(os.environ["DATABASE_URL"], MODELS)
            database = Database(os.environ["DATABASE_URL"])
            named = database.run("SELECT model_id, canonical_id FROM models ORDER BY md5(model_id)")
            database.close()
            for title, quotes in cases([str(m) for m, _ in named], [str(c) for _, c in named]):
                print(f"{title:44}{measured(quotes)}", flush=True)
        finally:
            valkey.stop()
            postgres.forget()


def cases(models: Sequence[str], canonicals: Sequence[str]) -> Iterator[tuple[str, list[Quote]]]:
    """Yield what is measured, by what it is."""
    few = list(dict.fromkeys(canonicals))[:MAX_QUOTES]
    yield "the first quote", [{"model": models[0], "usage": USED}]
    yield f"{LINES:,} lines of {len(SAMPLES)} kinds", list(lines(models))
    yield (
        "canonical models, sellers=3",
        [{"canonical": name, "sellers": 3, "usage": USED} for name in few],
    )
    yield (
        "canonical models, every seller whole",
        [{"canonical": name, "usage": USED} for name in few],
    )
    yield (
        "names with dots for dashes",
        [{"model": model.replace("-", "."), "usage": USED} for model in models[:MAX_QUOTES]],
    )
    yield (
        "names that mean nothing",
        [{"model": f"nobody/thing-{n}-of-none", "usage": USED} for n in range(MAX_QUOTES)],
    )


def lines(models: Sequence[str]) -> Iterator[Quote]:
    """Yield the lines of a log: usage objects of every format, each of some model."""
    chance = random.Random(SEED)  # noqa: S311 - the same log each time, and no secret
    samples = [sample.payload for sample in SAMPLES.values()]
    for _ in range(LINES):
        usage = times(chance.choice(samples), chance.choice(FACTORS))
        yield {"model": chance.choice(models), "usage": usage}


def times(value: object, factor: int) -> object:
    """Return a usage object with larger numbers."""
    if isinstance(value, dict):
        return {key: times(inner, factor) for key, inner in value.items()}
    if isinstance(value, list):
        return [times(inner, factor) for inner in value]
    return value * factor if isinstance(value, int) and not isinstance(value, bool) else value


def measured(quotes: Sequence[Quote]) -> str:
    """Quote in batches, and return what that took and how it ended."""
    spent, sizes, failed, refused = [], [], 0, set()
    for batch in batched(quotes, MAX_QUOTES, strict=False):
        body = json.dumps({"quotes": batch})
        start = time.perf_counter()
        try:
            answer = quote_body(body)
        except PricebookError as error:
            refused.add(str(error))
            answer = ""
        spent.append(time.perf_counter() - start)
        sizes.append(len(answer))
        failed += json.loads(answer)["meta"]["failed"] if answer else 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    row = (
        f"{len(quotes):>8,}{sum(spent):>9.2f} s, a batch {median(spent) * 1000:>7.0f} ms, at most"
        f" {max(spent) * 1000:>7.0f} ms,{max(sizes):>11,} characters,{peak:>6.0f} MB"
    )
    return "; ".join([row, *([f"{failed} without a quote"] if failed else []), *sorted(refused)])


if __name__ == "__main__":
    main()
