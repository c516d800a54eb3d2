"""Tables in HTML for a browser without script, and what previews of links say of a model."""

from collections.abc import Iterable
from decimal import Decimal
from html import escape
from typing import Any
from urllib.parse import quote, urlencode

HEADINGS = ("Model", "Sellers", "Input", "Output", "Context")
SIDES = (("input", "prompt"), ("output", "completion"))
OTHER_TERMS = {"batch", "flex", "free", "priority"}
"""Variants that are no price of an ordinary request."""
UNKNOWN = '<span class="unknown">unknown</span>'

type Row = dict[str, Any]


def catalogue(first: dict[str, Any], q: str) -> str:
    """Return the first rows of an index, a form to search, and links to the pages beside it."""
    rows = "".join(_row(row) for row in _rows(first["data"]))
    head = "".join(f'<th scope="col">{name}</th>' for name in HEADINGS)
    meta = first["meta"]
    return (
        f'{form(q)}<p class="count">{meta["total"]:,} models</p>'
        f'<table class="rows"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
        f"<p>{_neighbours(meta, q)}</p>"
    )


def form(q: str) -> str:
    """Return the form that searches the catalogue."""
    return (
        '<form action="/" class="search"><label>Search models'
        f' <input type="search" name="q" value="{escape(q)}"></label>'
        " <button>Search</button></form>"
    )


def model(facts: Row) -> str:
    """Return the offers of one model, the cheapest first."""
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Seller", "Input", "Output"))
    rows = "".join(
        f"<tr><td>{escape(offer['model']['id'])}</td>{_price(offer, 'prompt')}"
        f"{_price(offer, 'completion')}</tr>"
        for offer in facts["offers"]
        if offer["model"]["is_active"]
    )
    return (
        f"<h1>{escape(facts['name'])}</h1><p>{escape(summary(facts))}</p>"
        f'<table class="rows"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    )


def dollars(amount: str) -> str:
    """Return an exact amount as people write it, with two digits after the point at least."""
    whole, _, part = amount.partition(".")
    return f"${int(whole):,}.{part.ljust(2, '0')}"


def summary(facts: Row) -> str:
    """Return one sentence about a model: who sells it, and from which price on."""
    ranked = (offer for offer in facts["offers"] if offer["rank"])
    first = next((offer for offer in ranked if offer["variant"] not in OTHER_TERMS), None)
    sellers = facts["active_sellers"]
    text = f"{facts['id']}: {sellers} {'seller' if sellers == 1 else 'sellers'}"
    if first is None:
        return f"{text}, no known price."
    pricing = first["model"]["pricing"]
    sides = [f"{name} {dollars(pricing[key])}" for name, key in SIDES if key in pricing]
    return f"{text}, the cheapest at {', '.join(sides)} per 1M tokens."


def missing(path: str) -> str:
    """Return what a person sees at an address that nothing lives at."""
    word = path.rpartition("/")[2]
    return (
        f"<h1>Not found</h1><p>Nothing lives at {escape(path)}.</p>{form(word)}"
        '<p><a href="/">The catalogue</a> · <a href="/docs">The API</a></p>'
    )


def _rows(data: Row) -> Iterable[Row]:
    """Yield each model with its sellers and the lowest price of each side."""
    models, offers = data["models"], data["offers"]
    for n, model_id in enumerate(models["id"]):
        own = [o for o, of in enumerate(offers["model"]) if of == n]
        yield {
            "id": model_id,
            "name": models["name"][n] or model_id,
            "sellers": len({offers["provider"][o] for o in own}),
            "context": models["context_length"][n],
            "prices": [_lowest(offers[key][o] for o in own) for _, key in SIDES],
        }


def _lowest(prices: Iterable[str | None]) -> str | None:
    return min((price for price in prices if price), key=Decimal, default=None)


def _row(row: Row) -> str:
    prices = "".join(
        f'<td class="number">{dollars(p) if p else UNKNOWN}</td>' for p in row["prices"]
    )
    context = f"{row['context']:,}" if row["context"] else UNKNOWN
    return (
        f'<tr><td><a href="/m/{quote(row["id"])}">{escape(row["name"])}</a></td>'
        f'<td class="number">{row["sellers"]}</td>{prices}<td class="number">{context}</td></tr>'
    )


def _price(offer: Row, key: str) -> str:
    price = offer["model"]["pricing"].get(key)
    return f'<td class="number">{dollars(price) if price else UNKNOWN}</td>'


def _neighbours(meta: Row, q: str) -> str:
    """Return links to the pages before and after this one."""
    pages = -(-meta["total"] // meta["page_size"]) if meta["page_size"] else 1
    near = {"Previous": meta["page"] - 1, "Next": meta["page"] + 1}
    more = {"q": q} if q else {}
    addresses = {
        name: "/?" + urlencode({**more, "page": number})
        for name, number in near.items()
        if 1 <= number <= pages
    }
    return " · ".join(f'<a href="{escape(at)}">{name}</a>' for name, at in addresses.items())
