"""`make bench-scale`: every route on a cold cache, with 1,000 models and with 100,000.

`make bench-ledger` gives the many a hundred ledger rows each in place of ten, ten million in all,
and asks what must not grow with them.
"""

import gzip
import io
import os
import sys
import tempfile
import time
from base64 import b64decode
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from statistics import quantiles
from typing import Any

from bench.catalog import EVENT, Context, measure
from bench.requests import Case, cases
from functions.catalog.app import handler
from local.stores.postgres import Postgres
from local.stores.valkey import Valkey
from migrations.runner import migrate
from pricebook import settings
from pricebook.ledger import parts
from pricebook.serving import cache
from pricebook.storage import reader
from pricebook.storage.postgres import Database, connect
from pricebook.storage.queries import NAME

SIZES = (1_000, 100_000)
PAST, LONG_PAST = 7, 97
"""Past prices of a model; three are current."""
RATIO, FLAT = 2, 1.5
"""How much longer a route may take with a hundred times as many models, and one of those below."""
FLAT_ROUTES = (
    "/v1/models",
    "/v1/models/{id}",
    "/v1/prices/{id}",
    "/v1/history/{id}",
    "/v1/search?q=",
)
NOISE = 1.1
"""How much more than its bytes a whole body may grow and still count as no faster."""
TIMES = 40
FEW = 5
LONG_S = 0.5
"""What takes so long is asked for a few times only."""
ANEW = "200 database"
RESPONSE_BYTES = settings.MAX_RESPONSE_BYTES
_, *PARTS = NAME.split((Path(__file__).parent / "scale.sql").read_text())
SQL = dict(zip(PARTS[::2], PARTS[1::2], strict=True))
STEPS = ("current", "documents", "events")


@dataclass(frozen=True)
class Spent:
    """What a case took.

    Attributes:
        case: what was asked.
        told: how the answers differ from 200 and made anew, if they do.
        sent: how long it is as Lambda sends it, in bytes.
        size: how long it is once it is unpacked.
        p50: the median, in milliseconds.
        p95: what one request in twenty exceeds.
    """

    case: Case
    told: str
    sent: int
    size: int
    p50: float = 0
    p95: float = 0


class Place:
    """A catalogue of one size: its stores, and what can be asked of it.

    Args:
        home: an empty folder.
        models: how many.
        past: how many past prices each has.
    """

    def __init__(self, home: Path, models: int, past: int = PAST) -> None:
        self._postgres, self._valkey = Postgres(home), Valkey(home)
        self._url, self._redis_url = self._postgres.start(), self._valkey.start()
        seed(self._url, models, past)
        database = Database(self._url)
        self._scopes = [scope for (scope,) in database.run("SELECT scope FROM generations")]
        some = "SELECT model_id, canonical_id FROM models ORDER BY md5(model_id) LIMIT 500"
        self.cases = cases([(str(model), str(name)) for model, name in database.run(some)])
        database.close()

    def measured(self, name: str) -> Spent:
        """Measure a case here, where nothing is cached."""
        os.environ |= {"DATABASE_URL": self._url, "REDIS_URL": self._redis_url}
        cache.reset()
        reader.reset()
        numbers = count(int(time.time() * 1000))

        def forget() -> None:
            cache.announce(dict.fromkeys(self._scopes, next(numbers)))

        case = self.cases[name]
        ask(case)  # connects
        forget()
        start = time.perf_counter()
        answers = [ask(case)]
        times = FEW if time.perf_counter() - start > LONG_S else TIMES
        cuts = quantiles(measure(lambda: answers.append(ask(case)), times, forget), n=100)
        return replace(described(case, answers), p50=cuts[49], p95=cuts[94])

    def forget(self) -> None:
        """Throw everything away."""
        self._valkey.stop()
        self._postgres.forget()


def seed(url: str, models: int, past: int = PAST) -> None:
    """Fill a database."""
    connection = connect(url, timeout=3600)
    migrate(connection)
    for name in ("providers", "scopes", "map"):
        connection.run(SQL[name])
    connection.run(SQL["named"], models=models)
    for name in ("canonical", "models", "sightings"):
        connection.run(SQL[name])
    connection.run(SQL["past"], past=past)
    for name in STEPS:
        connection.run(SQL[name])
    connection.run("VACUUM ANALYZE")
    connection.close()
    parts.mend(Database(url))


def ask(case: Case) -> dict[str, Any]:
    """Send the next request of a case."""
    with redirect_stdout(io.StringIO()):
        answer: dict[str, Any] = handler(case.ask().event(EVENT), Context())
    return answer


def described(case: Case, answers: list[dict[str, Any]]) -> Spent:
    """Return what the answers are, without what they took."""
    body = answers[0]["body"]
    plain = gzip.decompress(b64decode(body)) if answers[0]["isBase64Encoded"] else body
    sources = [a["headers"].get("x-pricebook-cache", "database") for a in answers]
    kinds = {f"{a['statusCode']} {s}" for a, s in zip(answers, sources, strict=True)}
    return Spent(case, ", ".join(sorted(kinds - {ANEW})), len(body), len(plain))


def title() -> str:
    """Return the first line of the table; a ratio is that of many models to few."""
    columns = "".join(f"{f'{size:,} p50':>14}{'p95':>9}" for size in SIZES)
    return f"{'milliseconds on a cold cache':46}{columns}{'ratio':>8}{'bytes':>13}{'ratio':>8}"


def line(name: str, few: Spent, many: Spent) -> str:
    """Return what came of one case, and whether that is as it should be."""
    if many.told:
        return f"{few.p50:14.1f}{few.p95:9.1f}  then it is answered: {many.told}"
    cells = f"{few.p50:14.1f}{few.p95:9.1f}{many.p50:14.1f}{many.p95:9.1f}"
    longer, larger = many.p50 / few.p50, many.size / few.size
    ratio = FLAT if name in FLAT_ROUTES else RATIO
    slow = longer > max(ratio, larger * NOISE) or many.p50 > (many.case.limit_ms or many.p50)
    remarks = ["  slower" * slow, f"  {many.sent:,} to send" * (many.sent > RESPONSE_BYTES)]
    return f"{cells}{longer:8.1f}{many.size:13,}{larger:8.1f}{''.join(remarks)}"


def main() -> None:
    """Fill both catalogues, measure them case by case, and throw everything away."""
    os.environ |= {"DB_SSL": "disable", "POWERTOOLS_TRACE_DISABLED": "1"}
    os.environ["DATABASE_ROLE"] = "pricebook_reader"
    settings.MAX_RESPONSE_BYTES *= 100  # what Lambda cannot send is measured all the same
    places: list[Place] = []
    with tempfile.TemporaryDirectory(prefix="pricebook-bench-") as folder:
        try:
            ledger = sys.argv[1:] == ["ledger"]
            pasts = (PAST, LONG_PAST if ledger else PAST)
            places += [
                Place(Path(folder) / str(size), size, past)
                for size, past in zip(SIZES, pasts, strict=True)
            ]
            print(title())
            for name in FLAT_ROUTES if ledger else places[0].cases:
                spent = (place.measured(name) for place in places)
                print(f"{name:46}{line(name, *spent)}", flush=True)
        finally:
            for place in places:
                place.forget()


if __name__ == "__main__":
    main()
