"""Alerts to operators: what is told, and through which channel."""
