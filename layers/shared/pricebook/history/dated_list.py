"""Dated list: the history of one reference list, and the reader that understands it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pricebook.errors import Unreadable
from pricebook.history import genai_prices, llm_prices, models_dev
from pricebook.history.lines import DatedLine, dated_lines, superseded
from pricebook.history.statements import OfferKey, Statement
from pricebook.references.sellers import Known

SPANS = "llm-prices"
BY_RULE = "genai-prices"
LISTS = ("models.dev", BY_RULE, SPANS)


@dataclass(frozen=True, slots=True)
class DatedList:
    """The dated lines of one list.

    Attributes:
        name: the list, one of LISTS.
        text: its lines as JSON.
        changes: the same, read; spans are read where the known offers are.
        first_day: the first day of which the lines speak.
        last_day: the last one.
        digest: SHA-256 of the lines.
    """

    name: str
    text: Sequence[str]
    changes: Sequence[DatedLine]
    first_day: date
    last_day: date
    digest: str
    seller = None
    """The only one of whom it tells; a list tells of many."""

    @property
    def source(self) -> str:
        """The source of its prices."""
        return f"reference:{self.name}"

    @property
    def by_rule(self) -> bool:
        """Whether it states something of ids that it does not name, or only of known ones."""
        return self.name != "models.dev"

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return len(self.text)

    @property
    def superseded(self) -> int:
        """How many changes were made again on the same day."""
        return superseded(self.changes)

    def statements(self, known: Known, since: Mapping[OfferKey, date]) -> Sequence[Statement]:
        """Return what the list stated of each offer.

        Args:
            known: the sellers whose offers are wanted, and the ids that are known of each.
            since: the first day on which each id was named.
        """
        if self.name == SPANS:
            ids = {(slug, name.lower()) for slug, names in known.ids.items() for name in names}
            spans = llm_prices.statements(self.text)
            return [s for s in spans if (s.offer.provider, s.offer.provider_model_id) in ids]
        if self.name == BY_RULE:
            return genai_prices.statements(self.changes, known, since)
        return models_dev.statements(self.changes, known)


def dated_list(name: str, text: Sequence[str], until: date | None = None) -> DatedList:
    """Return a list's history.

    Args:
        name: the list, one of LISTS.
        text: its lines, as JSON.
        until: the last day of which they tell; None is the day of the last change.

    Raises:
        Unreadable: the list is unknown, empty, or a line is no line of it.
    """
    if name not in LISTS:
        raise Unreadable(f"there is no history of {name!r}; there is one of {', '.join(LISTS)}")
    lines = [line for line in text if line.strip()]
    changes = [] if name == SPANS else dated_lines(lines)
    days = llm_prices.days(lines) if name == SPANS else [change.day for change in changes]
    if not days:
        raise Unreadable(f"the history of {name} has no dated line")
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return DatedList(name, lines, changes, min(days), until or max(days), digest)
