"""Every provider's own small body, and what it becomes.

After a deliberate change, `SNAPSHOTS=write pytest tests/providers/test_snapshots.py -k <slug>`
writes the snapshot again, the list in README and `docs/providers.md`; the diff is the review.
"""

import json
import os
import re
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from local import provider_page
from pricebook.adapters.listing import (
    CAPABILITIES,
    INPUT_TAGS,
    MODALITIES,
    MODALITIES_OF_KIND,
    OUTPUT_TAGS,
)
from pricebook.adapters.provider import PROVIDER_KINDS, Mapped
from pricebook.errors import Unreadable
from pricebook.pricing.conditions import CONDITIONS
from pricebook.pricing.meters import METERS
from pricebook.pricing.price import Figure, PriceState
from pricebook.providers import registry
from tests.support.paths import ROOT
from tests.support.strategies import JSON, places

HERE = Path(__file__).parent
SLUGS = list(registry())
WRITES = os.environ.get("SNAPSHOTS") == "write"
README = ROOT / "README.md"
PAGE = ROOT / "docs/providers.md"
LIST = re.compile(r"(?<=\n## Providers\n\n)(.*)\.\n")
"""The line of README that lists the providers."""


def mapped(slug: str, text: str) -> Mapped:
    """Map a body as a run does: decimals keep their text."""
    provider = registry()[slug]
    return provider.map(provider.items(json.loads(text, parse_float=Figure)))


def body(slug: str) -> str:
    """Return the provider's own small body."""
    return (HERE / "bodies" / f"{slug}.json").read_text()


def as_json(result: Mapped) -> dict[str, Any]:
    """Return everything that a body became, as JSON knows it."""
    everything = {
        "listings": [listing.row() for listing in result.listings],
        "rejects": [asdict(reject) for reject in result.rejects],
        "unread": dict(sorted(result.unread.items())),
    }
    decoded: dict[str, Any] = json.loads(json.dumps(everything))
    return decoded


@pytest.mark.parametrize("slug", SLUGS)
def test_body_becomes_snapshot(slug: str) -> None:
    """What a provider publishes becomes exactly what a person has reviewed."""
    rendered = as_json(mapped(slug, body(slug)))
    snapshot = HERE / "snapshots" / f"{slug}.json"
    if WRITES:
        snapshot.write_text(json.dumps(rendered, indent=1, ensure_ascii=False) + "\n")

    assert json.loads(snapshot.read_text()) == rendered


@pytest.mark.parametrize("slug", SLUGS)
def test_readme_lists_it(slug: str) -> None:
    """People see at once whether a seller is there; the list is written with the snapshot."""
    if WRITES:
        README.write_text(LIST.sub(", ".join(SLUGS) + ".\n", README.read_text(), count=1))

    assert slug in listed_in_readme()


@pytest.mark.parametrize("slug", SLUGS)
def test_page_describes_it(slug: str) -> None:
    """The page about providers has its section as the adapter is today."""
    if WRITES:
        PAGE.write_text(provider_page.text())

    assert provider_page.section(registry()[slug]) in PAGE.read_text()


def test_page_describes_nobody_else() -> None:
    """A provider that is gone leaves the page, and the counts at its head are those of today."""
    assert provider_page.text() == PAGE.read_text()


def test_readme_lists_nobody_else() -> None:
    """A provider that is gone leaves the list."""
    assert SLUGS == listed_in_readme()


def listed_in_readme() -> list[str]:
    """Return the providers that README lists."""
    line = LIST.search(README.read_text())
    assert line
    return line[1].split(", ")


@pytest.mark.parametrize("folder", ["bodies", "snapshots"])
def test_no_body_without_provider(folder: str) -> None:
    """A body or snapshot that nobody maps is forgotten work."""
    assert sorted(SLUGS) == sorted(path.stem for path in (HERE / folder).iterdir())


@pytest.mark.parametrize("slug", SLUGS)
def test_decimals_as_text_say_the_same(slug: str) -> None:
    """A figure may be a number or a text: the same body with texts becomes the same listings."""
    as_text = json.dumps(json.loads(body(slug), parse_float=str))

    assert as_json(mapped(slug, body(slug))) == as_json(mapped(slug, as_text))


@pytest.mark.parametrize("slug", SLUGS)
def test_declaration_is_complete(slug: str) -> None:
    """A provider's file is called like its slug and names the vendor's page and the last look."""
    provider = registry()[slug]
    module = import_module(f"pricebook.providers.{slug.replace('-', '_')}")
    addresses = (provider.website, provider.docs_url, provider.url)

    assert provider is module.provider
    assert re.search(r"https://\S+, shape last seen [\w ]*20\d\d", module.__doc__ or "")
    assert all(address.startswith("https://") for address in addresses)
    assert provider.kind in PROVIDER_KINDS
    assert provider.key is None or provider.key.endswith("_API_KEY")


@pytest.mark.parametrize("slug", SLUGS)
def test_words_are_closed(slug: str) -> None:
    """Meters, states, conditions, modalities and capabilities come from the closed lists."""
    listings = mapped(slug, body(slug)).listings
    prices = [price for listing in listings for price in listing.prices]
    sides = [*(x.input_modalities for x in listings), *(x.output_modalities for x in listings)]

    assert {price.meter for price in prices} <= set(METERS)
    assert {price.state for price in prices} <= set(PriceState)
    assert {key for price in prices for key in price.conditions} <= CONDITIONS
    assert {word for side in sides for word in side} <= set(MODALITIES.values())
    assert {word for x in listings for word in x.capabilities} <= set(CAPABILITIES.values())


def test_kinds_and_tags_are_modalities() -> None:
    """What a kind or a tag of model implies is a modality that we know."""
    implied = {side for sides in MODALITIES_OF_KIND.values() for side in sides}

    assert implied | set(INPUT_TAGS.values()) | set(OUTPUT_TAGS.values()) <= set(
        MODALITIES.values()
    )


@pytest.mark.parametrize("slug", SLUGS)
def test_one_price_per_meter_and_conditions(slug: str) -> None:
    """No listing says two prices for one thing, which the ledger would refuse."""
    for listing in mapped(slug, body(slug)).listings:
        keys = [(p.meter, json.dumps(p.conditions, sort_keys=True)) for p in listing.prices]

        assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("strange", [None, 7, "text", ["list"], {}, {"id": 7}, {"id": "\ud800"}])
def test_strange_item_is_set_aside(slug: str, strange: object) -> None:
    """An item that is no object, or has no name, is counted and the rest goes on."""
    provider = registry()[slug]
    items = provider.items(json.loads(body(slug), parse_float=Figure))
    sound, with_strange = provider.map(items), provider.map([strange, *items])

    assert sound.listings == with_strange.listings
    assert len(sound.rejects) + 1 == len(with_strange.rejects)


@pytest.mark.parametrize("slug", SLUGS)
@settings(deadline=None, max_examples=60)  # a busy machine is no defect
@given(data=st.data())
def test_no_value_stops_a_run(slug: str, data: st.DataObject) -> None:
    """Whatever stands in place of a value, its item is listed or set aside, and can be stored."""
    provider = registry()[slug]
    items = provider.items(json.loads(body(slug), parse_float=Figure))
    container, key = data.draw(st.sampled_from(places(items)))
    container[key] = data.draw(JSON)
    rendered = as_json(provider.map(items))
    texts = [word for inner, at in places(rendered) for word in (at, inner[at])]

    assert json.dumps(rendered, ensure_ascii=False).encode()
    assert not any("\0" in word for word in texts if isinstance(word, str))


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("answer", ["{}", '{"data": {}}', '"text"', "null", '{"error": "sorry"}'])
def test_answer_without_list_is_unreadable(slug: str, answer: str) -> None:
    """An answer that holds no list fails the run and says where the list was expected."""
    with pytest.raises(Unreadable, match="expected a list"):
        mapped(slug, answer)


@pytest.mark.parametrize("slug", SLUGS)
def test_bare_list_is_accepted(slug: str) -> None:
    """The list without its envelope is read as well."""
    items = registry()[slug].items(json.loads(body(slug), parse_float=Figure))

    assert items == registry()[slug].items(items)


@pytest.mark.parametrize("slug", ["aimlapi", "azure", "cloudflare", "nano-gpt", "nearai", "zenmux"])
def test_euros_are_not_dollars(slug: str) -> None:
    """Where a list names its currency, another one gives no price, and the run tells of it.

    Where no list names one, nobody can know: the two differ by less than sellers do.
    """
    provider = registry()[slug]
    texts = (body(slug), body(slug).replace('"USD"', '"EUR"'))
    twins = zip(*(provider.items(json.loads(t, parse_float=Figure)) for t in texts), strict=True)
    mapped_twins = [
        tuple(provider.map([item]) for item in pair) for pair in twins if pair[0] != pair[1]
    ]
    rendered = [euros for dollars, euros in mapped_twins if any(x.prices for x in dollars.listings)]

    assert rendered
    assert not any(listing.prices for euros in rendered for listing in euros.listings)
    assert all(euros.unread or euros.rejects for euros in rendered)


def test_a_key_is_sent_where_there_is_one() -> None:
    """A list that needs a key is asked for with it, and a public one without."""
    groq = registry()["groq"]

    assert {"authorization": "Bearer secret"} == groq.headers("secret", groq.url)
    assert {} == groq.headers(None, groq.url)


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize(
    "url", ["https://evil.example/v1/models", "http://{}/v1", "https://{}:8443/"]
)
def test_a_key_is_for_its_provider_alone(slug: str, url: str) -> None:
    """Another host, another port, or the same one without TLS never sees a key."""
    host = urlsplit(registry()[slug].url).hostname

    assert {} == registry()[slug].headers("secret", url.format(host))
