"""Bodies that callers send, by their names in the document."""

from collections.abc import Mapping

from pricebook.api.admin import disagreements, exchange_rates, providers, reviews
from pricebook.api.admin.bodies import benchmark, model, price
from pricebook.api.body import Body
from pricebook.api.routes import watches

BODIES: Mapping[str, type[Body]] = {
    "Benchmark": benchmark.Benchmark,
    "BulkChange": model.Bulk,
    "BulkDecision": reviews.Bulk,
    "ModelChange": model.Change,
    "Conduct": providers.ProviderSettings,
    "Dismissal": disagreements.Dismissal,
    "Entry": price.ManualPrice,
    "Remark": reviews.Remark,
    "WatchEntry": watches.WatchEntry,
    "Worth": exchange_rates.RateEntry,
}
