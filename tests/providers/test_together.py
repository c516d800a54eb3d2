"""Together's two lists: what is sold by use, and what an older list knows of it."""

from typing import Any

from pricebook.pricing.price import Figure
from pricebook.providers.together import provider
from pricebook.providers.together.sold import SERVERLESS

BIG: dict[str, Any] = {
    "name": "Big 2",
    "serverlessEndpoint": "acme/Big-2",
    "products": ["PRODUCT_SERVERLESS"],
    "pricing": {"input": Figure("0.4"), "output": Figure("1.6"), "cachedInput": Figure("0.04")},
    "inputModalities": ["MODALITY_TEXT", "MODALITY_IMAGE"],
    "outputModalities": ["MODALITY_TEXT"],
    "features": ["FEATURE_TOOL_CALLING", "FEATURE_STRUCTURED_OUTPUT", "FEATURE_SINGING"],
}
OLDER = [
    {"id": "acme/Big-2", "type": "chat", "context_length": 131072, "pricing": {"input": 9}},
    {"id": "acme/Speaker", "type": "audio", "pricing": {"input": 65, "output": 0}},
    {"id": "acme/Retired", "type": "chat", "pricing": {"input": 1, "output": 1}},
]


def mapped(*pages: dict[str, Any], older: list[Any] | None = OLDER) -> Any:
    """Map what these pages become with the older list; no page is a list that is gone."""
    answers: dict[str, Any] = dict(zip((SERVERLESS, f"{SERVERLESS}&after=b"), pages, strict=False))

    def get(url: str, body: object = None, *, optional: bool = False) -> Any:
        assert body is None
        assert optional == (url != provider.url or bool(pages))
        return older if url == provider.url else answers.get(url)

    assert provider.fetch
    return provider.map(provider.fetch(get))


def amounts(listing: Any) -> dict[str, str]:
    """Return dollars per 1M by meter."""
    return {p.meter: f"{(p.amount or 0) * 1_000_000:f}" for p in listing.prices}


def test_what_is_sold_by_use_stands_alone() -> None:
    """Where the older list is gone, what is sold by use has its prices without those facts."""
    (big,) = mapped({"data": [BIG]}, older=None).listings

    assert (None, 3) == (big.context_length, len(big.prices))


def test_what_is_sold_by_use_stands() -> None:
    """Its price and abilities are the newer list's, its context the older one's."""
    first = {"data": [BIG], "next_cursor": "b"}
    unsold = BIG | {"serverlessEndpoint": None}, BIG | {"products": ["PRODUCT_DEDICATED"]}
    alone = BIG | {"serverlessEndpoint": "acme/New", "pricing": {"input": 0, "output": 0}}
    result = mapped(first, {"data": [*unsold, alone, "odd"], "next_cursor": None})
    big, new = result.listings

    assert {"input_tokens": "0.4", "output_tokens": "1.6", "cache_read_tokens": "0.04"} == {
        meter: amount.rstrip("0") for meter, amount in amounts(big).items()
    }
    assert (131072, "Big 2", ("text", "image"), ("structured_output", "tools")) == (
        big.context_length,
        big.name,
        big.input_modalities,
        big.capabilities,
    )
    assert ("acme/New", ()) == (new.provider_model_id, new.prices)
    assert 1 == len(result.rejects)
    assert not result.unread


def test_a_unit_that_nobody_names_is_reported() -> None:
    """Speech has the older list's unit; another price of it, and those of pictures, are told."""
    speaker = BIG | {"serverlessEndpoint": "acme/Speaker", "pricing": {"input": 70}}
    painter = BIG | {
        "serverlessEndpoint": "acme/Painter",
        "pricing": {"input": Figure("0.03")},
        "outputModalities": ["MODALITY_IMAGE"],
    }
    result = mapped({"data": [speaker, painter]})

    assert [["input_characters"], []] == [[p.meter for p in x.prices] for x in result.listings]
    assert {"by_use.pricing.input": 1, "pricing.input": 1} == result.unread


def test_the_older_list_stands_alone_where_the_other_is_gone() -> None:
    """All models are listed with the prices that they have there."""
    assert ["acme/Big-2", "acme/Speaker", "acme/Retired"] == [
        listing.provider_model_id for listing in mapped().listings
    ]


def test_both_names_of_the_vendor_see_the_key() -> None:
    """The newer list lies at another name of the same vendor."""
    assert {"authorization": "Bearer k"} == provider.headers("k", SERVERLESS)
    assert {} == provider.headers("k", SERVERLESS.replace("together", "t0gether"))
