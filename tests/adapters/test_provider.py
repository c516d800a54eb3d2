"""The declaration of a provider: what becomes of its answer."""

from decimal import Decimal
from typing import Any

import pytest

from pricebook.adapters.charges import Charge
from pricebook.adapters.fields import required, text
from pricebook.adapters.provider import Provider
from pricebook.errors import Unreadable
from pricebook.pricing.price import PriceState

CHARGE = Charge("pricing.input", "input_tokens", "USD per token")


def declared(**more: Any) -> Provider:
    """Return a provider with one price."""
    return Provider(
        slug="acme",
        name="Acme",
        kind="host",
        website="https://acme.example",
        docs_url="https://acme.example/prices",
        api="https://api.acme.example/v1",
        url="https://api.acme.example/v1/models",
        fields={"provider_model_id": required("id"), "name": text("title")},
        **{"prices": (CHARGE,), **more},
    )


def test_a_list_is_found_in_its_envelope_or_bare() -> None:
    """Some vendors send the bare list where they document an envelope."""
    assert [1] == declared().items({"data": [1]}) == declared().items([1])
    assert [1] == declared(records="a.b").items({"a": {"b": [1]}})
    with pytest.raises(Unreadable, match="data is None, expected a list"):
        declared().items({})


def test_an_item_becomes_a_listing() -> None:
    """With its id for a name where it has none, and its prices."""
    [listing] = declared().map([{"id": "rocket", "pricing": {"input": "0.5"}}]).listings

    assert ("rocket", "rocket", None) == (
        listing.provider_model_id,
        listing.name,
        listing.canonical_id,
    )
    assert [Decimal("0.5")] == [price.amount for price in listing.prices]


def test_a_malformed_item_is_set_aside() -> None:
    """It is reported with its field and, where it has one, its id; the rest goes on."""
    mapped = declared().map([7, {"id": "a", "pricing": {"input": "dear"}}, {"id": "b"}])

    assert ["b"] == [listing.provider_model_id for listing in mapped.listings]
    assert [("item", None), ("pricing.input", "a")] == [
        (reject.field, reject.provider_model_id) for reject in mapped.rejects
    ]


def test_a_price_that_no_rule_reads_is_counted() -> None:
    """A new dimension of prices is never lost in silence."""
    item = {"id": "a", "pricing": {"input": 1, "moon": {"full": 2}, "note": "x"}}
    mapped = declared(unpriced=frozenset({"note"})).map([item, {**item, "id": "b"}])

    assert {"pricing.moon.full": 2} == mapped.unread


def test_of_two_rules_for_one_price_the_later_stands() -> None:
    """The ledger has one price for a meter and its conditions."""
    dynamic = Charge("pricing.other", "input_tokens", "USD per token")
    [listing] = (
        declared(prices=(CHARGE, dynamic))
        .map([{"id": "a", "pricing": {"input": 1, "other": -1}}])
        .listings
    )

    assert [PriceState.DYNAMIC] == [price.state for price in listing.prices]


def test_prices_that_are_no_object_are_malformed() -> None:
    """They would be taken for a model without prices."""
    [reject] = declared().map([{"id": "a", "pricing": [1]}]).rejects

    assert "pricing" == reject.field


def test_a_creator_of_its_own_models_needs_no_name_in_ids() -> None:
    """And spellings are the provider's own."""
    provider = declared(creator="acme-labs", spellings=((r"-fast$", ""),))
    [listing] = provider.map([{"id": "Rocket-FAST"}]).listings

    assert "acme-labs/rocket" == listing.canonical_id
