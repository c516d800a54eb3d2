"""How a model's prices came about."""

from typing import Any

import pytest

from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient, Response
from tests.support.fakes.provider_transport import item
from tests.support.pagination import follow
from tests.support.seeds.awkward_prices import Row
from tests.support.seeds.offers import price, sell
from tests.support.sync_and_query import run

MODEL = "acme/a"
ROUTE = f"/v1/history/{MODEL}"
YEARS = ("2021", "2022", "2023", "2024", "2025")


@pytest.fixture
def shop(owner_database: Database) -> Database:
    """Give a database with a model whose input costs a dollar more each year, from 1 in 2021."""
    owner_database.run("INSERT INTO generations (scope) VALUES ('acme')")
    sell(owner_database, MODEL, [])
    for amount, year in enumerate(YEARS, 1):
        say(owner_database, str(amount), f"{year}-01-01")
    return owner_database


def say(
    database: Database, amount: str | None, start: str, until: str | None = None, **more: Any
) -> None:
    """Let an operator say what a million tokens cost from a day on."""
    row = Row(**{"meter": "input_tokens", "figure": amount, **more})
    price(database, MODEL, [row], start, until)


def changes(answer: Response) -> list[tuple[str, str | None, str | None]]:
    """Return the years of the changes with the amounts before and after."""
    return [
        (c["changed_at"][:4], c["previous"].get("amount"), c["current"].get("amount"))
        for c in answer.json()["data"]["changes"]
    ]


def lines(answer: Response) -> dict[str, list[list[str | None]]]:
    """Return the points of each meter's line, with their days."""
    return {
        step["meter"]: [[moment[:10], amount] for moment, amount in step["points"]]
        for step in answer.json()["data"]["steps"]
    }


def test_changes_are_listed_newest_first(client: CatalogClient, shop: Database) -> None:
    """Each change has what was charged before and after; the first one comes out of nothing."""
    assert shop
    answer = client.get(ROUTE)

    assert [
        ("2025", "4", "5"),
        ("2024", "3", "4"),
        ("2023", "2", "3"),
        ("2022", "1", "2"),
        ("2021", None, "1"),
    ] == changes(answer)
    assert {"state": "unknown"} == answer.json()["data"]["changes"][-1]["previous"]


def test_steps_are_the_points_of_a_chart(client: CatalogClient, shop: Database) -> None:
    """One line per meter and conditions, oldest point first; amounts are strings, gaps are null."""
    say(shop, None, "2024-01-01", "2025-01-01", state="dynamic")
    say(shop, "7", "2023-06-01", conditions={"service_tier": "batch"})

    base, batch = client.get(ROUTE).json()["data"]["steps"]

    assert ["1", "2", "3", None, "5"] == [amount for _, amount in base["points"]]
    assert [f"{year}-01-01T00:00:00+00:00" for year in YEARS] == [day for day, _ in base["points"]]
    assert {"meter": "input_tokens", "per": 1_000_000, "currency": "USD"}.items() <= base.items()
    assert ({"service_tier": "batch"}, [["2023-06-01T00:00:00+00:00", "7"]]) == (
        batch["conditions"],
        batch["points"],
    )


def test_free_is_zero_and_an_end_is_a_gap(client: CatalogClient, shop: Database) -> None:
    """A free price is drawn at 0; where a price ended nothing is drawn any more."""
    say(shop, None, "2025-01-01", "2026-01-01", state="free")
    shop.run(
        "SELECT believe(id, 'manual', 'input_tokens', '{}', '[2026-01-01,)', NULL) FROM models"
    )

    answer = client.get(ROUTE, since="2024-06-01")

    assert [("2026", None, None), ("2025", "4", None)] == changes(answer)
    assert {"state": "unknown"} == answer.json()["data"]["changes"][0]["current"]
    assert {"state": "free"} == answer.json()["data"]["changes"][0]["previous"]
    assert [["2024-06-01", "4"], ["2025-01-01", "0"], ["2026-01-01", None]] == lines(answer)[
        "input_tokens"
    ]


def test_a_line_has_one_currency(client: CatalogClient, shop: Database) -> None:
    """Where the price was in another currency the line has a gap, and no wrong figure."""
    say(shop, "30", "2025-01-01", currency="CNY")

    (step,) = client.get(ROUTE, since="2024-01-01").json()["data"]["steps"]

    assert ("CNY", [None, "30"]) == (step["currency"], [amount for _, amount in step["points"]])


def test_a_window_begins_with_what_is_charged_already(
    client: CatalogClient, shop: Database
) -> None:
    """Between two days the line starts at the first of them, even where nothing changes."""
    assert shop
    both = client.get(ROUTE, since="2022-06-01", until="2024-01-01")
    quiet = client.get(ROUTE, since="2022-06-01", until="2022-07-01")

    assert [("2023", "2", "3")] == changes(both)
    assert {"input_tokens": [["2022-06-01", "2"], ["2023-01-01", "3"]]} == lines(both)
    assert ([], {"input_tokens": [["2022-06-01", "2"]]}) == (changes(quiet), lines(quiet))


def test_pages_follow_each_other(client: CatalogClient, shop: Database) -> None:
    """Each page links to the one before it in time; together they tell every change once."""
    assert shop
    first = client.get(ROUTE, page_size=2)
    second = follow(client, first)
    third = follow(client, second)

    assert ["2025", "2024", "2023", "2022", "2021"] == [
        year for page in (first, second, third) for year, _, _ in changes(page)
    ]
    assert "2024-01-01T00:00:00+00:00" == first.json()["meta"]["next_until"]
    assert {"input_tokens": [["2024-01-01", "4"], ["2025-01-01", "5"]]} == lines(first)
    assert "link" not in third.headers
    assert "link" not in client.get(ROUTE, since="2024-01-01", page_size=2).headers


def test_a_page_never_cuts_a_moment(client: CatalogClient, shop: Database) -> None:
    """What changed at one moment is on one page, even where that is more than was asked for."""
    say(shop, "9", "2025-01-01", meter="output_tokens")
    say(shop, "8", "2024-01-01", meter="cache_read_tokens")

    first = client.get(ROUTE, page_size=1)

    assert ["2025", "2025"] == [year for year, _, _ in changes(first)]
    assert [["2025-01-01", "8"]] == lines(first)["cache_read_tokens"]
    assert ["2024", "2024"] == [year for year, _, _ in changes(follow(client, first))]


def test_one_meter_only(client: CatalogClient, shop: Database) -> None:
    """The others are left out of the changes and of the lines."""
    say(shop, "9", "2025-01-01", meter="output_tokens")

    answer = client.get(ROUTE, meter="output_tokens")

    assert [("2025", None, "9")] == changes(answer)
    assert ["output_tokens"] == list(lines(answer))


def test_a_misspelt_meter_gets_a_suggestion(client: CatalogClient) -> None:
    """A meter that does not exist answers 400 and the name that was probably meant."""
    answer = client.get(ROUTE, meter="input_token")

    assert (400, "meter") == (answer.status, answer.json()["error"]["details"]["parameter"])
    assert "'input_tokens'" in answer.json()["error"]["message"]


def test_time_that_runs_backwards_is_refused(client: CatalogClient) -> None:
    """Two moments in the wrong order are a mistake, and no model without changes."""
    answer = client.get(ROUTE, since="2024-01-02", until="2024-01-01")

    assert (400, "since") == (answer.status, answer.json()["error"]["details"]["parameter"])


def test_known_at_chooses_the_recorded_history(client: CatalogClient, shop: Database) -> None:
    """A correction rewrites the history, unless the caller asks for what we knew before it."""
    before = shop.run("SELECT to_json(now()) #>> '{}'")[0][0]
    say(shop, "3.5", "2023-01-01", "2024-01-01")

    assert ("2023", "2", "3.5") == changes(client.get(ROUTE))[2]
    assert ("2023", "2", "3") == changes(client.get(ROUTE, known_at=before))[2]


def test_a_list_that_differs_is_no_change(client: CatalogClient, owner_database: Database) -> None:
    """Only the price in force has a history; what a less trusted source says does not show."""
    run(item("acme/a"))
    owner_database.run(
        "INSERT INTO model_prices (model_id, source, meter, state, amount, currency, published,"
        " valid, recorded) SELECT id, 'reference:litellm', 'input_tokens', 'known', 7, 'USD', '7',"
        " tstzrange(now(), NULL), tstzrange(now(), NULL) FROM models"
    )
    run(item("acme/a", prompt="0.000003"))

    answer = client.get("/v1/history/openrouter/acme/a", meter="input_tokens")
    data = answer.json()["data"]["changes"]

    assert [("1", "3"), (None, "1")] == [
        (c["previous"].get("amount"), c["current"].get("amount")) for c in data
    ]
    assert "api_sync:openrouter" == data[0]["changed_by"]


def test_a_model_without_prices_has_an_empty_history(
    client: CatalogClient, owner_database: Database
) -> None:
    """Nothing known is an empty list; a model that is not there is 404."""
    sell(owner_database, MODEL, [])

    assert {"id": MODEL, "changes": [], "steps": []} == client.get(ROUTE).json()["data"]
    assert 404 == client.get("/v1/history/acme/b").status
