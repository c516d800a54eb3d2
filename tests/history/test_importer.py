"""What an import of dated lines writes, and what it leaves alone."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pricebook.history import importer
from pricebook.ledger.write_lock import write_lock
from pricebook.storage.postgres import Database
from pricebook.sync import provider_run
from tests.support.clients import CatalogClient
from tests.support.dated_history import genai, history, import_lines, models_dev
from tests.support.fakes.provider_transport import item, raw
from tests.support.models_dev_sync import models_dev_body, sync_models_dev
from tests.support.sync_and_query import rows, run, versions

pytestmark = pytest.mark.usefixtures("environment")
MARCH, APRIL = "2026-03-15T12:00:00Z", "2026-04-15T12:00:00Z"
COST = {"input": 1, "output": 4}
LINES = (
    models_dev("2026-03-01", "openai", "gpt-5", cost={"input": 1, "output": 4}),
    models_dev("2026-04-01", "openai", "gpt-5", "price", cost={"input": 2, "output": 8}),
    models_dev("2026-05-01", "openai", "gpt-5", "gone"),
)
FOUND = (
    "SELECT m.model_id, lower(p.valid)::date::text, upper(p.valid)::date::text,"
    " trim_scale(p.amount * 1000000)::text FROM model_prices p JOIN models m ON m.id = p.model_id"
    " WHERE upper_inf(p.recorded) AND p.meter = 'input_tokens' AND p.conditions = '{}'"
    " ORDER BY 1, 2"
)


def priced(client: CatalogClient, model: str, **when: Any) -> tuple[dict[str, str], str | None]:
    """Return the prices of a model at a time, and whose they are."""
    data = client.get(f"/v1/prices/{model}", **when).json()["data"]
    return data["pricing"], data.get("pricing_source")


def test_what_a_list_said_is_valid_then_and_recorded_now(client: CatalogClient) -> None:
    """`at` last March shows it; `known_at` last March does not, for we did not know it then."""
    import_lines("models.dev", *LINES)

    assert ({"prompt": "1", "completion": "4"}, "reference:models.dev") == priced(
        client, "openai/gpt-5", at=MARCH
    )
    assert {"prompt": "2", "completion": "8"} == priced(client, "openai/gpt-5", at=APRIL)[0]
    assert {} == priced(client, "openai/gpt-5", at=MARCH, known_at=MARCH)[0]
    assert {} == priced(client, "openai/gpt-5", at="2026-06-01T00:00:00Z")[0]


def test_the_answer_says_since_when_prices_are_known(client: CatalogClient) -> None:
    """Also where it has none, and as far as it was known then."""
    import_lines("models.dev", *LINES)

    for path in ("/v1/prices/openai/gpt-5", "/v1/history/openai/gpt-5"):
        assert client.get(path).json()["data"]["known_from"].startswith("2026-03-01T00:00:00")
        assert "known_from" not in client.get(path, known_at=MARCH).json()["data"]


def test_an_offer_that_nobody_knows_was_sold_then(client: CatalogClient) -> None:
    """It is listed as sold until the list's last word of it, and is no event."""
    report = import_lines("models.dev", *LINES)

    assert (1, 1) == (report.models, report.offers)
    model = client.get("/v1/models/openai/gpt-5").json()["data"]
    assert model["is_active"] is False
    assert model["listed_until"].startswith("2026-05-01T00:00:00")
    assert [] == client.get("/v1/changes").json()["data"]


def test_a_second_import_changes_nothing(owner_database: Database) -> None:
    """Not even the physical version of a row."""
    match = {"starts_with": "gpt"}
    entry = genai("2026-03-01", "openai", "g", match=match, prices={"input_mtok": 7})
    lists = [history("models.dev", *LINES), history("genai-prices", entry, until="2026-04-20")]
    importer.run(lists, imported_by="cli")
    before = versions(owner_database)

    report = importer.run(lists, imported_by="cli")

    assert (0, 0, 0) == (report.models, report.prices, report.withdrawn)
    assert before == versions(owner_database)


def test_a_dry_run_keeps_nothing(owner_database: Database) -> None:
    """It says what would change."""
    report = import_lines("models.dev", *LINES, dry_run=True)

    assert (1, 4) == (report.models, report.prices)
    assert [] == rows(owner_database, FOUND)
    assert [[0]] == rows(owner_database, "SELECT count(*) FROM listed_offers")


def test_our_own_observation_wins_for_the_same_time(owner_database: Database) -> None:
    """What a list remembers ends where we began to look."""
    run(item("acme/a", "0.000003", "0.000009"))
    owner_database.run("ALTER TABLE model_prices DISABLE TRIGGER USER")
    owner_database.run("UPDATE model_prices SET valid = '[2026-03-20T00:00:00Z,)'")
    owner_database.run("ALTER TABLE model_prices ENABLE TRIGGER USER")

    import_lines(
        "models.dev",
        models_dev("2026-03-01", "openrouter", "Acme/A", cost={"input": 1}),
        models_dev("2026-05-01", "openrouter", "Acme/A", "price", cost={"input": 5}),
    )

    assert [
        ["openrouter/acme/a", "2026-03-01", "2026-03-20", "1"],
        ["openrouter/acme/a", "2026-03-20", None, "3"],
    ] == rows(owner_database, FOUND)


def test_the_last_word_stands_until_we_read_the_list(owner_database: Database) -> None:
    """The dated lines end before the first run; a list that we never read ends with its lines."""
    sync_models_dev(models_dev_body(openai={"gpt-5": {"input": 2, "output": 8}}))
    today = rows(owner_database, "SELECT now()::date::text")[0][0]

    import_lines(
        "models.dev",
        *LINES[:2],
        models_dev("2026-03-01", "openai", "gpt-4", cost={"input": 30}),
    )

    assert [
        ["openai/gpt-4", "2026-03-01", "2026-04-02", "30"],
        ["openai/gpt-5", "2026-03-01", "2026-04-01", "1"],
        ["openai/gpt-5", "2026-04-01", today, "2"],
        ["openai/gpt-5", today, None, "2"],
    ] == rows(owner_database, FOUND)


def test_a_later_import_of_the_same_days_takes_their_place(owner_database: Database) -> None:
    """What is told no more is believed no more, and stays on record."""
    import_lines("models.dev", *LINES)
    report = import_lines(
        "models.dev",
        models_dev("2026-03-01", "openai", "gpt-5", cost={"input": 6, "output": 8}),
        models_dev("2026-05-01", "openai", "gpt-5", "gone"),
    )

    assert (2, 4) == (report.prices, report.withdrawn)
    assert [["openai/gpt-5", "2026-03-01", "2026-05-01", "6"]] == rows(owner_database, FOUND)
    assert [[6]] == rows(owner_database, "SELECT count(*) FROM model_prices")


def test_a_model_of_the_past_that_is_sold_again_is_new(client: CatalogClient) -> None:
    """A first run tells nothing; a later one that it is new, for nobody told of its end."""
    import_lines(
        "models.dev",
        models_dev("2026-03-01", "openrouter", "acme/a", cost={"input": 1}),
        models_dev("2026-03-01", "openrouter", "acme/b", cost={"input": 1}),
    )
    run(item("acme/a"))
    assert [] == client.get("/v1/changes").json()["data"]

    run(item("acme/a"), item("acme/b"))
    assert [("new", "openrouter/acme/b")] == [
        (change["kind"], change["model_id"]) for change in client.get("/v1/changes").json()["data"]
    ]


def test_a_rule_of_today_does_not_revive_the_past(owner_database: Database) -> None:
    """A list whose rules describe ids speaks only of what is sold."""
    import_lines("models.dev", *LINES)
    sync_models_dev(models_dev_body(openai={"gpt-6": {"input": 2}}))

    ids = dict(owner_database.run("sync.listed_offers.known_ids"))

    assert ["gpt-6"] == ids["openai"]


def test_an_import_waits_for_runs_and_blocks_no_reader(
    client: CatalogClient, owner_database: Database
) -> None:
    """A run that writes is not disturbed, and its prices are there for the import to see."""
    run(item("acme/a", "0.000003"))
    done: list[Any] = []
    lines = [models_dev("2026-03-01", "openrouter", "acme/a", cost={"input": 1})]

    def importing() -> None:
        done.append(import_lines("models.dev", *lines))

    with write_lock(owner_database):
        thread = threading.Thread(target=importing)
        thread.start()
        thread.join(0.3)
        assert thread.is_alive()
        assert "3" == priced(client, "openrouter/acme/a")[0]["prompt"]
    thread.join(30)

    assert 1 == done[0].prices
    assert "3" == priced(client, "openrouter/acme/a")[0]["prompt"]


def test_a_run_waits_for_an_import(client: CatalogClient, owner_database: Database) -> None:
    """What it writes is there afterwards: an import loses nothing of the runs beside it."""
    with write_lock(owner_database, exclusive=True):
        thread = threading.Thread(target=run, args=(item("acme/a", "0.000003"),))
        thread.start()
        thread.join(0.3)
        assert thread.is_alive()
    thread.join(30)

    assert "3" == priced(client, "openrouter/acme/a")[0]["prompt"]


def test_a_price_of_the_future_waits(owner_database: Database) -> None:
    """Dated lines tell of the past alone: no price of an import holds now."""
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    import_lines(
        "models.dev", LINES[0], models_dev(tomorrow, "openai", "gpt-5", "price", cost={"input": 9})
    )

    (only,) = rows(owner_database, FOUND)
    assert ["openai/gpt-5", "2026-03-01"] == only[:2]
    assert [[0]] == rows(owner_database, "SELECT count(*) FROM current_prices")


def sell_at_groq(environment: pytest.MonkeyPatch) -> None:
    """Have one model listed by its seller."""
    environment.setenv("GROQ_API_KEY", "placeholder")
    own = raw(b'{"data": [{"id": "meta-llama/llama-9-8b"}]}')
    provider_run.run("groq", triggered_by="cli", fetcher=own)


def test_another_name_of_an_offer_has_no_past_of_its_own(
    client: CatalogClient, environment: pytest.MonkeyPatch
) -> None:
    """What a list stated under a name that its seller lacks was stated of the seller's offer."""
    sell_at_groq(environment)
    sync_models_dev(models_dev_body(groq={"llama-9-8b": {"input": 2, "output": 8}}))

    import_lines("models.dev", models_dev("2026-03-01", "groq", "llama-9-8b", cost=COST))

    for name in ("groq/meta-llama/llama-9-8b", "groq/llama-9-8b"):
        assert {"prompt": "1", "completion": "4"} == priced(client, name, at=MARCH)[0]


def test_what_is_not_sold_had_its_price(
    client: CatalogClient, environment: pytest.MonkeyPatch
) -> None:
    """An id that a seller lists no longer means what it cost then."""
    sell_at_groq(environment)
    name = "meta-llama/llama-9-8b:free"
    sync_models_dev(models_dev_body(groq={name: {"input": 2, "output": 8}}))

    import_lines("models.dev", models_dev("2026-03-01", "groq", name, cost=COST))

    assert {"prompt": "1", "completion": "4"} == priced(client, f"groq/{name}", at=MARCH)[0]
    usage = {"input_tokens": 1_000_000, "output_tokens": 0}
    question = {"model": f"groq/{name}", "usage": usage, "at": MARCH}
    quote = client.post("/v1/quote", question).json()["data"]
    assert (f"groq/{name}", "1") == (quote["model"], quote["total"])
    changes = client.get(f"/v1/history/groq/{name}").json()["data"]["changes"]
    assert {"input_tokens", "output_tokens"} == {change["meter"] for change in changes}
