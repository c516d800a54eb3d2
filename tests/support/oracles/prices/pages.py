"""A second reading of vendors' own price pages, straight from their text.

Nothing here uses a page's rules, its words or its parsers: a cell is a price if it is an amount and
nothing else, and what stands around it is looked for by its own words.
"""

import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from tests.support.oracles.prices import page_tables
from tests.support.oracles.prices.base_rows import CACHED, INPUT, OUTPUT, Row, row

type Prices = Iterator[tuple[str, Row]]
"""Id of a model, and one of its prices."""

MILLION = Decimal(1_000_000)
WRITTEN = "cache_write_tokens"
AMOUNT = re.compile(r"\\?\$?([0-9]+(?:\.[0-9]+)?)")
WORKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday"]


def mistral(text: str) -> Prices:
    """Dollars for the denominator that stands beside each price."""
    for file in re.split(r"(?m)^export ", re.sub(r"/\*.*?\*/|//[^\n]*", "", text))[1:]:
        flat = " ".join(file.replace("'", '"').split())
        pricing = flat.rpartition("pricing: {")[2].partition(" } as const")[0].strip()
        names = re.findall(r"(?:apiNames|aliases): \[([^\]]*)\]", flat)
        ids = [name for group in names for name in re.findall(r'"([^"]+)"', group)]
        if pricing.startswith('type: "range"'):
            one = r'\1: [{ price: \2, denominator: "/M Tokens" }]'
            pricing = re.sub(r"(input|output): ([0-9.]+)", one, pricing)
        if 'status: "Retired"' not in flat:
            rows = list(mistral_rows(pricing))
            yield from ((model_id, price) for model_id in ids for price in rows)


def mistral_rows(pricing: str) -> Iterator[Row]:
    """Yield the prices of one file, whose lists of prices lie under input and output."""
    for side in ("input", "output"):
        inner = re.search(rf"\b{side}: \[(.*?)\]", pricing)
        for one in re.findall(r"\{([^{}]*)\}", inner[1] if inner else ""):
            price, unit = re.search(r"price: ([0-9.]+)", one), re.search(r'denom\w+: "/(.+?)"', one)
            label = re.search(r'label: "([^"]+)"', one)
            what = label[1].lower() if label else side
            if price and unit and Decimal(price[1]):
                yield from mistral_price(Decimal(price[1]), unit[1], what, side)


def mistral_price(price: Decimal, unit: str, what: str, side: str) -> Iterator[Row]:
    """Yield a price, if its unit and its label are known."""
    denominators = {"M Tokens": "tokens", "Min": "minutes", "M Chars": "characters"}
    if unit in denominators and what in ("input", "output", "cached input"):
        direction = "cache_read" if "cached" in what else side
        per = 1 if unit == "Min" else MILLION
        yield row(f"{direction}_{denominators[unit]}", price / per)
    elif "Pages" in unit:
        yield row("pages", price / 1000, when={"mode": "annotated"} if "Annotated" in unit else {})


def ollama(text: str) -> Prices:
    """Dollars per 1M tokens in cells; in hours doubled by a sentence, or told in more tables."""
    doubled = re.search(r"Prices of (\S+)\* models are doubled between (\S+)-(\S+) UTC", text)
    base, *peaks = text.partition("<p>Prices of ")[0].split("<h3>Peak")
    lost: set[str] = set()
    for part in peaks:
        between = re.search(r"between (\S+) and (\S+) UTC, Monday to Friday", part)
        lost |= set() if between else {name for name, _, _ in ollama_cells(part)}
        for name, meter, amount in ollama_cells(part) if between else ():
            yield name, row(meter, amount, when=peak_hours(between))
    for name, meter, amount in ollama_cells(base):
        if name not in lost:
            yield name, row(meter, amount)
            if doubled and name.startswith(doubled[1]):
                hours = peak_hours(re.search(r"between (\S+)-(\S+) UTC", text))
                yield name, row(meter, 2 * amount, when=hours)


def peak_hours(between: re.Match[str] | None) -> dict[str, object]:
    """Return the hours of working days that a sentence names."""
    return {"utc_windows": [list(between.groups())], "weekdays": WORKDAYS} if between else {}


def ollama_cells(part: str) -> Iterator[tuple[str, str, Decimal]]:
    """Yield model, meter and amount of each cell that is nothing but an amount."""
    for line in re.findall(r"<tr>(<td>.*?)</tr>", part):
        cells = [re.sub(r"<[^>]*>", "", cell) for cell in re.findall(r"<td>(.*?)</td>", line)]
        for meter, cell in zip((INPUT, CACHED, OUTPUT), cells[1:], strict=True):
            if amount := AMOUNT.fullmatch(cell):
                yield cells[0], meter, Decimal(amount[1]) / MILLION


def xai(text: str) -> Prices:
    """Dollars per 1M tokens in three columns, and per picture or second in one."""
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("| ").split("|")]
        named = re.fullmatch(
            r"\[?(ant[\w.-]+)(?:\]\(\S+\))?(?: \((.) (\d+)k prompt tokens\))?", cells[0]
        )
        if not named:
            continue
        when = {"prompt_tokens_gt": int(named[3]) * 1000 - 1} if named[2] == "\u2265" else {}
        if len(cells) == 5:
            for meter, cell in zip((INPUT, CACHED, OUTPUT), cells[2:], strict=True):
                if amount := AMOUNT.fullmatch(cell):
                    yield named[1], row(meter, Decimal(amount[1]) / MILLION, when=when)
        elif len(cells) == 2 and cells[1].endswith(("/ image", "/ img", "/ sec")):
            meter = "output_seconds" if cells[1].endswith("sec") else "output_images"
            yield named[1], row(meter, Decimal(cells[1].split()[0].strip("$")))


def perplexity(text: str) -> Prices:
    """Dollars per 1M tokens under heads that name their side."""
    meters = {"Input": INPUT, "Output": OUTPUT, "Cache read": CACHED, "Cache write": WRITTEN}
    heads: list[str] = []
    for line in text.splitlines():
        cells = [cell.strip("* `") for cell in line.strip("| ").split("|")]
        heads = cells if cells[0] == "Model" else heads
        for head, cell in zip(heads[1:], cells[1:], strict=False):
            amount = AMOUNT.fullmatch(cell)
            if "/" in cells[0] and head.endswith("/1M)") and amount:
                yield cells[0], row(meters[head.partition(" (")[0]], Decimal(amount[1]) / MILLION)


def alibaba(text: str) -> Prices:
    """Dollars per 1M tokens in the tables of Singapore; cells are kept from row to row by hand."""
    for tab in re.findall(r'<Tab title="Singapore">(.*?)</Tab>', text, re.DOTALL):
        for table in re.findall(r"<table.*?</table>", tab, re.DOTALL):
            flat = " ".join(table.split())
            modes = "Non-Thinking mode" in flat
            if "Audio" in flat or "tokens)" not in flat:
                yield from alibaba_pictures(flat)
                continue
            name = ""
            for line in re.findall(r"<tr>(.*?)</tr>", flat.partition("<tbody>")[2]):
                cells = [c.strip() for c in re.findall(r"<td[^>]*>(.*?)</td>", line)]
                name = cells[0].split()[0] if re.match(r"[a-z]", cells[0]) else name
                yield from alibaba_row(name, cells, modes=modes)


def alibaba_row(name: str, cells: list[str], *, modes: bool) -> Prices:
    """Yield the prices of one row: a range, the input, and one or two outputs behind it."""
    ranged = [n for n, c in enumerate(cells) if re.match(r"[0-9]+[KM]?(\\<Token|$)|No tiered", c)]
    if not ranged:
        return
    start = re.match(r"([1-9][0-9]*)K", cells[ranged[0]])
    when: dict[str, object] = {"prompt_tokens_gt": int(start[1]) * 1000} if start else {}
    given, taken, *thought = cells[ranged[0] + 1 :][: 3 if modes else 2]
    stated = [(INPUT, given, when), (OUTPUT, taken, when)]
    if thought:
        alone = {} if taken == "-" else {"mode": "thinking"}
        stated.append((OUTPUT, thought[0], when | alone))
    for meter, cell, conditions in stated:
        if amount := AMOUNT.fullmatch(cell):
            yield name, row(meter, Decimal(amount[1]) / MILLION, when=conditions)


def alibaba_pictures(flat: str) -> Prices:
    """Yield what a picture costs."""
    for name, amount in re.findall(r"<td>([\w-]+)</td><td>\\\$([0-9.]+)/image</td>", flat):
        yield name, row("output_images", Decimal(amount))


def deepseek(text: str) -> Prices:
    """Dollars per 1M tokens: a row for most hours and one for those of a sentence."""
    flat = re.sub(r"\s+", " ", re.sub(r"<sup>.*?</sup>|</?tr>|<td[^>]*>", "", text))
    cells = [cell.strip() for cell in flat.split("</td>")]
    names = [cells[1], cells[2]]
    hours = re.findall(r"(\d\d:\d\d) - (\d\d:\d\d)", flat.partition("Peak hours")[2])
    peak = {"utc_windows": [list(pair) for pair in hours], "weekdays": WORKDAYS}
    meters = {"(CACHE HIT)": CACHED, "(CACHE MISS)": INPUT, "OUTPUT TOKENS": OUTPUT}
    for end, meter in meters.items():
        label = next(place for place, cell in enumerate(cells) if cell.endswith(end))
        for place, when in ((label + 2, {}), (label + 5, peak)):
            for name, cell in zip(names, cells[place : place + 2], strict=True):
                yield name, row(meter, Decimal(cell.strip("$")) / MILLION, when=when)


def google(text: str) -> Prices:
    """Dollars per 1M tokens in the last column, each with the words behind it."""
    media = {"text / image / video": [""], "audio": ["audio_"], "text": [""]}
    media["audio / video"] = ["audio_", "video_"]
    sides = {"Input": "input", "Output": "output", "Context caching": "cache_read"}
    for section in text.split("\n## ")[1:]:
        ids = re.findall(r"`([\w.-]+)`", section.partition("|")[0])
        for part in section.split("\n### "):
            batch = {"service_tier": "batch"} if part.startswith("Batch") else {}
            for label, cell in re.findall(r"\| (\w+(?: caching)?) price.*\| ([^|]*) \|", part):
                for amount, words in re.findall(r"\$([\d.]+\d),? ?([^$]*)", cell):
                    stated = google_price(words.strip(" ."), sides[label], media)
                    for meter, when in () if part.startswith("Overnight") else stated:
                        price = row(meter, Decimal(amount) / MILLION, when=batch | when)
                        yield from ((model_id, price) for model_id in ids)


def google_price(
    words: str, side: str, media: dict[str, list[str]]
) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the meters of an amount and when it holds; a price of next year is none."""
    medium = re.search(r"\(([a-z /]+)\)", words)
    if "starting" in words:
        return
    if "per hour" in words:
        yield "cache_storage_token_hours", {}
        return
    when: dict[str, object] = {"prompt_tokens_gt": 200000} if "> 200k" in words else {}
    for kind in media[medium[1]] if medium else [""]:
        yield f"{side}_{kind}tokens", when


READINGS: dict[str, Callable[[str], Prices]] = {
    "alibaba-cloud": alibaba,
    "anthropic": page_tables.anthropic,
    "cloudflare": page_tables.cloudflare,
    "deepseek": deepseek,
    "google": google,
    "groq": page_tables.groq,
    "minimax": page_tables.minimax,
    "mistral": mistral,
    "moonshot": page_tables.moonshot,
    "ollama-cloud": ollama,
    "openai": page_tables.openai,
    "perplexity": perplexity,
    "together": page_tables.together,
    "xai": xai,
    "zai": page_tables.zai,
}


def second_reading(provider: str, text: str) -> dict[str, list[Row]]:
    """Return the prices of each model; of two that contradict each other none."""
    stated: dict[str, dict[tuple[str, str], set[str]]] = {}
    for model_id, (meter, when, _state, amount) in READINGS[provider](text):
        stated.setdefault(model_id, {}).setdefault((meter, when), set()).add(f"{amount:f}")
    return {
        model_id: sorted(
            row(meter, Decimal(next(iter(costs))), when=json.loads(when))
            for (meter, when), costs in card.items()
            if len({Decimal(cost) for cost in costs}) == 1
        )
        for model_id, card in stated.items()
    }
