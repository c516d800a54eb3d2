"""The bodies that operators send, under the names that the document gives them."""

from collections.abc import Mapping

from pricebook.admin import changes, disagreements, entries, exchange, providers, reviews, scores
from pricebook.admin.sent import Sent

BODIES: Mapping[str, type[Sent]] = {
    "Benchmark": scores.Benchmark,
    "BulkChange": changes.Bulk,
    "BulkDecision": reviews.Bulk,
    "ModelChange": changes.Change,
    "Conduct": providers.Conduct,
    "Dismissal": disagreements.Dismissal,
    "Entry": entries.Entry,
    "Remark": reviews.Remark,
    "Worth": exchange.Worth,
}
