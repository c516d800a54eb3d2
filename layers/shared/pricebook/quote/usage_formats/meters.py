"""Our own meters, which do not overlap."""

from pricebook.pricing.meters import METERS
from pricebook.quote.usage_formats import Format

COUNTED = frozenset(METERS) - {"token_factor"}

exclusive = Format(
    name="meters",
    title="our meters",
    marks=COUNTED,
    counters={meter: meter for meter in sorted(COUNTED)},
)
