"""Faults on purpose: stores, networks and values that fail in the middle of something."""
