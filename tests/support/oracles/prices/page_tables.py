"""A second reading of the price pages that are Markdown tables under headings, line by line.

Nothing here uses a page's rules, its words or its parsers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from tests.support.oracles.prices.base_rows import CACHED, INPUT, OUTPUT, Row, row

type Prices = Iterator[tuple[str, Row]]
"""Id of a model, and one of its prices."""

MILLION = Decimal(1_000_000)
WRITTEN = "cache_write_tokens"
JUNK = re.compile(r"~~.*?~~|<sup>.*?</sup>|<span.*?</span>|<[^>]*>|!\[[^\]]*\]\([^)]*\)|[\\*`]")
DOLLARS = re.compile(r"\$([0-9]+(?:\.[0-9]+)?)(?: / (?:MTok|M tokens))?")


@dataclass(slots=True)
class Line:
    """One row of a table: its cells under their heads, and the lines before its table."""

    heads: list[str]
    cells: list[str]
    before: list[str] = field(default_factory=list)

    @property
    def fits(self) -> bool:
        """Whether there is a cell for each head."""
        return len(self.heads) == len(self.cells)

    def under(self, *heads: str) -> list[str]:
        """Return the cells under these heads."""
        pairs = zip(self.heads, self.cells, strict=False)
        return [cell for head, cell in pairs if head in heads]


def clean(cell: str) -> str:
    """Return a cell without markup: of a link its text is left."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1 ", JUNK.sub(" ", cell.replace("<br", " <br")))
    return " ".join(text.split())


def lines(text: str) -> Iterator[Line]:
    """Yield the rows of all tables."""
    heads: list[str] = []
    before: list[str] = []
    for line in text.splitlines():
        cells = [clean(cell) for cell in line.strip().strip("|").split("|")]
        if "|" not in line:
            heads = []
            before.append(line.strip())
        elif not heads:
            heads = cells
        elif not re.fullmatch(r"[|: -]+", line.strip()):
            yield Line(heads, cells, before)


def priced(line: Line, meters: dict[str, str], **when: object) -> Iterator[Row]:
    """Yield a price for each head that has a meter, where the cell is an amount and no more."""
    for head, cell in zip(line.heads, line.cells, strict=False):
        amount = DOLLARS.fullmatch(cell)
        if head in meters and amount:
            yield row(meters[head], Decimal(amount[1]) / MILLION, when=when)


def anthropic(text: str) -> Prices:
    """Dollars per MTok; a name becomes an id, whose parts changed their order with version 4."""
    meters = {
        "Base input tokens": INPUT,
        "5m cache writes": WRITTEN,
        "Cache hits and refreshes": CACHED,
        "Output tokens": OUTPUT,
        "Input": INPUT,
        "Output": OUTPUT,
    }
    for line in lines(text):
        fast = {"speed": "fast"} if "### Fast mode pricing" in line.before[-2:] else {}
        batch = {"Batch input": INPUT, "Batch output": OUTPUT}
        # the test's day is before the end of this row, and before the start of any other
        sold = line.cells[0].removesuffix(" through December 31, 2026")
        for name in sold.replace(" (limited availability )", "").split(" / "):
            named = re.fullmatch(r"Claude (\w+) ([\d.]+)", name)
            if not named:
                continue
            word, number = named[1].lower(), named[2].replace(".", "-")
            model_id = f"claude-{number}-{word}" if number < "4" else f"claude-{word}-{number}"
            yield from ((model_id, one) for one in priced(line, meters, **fast))
            yield from ((model_id, one) for one in priced(line, batch, service_tier="batch"))
            hour = priced(line, {"1h cache writes": WRITTEN}, cache_ttl="1h")
            yield from ((model_id, one) for one in hour)


def openai(text: str) -> Prices:
    """Dollars per 1M tokens; a tab is a line of one word, and long prompts have columns."""
    tiers = {"Batch": {"service_tier": "batch"}, "Fast": {"service_tier": "priority"}}
    for line in lines(text):
        sections = [one for one in line.before if re.search(r"(?:models|Tools|Finetuning)$", one)]
        since = line.before[line.before.index(sections[-1]) :]
        tab = next((one for one in reversed(since) if re.fullmatch(r"[A-Z][a-z]+", one)), "")
        known = tab in {"Standard", "", *tiers, "Tools", "Finetuning"}
        if not known or sections[-1] in {"Tools", "Finetuning"} or not line.fits:
            continue
        medium = (*line.under("Modality"), "Text")[0].lower()
        name = re.sub(r" \(<.*\)", "", line.under("Model")[0])
        kind = "" if medium == "text" else f"{medium}_"
        meters = {"Input": "input", "Cached input": "cache_read", "Output": "output"}
        meters |= {"Output / cost": "output", "Cache writes": "cache_write"}
        short = {f"Short context {head.lower()}": meter for head, meter in meters.items()}
        full = {head: f"{meter}_{kind}tokens" for head, meter in (meters | short).items()}
        long = {head.replace("Short", "Long"): full[head] for head in short}
        tier = tiers.get(tab, {})
        yield from ((name, one) for one in priced(line, full, **tier))
        yield from ((name, o) for o in priced(line, long, prompt_tokens_gt=272000, **tier))
        for cell in line.cells:
            if spoken := re.fullmatch(r"\$([0-9.]+) / 1M characters", cell):
                yield name, row("input_characters", Decimal(spoken[1]) / MILLION)


def zai(text: str) -> Prices:
    """Dollars per 1M tokens, or per picture where a line or the cell says so."""
    meters = {"Input": INPUT, "Cached Input": CACHED, "Output": OUTPUT}
    for line in lines(text):
        if line.heads[0] != "Model":
            continue
        name = line.cells[0].lower()
        yield from ((name, one) for one in priced(line, meters))
        said = [one for one in line.before if one.startswith("Prices per")][-1]
        for cell in line.under("Price"):
            amount = re.fullmatch(r"\$([0-9.]+)( / image)?", cell)
            if amount and (amount[2] or said == "Prices per image."):
                yield name, row("output_images", Decimal(amount[1]))


def minimax(text: str) -> Prices:
    """Dollars per M tokens, second or M characters; tabs are tags or lines of their own."""
    meters = {"Input": INPUT, "Output": OUTPUT, "Prompt caching Read": CACHED}
    meters |= {"Prompt caching Write": WRITTEN}
    for line in lines(text):
        tags = [one for one in line.before if re.match(r"<Tab |</Tab>", one)]
        words = [one for one in line.before if one and not one.startswith(("#", "\\*"))]
        tab = tags[-1] if tags and tags[-1] != "</Tab>" else words[-1] if words else ""
        cell = re.fullmatch(r"([\w.-]+)((?: [≤>] 512k input tokens)?(?: Permanent 50% off)?)",
                            line.under("Model", "Model / API")[0])  # fmt: skip
        if not cell or "Moonlight" in tab:
            continue
        when: dict[str, object] = {"prompt_tokens_gt": 512000} if ">" in cell[2] else {}
        when |= {"service_tier": "priority"} if "Priority" in tab else {}
        yield from ((cell[1], one) for one in priced(line, meters, **when))
        for price in line.under("Price", "List Price"):
            if spoken := re.fullmatch(r"\$([0-9.]+) / M characters", price):
                yield cell[1], row("input_characters", Decimal(spoken[1]) / MILLION)
            if film := re.fullmatch(r"\$([0-9.]+) / second", price):
                size = {"resolution": line.under("Resolution")[0].lower()}
                yield cell[1], row("output_seconds", Decimal(film[1]), when=size)


def groq(text: str) -> Prices:
    """Dollars per 1M tokens for each word of a cell, or per hour or characters for all of it."""
    words = {"input": INPUT, "output": OUTPUT, "cached input": CACHED}
    units: dict[str, tuple[str, Decimal]] = {
        "per hour": ("input_hours", Decimal(1)),
        "per 1M characters": ("input_characters", MILLION),
    }
    for line in lines(text):
        name, price = line.cells[0].split()[-1], line.under("PRICE PER 1M TOKENS")[0]
        parts = re.findall(r"\$([0-9.]+) ([^$]+?) ?(?=\$|$)", price)
        for amount, word in parts if all(w in words | units for _, w in parts) else ():
            meter, per = units.get(word, (words.get(word, ""), MILLION))
            yield name, row(meter, Decimal(amount) / per)


def together(text: str) -> Prices:
    """Dollars per 1M tokens by the head, or per picture or megapixel."""
    per = "pricing (per 1M tokens)"
    meters = {f"Input {per}": INPUT, f"Cached input {per}": CACHED, f"Output {per}": OUTPUT}
    for line in lines(text):
        name = line.under("API model string", "Model string for API")[0]
        yield from ((name, one) for one in priced(line, meters))
        amount = [DOLLARS.fullmatch(cell) for cell in line.under("Price")]
        if amount and amount[0]:
            unit = {"megapixel": "output_megapixels", "image": "output_images"}
            yield name, row(unit[line.under("Unit")[0]], Decimal(amount[0][1]))


def cloudflare(text: str) -> Prices:
    """Dollars in one cell, each with its unit."""
    units = {
        "per M input tokens": (INPUT, MILLION),
        "per M cached input tokens": (CACHED, MILLION),
        "per M output tokens": (OUTPUT, MILLION),
        "per 512x512 tile": ("image_tiles", Decimal(1)),
        "per step": ("image_steps", Decimal(1)),
    }
    for line in lines(text):
        for price in line.under("Price in Tokens"):
            for amount, unit in re.findall(r"\$([0-9.]+) (per [^$]+?) ?(?=\$|$)", price):
                if unit in units:
                    yield line.cells[0], row(units[unit][0], Decimal(amount) / units[unit][1])


def moonshot(text: str) -> Prices:
    """Dollars per 1M tokens in lists of cells, under the titles of their columns."""
    meters: dict[str, tuple[str, dict[str, object]]] = {
        "Cache Write Price (TTL 5min)": (WRITTEN, {}),
        "Cache Write Price (TTL 1h)": (WRITTEN, {"cache_ttl": "1h"}),
        "Cached Input Price": (CACHED, {}),
        "Input Price (Cache Hit)": (CACHED, {}),
        "Input Price": (INPUT, {}),
        "Input Price (Cache Miss)": (INPUT, {}),
        "Output Price": (OUTPUT, {}),
    }
    titles: list[str] = []
    for line in text.splitlines():
        titles = [] if "<DocTable" in line else titles + re.findall(r'title: "([^"]+)"', line)
        cells = [cell.strip(' "') for cell in line.strip(" ,[]").split(", ")]
        if len(cells) != len(titles) or cells[1] != "1M tokens":
            continue
        for title, cell in zip(titles, cells, strict=True):
            amount = re.fullmatch(r'<>\{"\$"\}([0-9.]+)</>', cell)
            if amount and title in meters:
                meter, when = meters[title]
                yield cells[0], row(meter, Decimal(amount[1]) / MILLION, when=when)
