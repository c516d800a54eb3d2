"""Command line: what AI models cost, in a terminal or as JSON."""

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from rich.console import Console
from rich.table import Table

from pricebook_client import tables
from pricebook_client.client import DEFAULT_URL, Pricebook
from pricebook_client.errors import PricebookError

COUNT = re.compile(r"(\d+(?:\.\d+)?)([kKmMbB]?)")
FACTORS = {"": 1, "k": 1_000, "m": 1_000_000, "b": 1_000_000_000}
INTERRUPTED = 130


def main(words: Sequence[str] | None = None, book: Pricebook | None = None) -> int:
    """Run one command; 1 where it failed, with a sentence that says why.

    Args:
        words: the words after the program's name; None is those of the process.
        book: the Pricebook that is asked; None is the one that --url names.
    """
    options = _parser().parse_args(words)
    console = Console(soft_wrap=True)
    try:
        with book or Pricebook(options.url) as prices:
            options.run(prices, options, console)
            if prices.stale_since:
                print(f"Nothing answers: this is of {prices.stale_since}.", file=sys.stderr)
    except PricebookError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def count(text: str) -> int:
    """Return a number of tokens or requests: 800, 12k, 1.5M.

    Raises:
        ArgumentTypeError: it is no number.
    """
    match = COUNT.fullmatch(text)
    number = Decimal(match[1]) * FACTORS[match[2].lower()] if match else None
    if number is None or number % 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no count: expected 800, 12k or 1.5M")
    return int(number)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pricebook", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    quote = _verb(verbs, "quote", _quote, "what a usage costs at a seller, or at every one")
    quote.add_argument("model", help="an id, or a name such as gpt-5")
    quote.add_argument("--in", dest="input", type=count, default=0, help="input tokens: 12k")
    quote.add_argument("--out", dest="output", type=count, default=0, help="output tokens: 800")
    quote.add_argument("--cached", type=count, default=0, help="input tokens read from a cache")
    quote.add_argument("--requests", type=count, default=1, help="how many such requests: 10k")
    quote.add_argument("--at", help="a day or a moment: 2026-03-15")
    quote.add_argument("--everywhere", action="store_true", help="at every seller of the model")
    quote.add_argument("--tier", help="a service tier: batch, flex, priority")
    find = _verb(verbs, "find", _find, "models by a few words")
    find.add_argument("words", nargs="+")
    find.add_argument("--limit", type=count, default=20)
    prices = _verb(verbs, "prices", _prices, "what a model costs at every seller, now or then")
    prices.add_argument("model", help="a name such as claude-sonnet-4.5")
    prices.add_argument("--at", help="a day or a moment: 2026-03-15")
    history = _verb(verbs, "history", _history, "the price changes of a model")
    history.add_argument("model")
    watch = _verb(verbs, "watch", _watch, "tell changes of models as they happen")
    watch.add_argument("models", nargs="+")
    watch.add_argument("--every", type=count, default=300, help="seconds between two looks")
    watch.add_argument("--since", help="begin with the changes since a moment")
    watch.add_argument("--once", action="store_true", help="look once, and end")
    return parser


def _verb(
    verbs: Any,  # noqa: ANN401 - argparse names no type for it
    name: str,
    run: Callable[[Pricebook, argparse.Namespace, Console], None],
    text: str,
) -> argparse.ArgumentParser:
    verb: argparse.ArgumentParser = verbs.add_parser(name, help=text, description=text)
    verb.add_argument("--json", action="store_true", help="print what the API answers")
    verb.add_argument("--url", help=f"where Pricebook is; PRICEBOOK_URL, or {DEFAULT_URL}")
    verb.set_defaults(run=run)
    return verb


def _quote(book: Pricebook, options: argparse.Namespace, console: Console) -> None:
    usage = {
        "input_tokens": options.input,
        "output_tokens": options.output,
        "cache_read_tokens": options.cached,
    }
    stated = {"at": options.at, "service_tier": options.tier}
    name = book.canonical_id(options.model) if options.everywhere else options.model
    quotes = list(
        book.quotes(
            name,
            {meter: number for meter, number in usage.items() if number},
            requests=options.requests,
            usage_format="meters",
            **{name: value for name, value in stated.items() if value},
        )
    )
    _print(console, options, [quote.data for quote in quotes], lambda: tables.quotes(quotes))


def _find(book: Pricebook, options: argparse.Namespace, console: Console) -> None:
    models = book.find(" ".join(options.words), options.limit)
    _print(console, options, [model.data for model in models], lambda: tables.models(models))


def _prices(book: Pricebook, options: argparse.Namespace, console: Console) -> None:
    offers = book.offers(options.model, options.at)
    _print(console, options, [offer.data for offer in offers], lambda: tables.offers(offers))


def _history(book: Pricebook, options: argparse.Namespace, console: Console) -> None:
    changes = book.history(options.model)
    _print(console, options, changes, lambda: tables.history(changes))


def _watch(book: Pricebook, options: argparse.Namespace, console: Console) -> None:
    ids = [book.model(name).id for name in options.models]
    since = options.since or datetime.now(UTC).isoformat()
    printed: set[str] = set()
    while True:
        fresh = [c for c in book.changes(ids, since) if c.id not in printed]
        for change in reversed(fresh):
            printed.add(change.id)
            line = json.dumps(change.data, default=str) if options.json else tables.line(change)
            console.print(line, markup=False, highlight=False)
        if options.once:
            return
        time.sleep(options.every)


def _print(
    console: Console, options: argparse.Namespace, data: object, table: Callable[[], Table]
) -> None:
    if options.json:
        console.print(json.dumps(data, indent=2, default=str), markup=False, highlight=False)
    else:
        console.print(table())
