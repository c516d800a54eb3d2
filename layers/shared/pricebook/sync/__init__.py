"""Synchronisation: one run of one provider or list, its record, lease, queue and schedule."""
