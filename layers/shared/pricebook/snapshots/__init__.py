"""Snapshots: the whole catalogue as signed files, each of which names the one before."""
