"""Writes outside a sync run: documents, exchange rates, the write lock."""
