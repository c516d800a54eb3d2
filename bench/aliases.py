"""`python -m bench.aliases`: names that people hold, against the recorded catalogue.

`aliases.txt` says which offers each name may mean. It is scored twice: as on a first day without
any key, and with every provider's own list.
"""

from collections.abc import Iterator
from pathlib import Path

from bench import filling
from pricebook.catalog.resolve import ELSEWHERE
from pricebook.identity.names import read_name
from pricebook.storage.postgres import Database

NAMES = Path(__file__).with_name("aliases.txt")
OFFERS = """
SELECT model_id, unsold FROM models m
WHERE model_id = ANY (CAST(:ids AS text[])) AND is_offer(m)
"""
UNKNOWN = "-"
"""What a name means that is 404."""


def main() -> None:
    """Score both catalogues and name what is wrong."""
    filling.require()
    for title, keyless in (("without keys", True), ("with every key", False)):
        with filling.filled(keyless=keyless) as url:
            wrong = list(mistakes(url))
            total = len(expected())
        print(f"{title}: {total - len(wrong)} of {total} right")
        for name, right, meant in wrong:
            print(f"  {name}: {meant or '404'}, expected {' or '.join(right)}")


def expected() -> dict[str, list[str]]:
    """Return what each name may mean."""
    lines = (line for line in NAMES.read_text().splitlines() if " = " in line)
    pairs = (line.rpartition(" = ") for line in lines)
    return {name: targets.split() for name, _, targets in pairs}


def mistakes(url: str) -> Iterator[tuple[str, list[str], str]]:
    """Yield each name that means something else: the name, what is right, what it means."""
    database = Database(url)
    every = [target for targets in expected().values() for target in targets]
    unsold = dict(database.run(OFFERS, ids=every))
    for name, targets in expected().items():
        right = [target for target in targets if unsold.get(target) is False]
        if UNKNOWN in targets or not right:
            # what its seller does not list may be shown as just that
            right += [UNKNOWN, *(target for target in targets if unsold.get(target))]
        meant = meaning(database, name)
        if (meant or UNKNOWN) not in right:
            yield name, right, meant
    database.close()


def meaning(database: Database, name: str) -> str:
    """Return the offer that a name means; of several none is given."""
    if database.run("SELECT FROM models m WHERE model_id = :name AND is_offer(m)", name=name):
        return name
    written = read_name(name)
    rows = database.run(
        "catalog.resolve.targets", asked=written.text, canonicals=list(written.canonicals)
    )
    return str(rows[0][0]) if len(rows) == 1 and rows[0][2] != ELSEWHERE else ""


if __name__ == "__main__":
    main()
