"""The bodies that the code reads as declared shapes."""

from pricebook.admin.changes import Bulk, Change
from pricebook.admin.entries import Entry
from pricebook.admin.scores import Benchmark

BODIES = (Benchmark, Bulk, Change, Entry)
