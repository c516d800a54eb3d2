"""One document per address: the built shell with its title, its first answer and its settings."""

import json
from html import escape
from pathlib import Path
from typing import Any

from pricebook import settings
from pricebook.catalog import canonical, index, lookup
from pricebook.errors import BadRequest, NotFound, Unavailable
from pricebook.pages import tables
from pricebook.serving.answer import Answer

ROWS = 50
MIX = "3:1"
MAX_PAGE = 1_000_000
TITLES = {
    "/": "AI models and what they cost",
    "/admin": "Operators",
    "/changes": "Price changes",
    "/compare": "Compare models",
    "/cost": "Cost calculator",
    "/status": "Status",
}
UNBUILT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Pricebook</title></head><body>
<!--body--><h1>Pricebook</h1>
<p>The API serves. The pages are not built yet: <code>make up</code> builds them beside the first
synchronisation, and says so if it cannot. Reload this page in a minute.</p>
<p><a href="/docs">The API, with its documentation</a></p></body></html>
"""


def page(built: Path, path: str, query: dict[str, str]) -> str:
    """Return the document of a page; what its first view needs of the API is in it."""
    title = TITLES[path]
    if path != "/":
        first = _status() if path == "/status" else None
        return _filled(built, title, f"Pricebook: {title.lower()}.", "", first)
    text = "What every AI model costs, from every seller, now and on any past day."
    first = _first(query.get("q") or None, _page_number(query.get("page", "1")))
    body = tables.catalogue(first, query.get("q", "")) if first else tables.form("")
    return _filled(built, title, text, body, first)


def model(built: Path, canonical_id: str, query: dict[str, str]) -> str | None:
    """Return the document of a model with its offers; None where there is no such model."""
    try:
        answer, _ = canonical.canonical_model(canonical_id, MIX, include_inactive=True)
    except NotFound:
        return None
    except Unavailable:
        return _filled(built, canonical_id, "", "", None)
    first = _json(answer)
    facts = first["data"]
    wanted = first if query.get("mix", MIX) == MIX else None
    return _filled(built, facts["name"], tables.summary(facts), tables.model(facts), wanted)


def missing(built: Path, path: str) -> str:
    """Return the document of an address that nothing lives at."""
    body = tables.missing(path)
    return _filled(built, "Not found", "", body, None)


def _status() -> dict[str, Any] | None:
    try:
        answer, _ = lookup.status()
    except (NotFound, Unavailable):
        return None
    return _json(answer)


def _first(q: str | None, number: int) -> dict[str, Any] | None:
    """Return the first rows, and the address of all; None where nothing can answer now."""
    try:
        answer, _ = index.index(q, number, ROWS)
    except (BadRequest, NotFound, Unavailable):
        return None
    return _json(answer) | {"digest": index.current_digest()}


def _page_number(text: str) -> int:
    known = text.isascii() and text.isdigit() and 0 < int(text[:9]) <= MAX_PAGE
    return int(text[:9]) if known else 1


def _json(answer: Answer) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(answer.plain())
    return body


def _filled(built: Path, title: str, text: str, body: str, first: dict[str, Any] | None) -> str:
    """Fill the shell.

    Args:
        built: the folder that the build fills; without it a notice stands for the shell.
        title: plain text, as everything that is not named HTML.
        text: what previews of links show.
        body: HTML that a browser without script shows.
        first: the answer of the API that the script begins with.
    """
    shell = built / "index.html"
    html = shell.read_text(encoding="utf-8") if shell.is_file() else UNBUILT
    sign_in = {
        "url": settings.text("SIGN_IN_URL", ""),
        "client": settings.text("SIGN_IN_CLIENT", ""),
    }
    parts = {
        "<!--head-->": _head(title, text),
        "<!--body-->": body,
        "<!--config-->": _data({"sign_in": sign_in}),
        "<!--first-->": _data(first),
    }
    for marker, part in parts.items():
        html = html.replace(marker, part, 1)
    return html


def _head(title: str, text: str) -> str:
    safe, about = escape(title), escape(text)
    return (
        f"<title>{safe} · Pricebook</title>"
        f'<meta name="description" content="{about}"><meta property="og:title" content="{safe}">'
        f'<meta property="og:description" content="{about}">'
        '<meta property="og:type" content="website">'
        '<meta property="og:site_name" content="Pricebook">'
    )


def _data(value: object) -> str:
    """Return JSON that no text in it can end: an HTML parser sees no tag there."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
