"""Prices over time, ready to plot."""

from typing import Any

import pytest

from pricebook.history import importer
from tests.support.clients import CatalogClient
from tests.support.dated_history import history, models_dev

MODEL = "openai/gpt-5"
MARCH = {"since": "2026-03-02", "until": "2026-03-30"}


def line(
    day: str, seller: str, cost: tuple[float, float], model: str = "gpt-5", **more: Any
) -> str:
    """Return a line about what a seller charges."""
    what = more.pop("what", "new")
    return models_dev(day, seller, model, what, cost={"input": cost[0], "output": cost[1]}, **more)


@pytest.fixture(autouse=True)
def past(client: CatalogClient) -> None:
    """Sell one model at three sellers, one of which changes its price, and another model."""
    assert client
    lines = [
        line("2026-03-02", "openai", (4, 8)),
        line("2026-03-02", "azure", (2, 4)),
        line("2026-03-09", "azure", (1, 1), "openai/gpt-5"),
        line("2026-03-10", "groq", (8, 16), "openai/gpt-5"),
        line("2026-03-16", "openai", (5, 9), what="price"),
        line("2026-03-02", "mistral", (100, 100), "mistral-large-2512", limit={"context": 9}),
    ]
    importer.run([history("models.dev", *lines, until="2026-03-29")], imported_by="cli")


def points(client: CatalogClient, path: str = f"/v1/trends/{MODEL}", **query: Any) -> list[Any]:
    """Return the values of the points."""
    answer = client.get(path, None, **(MARCH | query))
    assert 200 == answer.status, answer.body
    return [[*point.values()][1:] for point in answer.json()["data"]["points"]]


def test_each_week_has_its_lowest_median_and_highest_price(client: CatalogClient) -> None:
    """Of each seller the cheapest offer, for three input tokens with one output token."""
    assert [
        ["2.5", "3.75", "5", 2],
        ["1", "3", "5", 2],
        ["1", "6", "10", 3],
        ["1", "6", "10", 3],
    ] == points(client)


def test_the_mix_and_the_step_are_chosen(client: CatalogClient) -> None:
    """Only input tokens, by day."""
    days = points(client, mix="1:0", step="day", until="2026-03-10")

    assert (9, ["2", "3", "4", 2], ["1", "4", "8", 3]) == (len(days), days[0], days[-1])


def test_points_are_a_table(client: CatalogClient) -> None:
    """For a spreadsheet."""
    answer = client.get(f"/v1/trends/{MODEL}", None, **MARCH, format="csv", step="month")

    assert answer.headers["content-type"].startswith("text/csv")
    assert "at,low,median,high,sellers" == answer.body.decode().splitlines()[0]


def test_the_market_has_quartiles(client: CatalogClient) -> None:
    """Over the cheapest sellers of all models that fit."""
    april = {"since": "2026-03-01", "until": "2026-04-30"}

    assert [] == points(client, "/v1/trends", **april, creator="nobody")
    lines = client.get("/v1/trends", None, since="2026-03-20", format="csv").body.decode()
    assert "at,lower_quartile,median,upper_quartile,models" == lines.splitlines()[0]


def test_the_market_is_filtered(client: CatalogClient) -> None:
    """By what is known of a model now."""
    wide = client.get("/v1/trends", None, since="2026-03-01", min_context=10).json()

    assert 200 == client.get("/v1/trends", None, capability="tools").status
    assert [] == wide["data"]["points"]


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        (f"/v1/trends/{MODEL}", {"mix": "0:0"}, 400),
        (f"/v1/trends/{MODEL}", {"step": "second"}, 400),
        (f"/v1/trends/{MODEL}", {"since": "2026-03-02", "until": "2026-03-01"}, 400),
        ("/v1/trends", {"since": "2026-03-02", "until": "2026-03-01"}, 400),
        ("/v1/trends/openai/gpt-9", {}, 404),
    ],
)
def test_nonsense_is_refused(
    client: CatalogClient, path: str, query: dict[str, str], status: int
) -> None:
    """An unknown model names the nearest; of time that runs backwards no list is empty."""
    assert status == client.get(path, None, **query).status
