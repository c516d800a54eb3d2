"""Runners: which kind of run a slug has."""

from collections.abc import Callable

from pricebook.sync import page_run, provider_run, reference_run
from pricebook.sync.registration import PRICE_PAGES, reference_lists
from pricebook.sync.run_record import Run


def runner(slug: str) -> Callable[..., Run]:
    """Return what synchronises a provider, a reference list or the price pages."""
    if slug == PRICE_PAGES:
        return page_run.run
    return reference_run.run if slug in reference_lists() else provider_run.run
