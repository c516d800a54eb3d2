"""Tools: what a language model may ask, with units in every description, and short answers."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pricebook.catalog import canonical, changes, compare, lookup, resolve, search
from pricebook.catalog.changes import Subject
from pricebook.errors import NotFound
from pricebook.mcp.arguments import Arguments, Schema, array, integer, string
from pricebook.mcp.brief import fitting, model_in_brief, offer_in_brief, quote_in_brief
from pricebook.quote.batch import quote_body
from pricebook.serving.answer import Answer

NAME = string("An id such as openai/gpt-5, or a name that means one, such as gpt-5.")
LIMIT = integer("How many at most.", least=1, most=50, default=10)
MIX = "3:1"


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool.

    Attributes:
        name: what a model calls it.
        description: what it answers, in which units.
        fields: its arguments, by name.
        required: the arguments that must be there.
        run: answers an object for checked arguments.
    """

    name: str
    description: str
    fields: Mapping[str, Schema]
    required: Sequence[str]
    run: Callable[[Arguments], dict[str, Any]]

    def declaration(self) -> dict[str, Any]:
        """Return it as the protocol lists it."""
        schema = {
            "type": "object",
            "properties": dict(self.fields),
            "required": list(self.required),
            "additionalProperties": False,
        }
        hints = {"readOnlyHint": True, "openWorldHint": False}
        return {
            "name": self.name,
            "description": self.description,
            "inputSchema": schema,
            "annotations": hints,
        }

    def call(self, arguments: object) -> dict[str, Any]:
        """Answer a call.

        Raises:
            BadRequest: an argument is missing, unknown or of another type.
            NotFound: there is no such model.
        """
        return self.run(Arguments.read(arguments, self.fields, self.required))


def _data(served: tuple[Answer, str]) -> Any:  # noqa: ANN401 - decoded JSON
    return json.loads(served[0].plain())["data"]


def _search_models(given: Arguments) -> dict[str, Any]:
    data = _data(search.search(given.text("query"), given.number("limit")))
    return fitting("models", [model_in_brief(model) for model in data])


def _get_model(given: Arguments) -> dict[str, Any]:
    model = _data(lookup.model(given.text("model")))
    return model_in_brief(model) | fitting("prices", model["prices"])


def _quote(given: Arguments) -> dict[str, Any]:
    meters = {
        "input_tokens": given.number("input_tokens"),
        "output_tokens": given.number("output_tokens"),
        "cache_read_tokens": given.number("cached_input_tokens"),
    }
    request = {
        "model": given.text("model"),
        "usage": {meter: number for meter, number in meters.items() if number},
        "usage_format": "meters",
        "requests": given.number("requests"),
        "at": given.optional("at"),
    }
    data = json.loads(quote_body(json.dumps(request)))["data"]
    quotes = data.get("sellers", [data])
    limit = given.number("limit")
    total = {"sellers_total": data["sellers_total"]} if "sellers_total" in data else {}
    return total | fitting("quotes", [quote_in_brief(quote) for quote in quotes[:limit]])


def _compare(given: Arguments) -> dict[str, Any]:
    data = _data(compare.compare(",".join(given.words("models"))))
    return fitting("models", [model_in_brief(model) for model in data["models"]])


def _price_changes(given: Arguments) -> dict[str, Any]:
    names = ",".join(given.words("models")) or None
    subject = Subject.read(given.optional("seller"), None, names, given.optional("canonical_id"))
    page: dict[str, str | int | None] = {
        "kind": "price",
        "since": given.optional_moment("since"),
        "cursor": None,
        "page_size": given.number("limit"),
    }
    listed = _data(changes.changes(subject, page))
    events = [{"at": e["at"], "title": e["title"], "summary": e["summary"]} for e in listed]
    return fitting("changes", events)


def _cheapest(given: Arguments) -> dict[str, Any]:
    try:
        model = _data(lookup.model(given.text("model")))
    except NotFound as error:  # a model of many sellers, where no offer has the name
        name, alone = resolve.canonical(given.text("model"), error), []
    else:
        name, alone = model.get("canonical_id"), [model_in_brief(model)]
    if name is None:
        return {"canonical_id": None, **fitting("offers", alone)}
    mix = given.optional("mix") or MIX
    data = _data(canonical.canonical_model(name, mix, include_inactive=False))
    offers = [offer_in_brief(offer) for offer in data["offers"] if offer["rank"]]
    total = {"canonical_id": name, "sellers_total": data["active_sellers"]}
    return total | fitting("offers", offers[: given.number("limit")])


TOKENS = integer("Of one request, in tokens.", least=0, most=10**9, default=0)
TOOLS = {
    tool.name: tool
    for tool in (
        Tool(
            "search_models",
            "Find models by a few words, misspelt or not. Prices are US dollars per 1M tokens.",
            {"query": string("A name, an id, or a part of one."), "limit": LIMIT},
            ["query"],
            _search_models,
        ),
        Tool(
            "get_model",
            "One offer of a model with all its prices. Each price is an amount in its currency per"
            " `per` units of its meter, under its conditions.",
            {"model": NAME},
            ["model"],
            _get_model,
        ),
        Tool(
            "quote",
            "What a usage costs in all, in the currency of the answer (US dollars for most), at"
            " one offer, or at every seller of a model with the cheapest first. `complete` is"
            " false where something is missing.",
            {
                "model": NAME,
                "input_tokens": TOKENS,
                "output_tokens": TOKENS,
                "cached_input_tokens": TOKENS,
                "requests": integer("How many such requests.", least=1, most=10**12, default=1),
                "at": string("When it was used, RFC 3339 or a date; now."),
                "limit": integer("How many sellers at most.", least=1, most=50, default=5),
            },
            ["model"],
            _quote,
        ),
        Tool(
            "compare",
            "Up to ten offers side by side. Prices are US dollars per 1M tokens.",
            {"models": array("Ids of models.", most=10)},
            ["models"],
            _compare,
        ),
        Tool(
            "price_changes",
            "Price changes, the newest first, in percent and per 1M tokens where that is said.",
            {
                "models": array("Ids of models; none are all.", most=50),
                "canonical_id": string("Changes of every offer of a canonical model."),
                "seller": string("Changes at one seller."),
                "since": string("Only since this moment, RFC 3339."),
                "limit": LIMIT,
            },
            [],
            _price_changes,
        ),
        Tool(
            "cheapest",
            "The sellers of a model, the cheapest first, by a mix of input and output tokens."
            " Prices are US dollars per 1M tokens.",
            {
                "model": NAME,
                "mix": string("Input to output tokens; 3:1."),
                "limit": LIMIT,
            },
            ["model"],
            _cheapest,
        ),
    )
}
