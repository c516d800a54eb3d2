"""Findings: what was wrong with a run's answer, and what to do about it."""

from dataclasses import dataclass

from pricebook.errors import Category

WHAT_TO_DO = {
    "validation": "Compare the sample with the provider's documentation; the adapter may need it.",
    "cut": "Nothing: the beginning was kept. Look at the provider's list if it is not prose.",
    "duplicate": "Nothing: the first of them was kept. Tell the provider if it stays.",
    "shrunk": "If the provider really dropped these models, run once with FORCE=1.",
    "truncated": "What came was kept and nothing was removed. If it lasts, adapt its file.",
    "rejects": "The provider probably changed its shape: compare a sample and adapt its file.",
    "absurd": "Look for a wrong unit in the adapter or at the provider; approve it if true.",
    "card": "Nothing: the prices of one model are held together, and released together.",
    "run": "Compare the provider's own page, then approve or reject the run as a whole.",
    "priced share": "The provider probably changed its shape: compare a sample and adapt its file.",
    "new price": "Nothing if it lasts: the same figure in three runs over a day is accepted.",
    "absurd in a list": "Nothing: no price of such an entry was used. Tell the list's maintainers.",
    "unit slip": "Look for a wrong unit in the adapter or at the provider; approve it if true.",
    "jump": "Nothing if it lasts: the same figure in three runs over a day is accepted.",
    "silent page": "Compare the page with its module in price_pages; what it stated stands.",
    "siblings": "Nothing was held: compare the provider's own page, two figures may be swapped.",
    "old list": "Let PRICEBOOK_UPSTREAM serve a newer copy; a list that is asked needs nothing.",
    "unmatched": "Nothing: lists state more than sellers list; such offers are kept, and not sold.",
    "unread in a page": "Add a phrase to the page's module in price_pages, or leave it unread.",
    "unread": "Add a rule for this field to the provider's file, or ignore it there on purpose.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One kind of thing that was wrong with an answer, for the run's errors."""

    category: Category
    count: int
    sample: str
    what_to_do: str

    def row(self) -> dict[str, object]:
        """Return it as the run's errors hold it."""
        return {name: getattr(self, name) for name in self.__slots__}
