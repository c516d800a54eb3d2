"""Canonical identity: which model an offer is."""
