"""The bodies that operators send, under the names that the document gives them."""

from collections.abc import Mapping

from pricebook.api.admin import disagreements, exchange_rates, providers, reviews
from pricebook.api.admin.bodies import benchmark, model, price
from pricebook.api.admin.bodies.body import Sent

BODIES: Mapping[str, type[Sent]] = {
    "Benchmark": benchmark.Benchmark,
    "BulkChange": model.Bulk,
    "BulkDecision": reviews.Bulk,
    "ModelChange": model.Change,
    "Conduct": providers.Conduct,
    "Dismissal": disagreements.Dismissal,
    "Entry": price.Entry,
    "Remark": reviews.Remark,
    "Worth": exchange_rates.Worth,
}
