"""Resolution inside a run: what the rule is told of an offer, and what is written of its answer."""

import json
from typing import Any

import pytest

from pricebook.storage.postgres import Database
from pricebook.sync import resolution
from tests.support.fakes.provider_transport import item
from tests.support.models_dev_sync import entry, listed, models_dev_body, sync_models_dev
from tests.support.sync_and_query import prices, rows, run

GENAI, LITELLM, MODELS_DEV = (
    f"reference:{name}" for name in ("genai-prices", "litellm", "models.dev")
)


def price(dollars: str, meter: str = "input_tokens", **more: Any) -> dict[str, Any]:
    """Return a price per million, in the form of a stated one."""
    told = {"meter": meter, "conditions": {}, "state": "known", "currency": "USD"}
    return {**told, "amount": f"{dollars}e-6", "published": f"{dollars} per M", **more}


def base(prompt: str, completion: str) -> list[dict[str, Any]]:
    """Return the prices of input and output."""
    return [price(prompt), price(completion, "output_tokens")]


def card(source: str, prices: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """Return what a source states of the offer that is asked about."""
    told = {"name": "acme/a", "match": "exact", "doubtful": False}
    return {**told, "source": source, "prices": prices, **more}


def answer(*cards: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return what is taken of an offer of a host."""
    question = {"id": 7, "name": "acme/a", "kind": "host", "draws": False, "own": None}
    return resolution._resolved({**question, "cards": list(cards) or None, **more})


def taken(*cards: dict[str, Any], **more: Any) -> dict[str, str]:
    """Return the amounts that are taken, by meter."""
    return {p["meter"]: p["amount"] for p in answer(*cards, **more)["prices"]}


def test_a_price_is_taken_with_all_that_speaks_for_and_against_it() -> None:
    """Its source and word, its amount in plain digits, and others per million, as people quote."""
    found = answer(card(MODELS_DEV, [price("1")]), card(LITELLM, [price("2.50")]))

    assert {
        "id": 7,
        "prices": [
            {
                "source": MODELS_DEV,
                "meter": "input_tokens",
                "conditions": {},
                "amount": "0.000001",
                "published": "1 per M",
                "confidence": "disputed",
                "agree": [MODELS_DEV],
                "against": [{"source": LITELLM, "amount": "2.5"}],
            }
        ],
        "cards": [
            {"source": LITELLM, "became": "against", "refused": []},
            {"source": MODELS_DEV, "became": "taken", "refused": []},
        ],
    } == json.loads(json.dumps(found))


def test_nothing_is_taken_of_nothing() -> None:
    """An offer of which no list speaks has no price and no verdict."""
    assert {"id": 7, "prices": [], "cards": []} == answer()


def test_conditions_go_with_their_price() -> None:
    """As objects, which the ledger keeps."""
    batch = price("0.5", conditions={"service_tier": "batch"})
    found = answer(card(MODELS_DEV, [price("1"), batch]))

    assert [{}, {"service_tier": "batch"}] == [p["conditions"] for p in found["prices"]]


def test_a_list_that_names_the_id_comes_before_one_whose_rule_meets_it() -> None:
    """Whichever is trusted more of this kind of seller."""
    far = card(MODELS_DEV, base("1", "1"), match="rule")

    assert {"input_tokens": "0.000002", "output_tokens": "0.000002"} == taken(
        far, card(GENAI, base("2", "2"))
    )


def test_a_figure_for_every_size_is_no_word() -> None:
    """Alone it is not taken."""
    assert {} == taken(card(MODELS_DEV, [price("1")], doubtful=True))
    assert {"input_tokens": "0.000001"} == taken(card(MODELS_DEV, [price("1")]))


@pytest.mark.parametrize(
    ("own", "found"),
    [
        ({}, {"output_tokens": "0.000002"}),
        ({"published": "other"}, {"output_tokens": "0.000002"}),
        ({"amount": "0.000009"}, {}),
        ({"currency": "CNY"}, {}),
        ({"source": "cross-reference"}, {}),
        ({"amount": None, "currency": None, "state": "dynamic"}, {}),
        ({"meter": "requests"}, {}),
        ({"conditions": {"service_tier": "batch"}}, {}),
    ],
)
def test_lists_add_to_what_the_seller_states_where_they_agree(
    own: dict[str, Any], found: dict[str, str]
) -> None:
    """In dollars, by the seller itself: with a creator's price or another amount nothing mixes."""
    mine = price("1", source="database") | own

    assert found == taken(card(MODELS_DEV, base("1", "2")), own=[mine])


@pytest.mark.parametrize(
    ("told", "drawn"),
    [({}, False), ({"draws": True}, True), ({"name": "acme/Image-1"}, True)],
)
def test_a_model_that_draws_is_known_by_its_outputs_or_its_name(
    told: dict[str, Any], *, drawn: bool
) -> None:
    """What a list calls its output is the price of its pictures then."""
    stated = card(MODELS_DEV, base("1", "20"), name=told.get("name", "acme/a"))
    meter = "output_image_tokens" if drawn else "output_tokens"

    assert {"input_tokens": "0.000001", meter: "0.000020"} == taken(stated, **told)
    refused = ["the price of pictures stands in output"] if drawn else []
    assert [refused] == [list(v["refused"]) for v in answer(stated, **told)["cards"]]


def test_a_moving_name_has_the_card_of_its_newest_release() -> None:
    """And there the order of trust is that of a host, whoever sells it."""
    releases = [
        card(MODELS_DEV, base("3", "3"), name="acme-1-2026-05-01"),
        card(GENAI, base("4", "4"), name="acme-1-2026-05-01"),
        card(MODELS_DEV, base("1", "1"), name="acme-1-2025-01-01"),
    ]
    found = taken(*releases, name="acme-1-latest", kind="lab")

    assert {"input_tokens": "0.000003", "output_tokens": "0.000003"} == found


@pytest.mark.usefixtures("environment")
@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_every_batch_is_written(
    owner_database: Database, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    """However many offers are decided at a time, each has its price, and the second run none."""
    monkeypatch.setattr(resolution, "BATCH", size)
    body = listed(wandb={f"openai/gpt-{n}": entry() for n in range(3)})

    changed = [sync_models_dev(body).prices_changed for _run in range(2)]
    assert [6, 0] == changed
    assert [[3]] == rows(owner_database, "SELECT count(DISTINCT model_id) FROM current_prices")


@pytest.mark.usefixtures("environment")
def test_a_moving_name_follows_its_newest_release(owner_database: Database) -> None:
    """Where a list changes the price of the release alone, that of the moving name changes too."""
    charged = []
    for dollars in (1, 3):
        release = {"input": dollars, "output": 2 * dollars}
        moving = {"acme-1-latest": {"input": 9, "output": 9}, "acme-1-2026-05-01": release}
        sync_models_dev(models_dev_body(wandb=moving))
        charged.append(prices(owner_database, "wandb/acme-1-latest")["input_tokens"])

    assert ["0.000001", "0.000003"] == charged


def test_an_offer_of_which_no_list_speaks_is_not_worked_out(
    environment: pytest.MonkeyPatch, owner_database: Database
) -> None:
    """Most offers of a first run are such: nothing is taken of them, without the rule."""
    environment.delattr(resolution, "_resolved")

    assert "success" == run(item("acme/a")).status
    assert [[0]] == rows(owner_database, "SELECT count(*) FROM resolutions")
