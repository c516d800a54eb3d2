"""Serving: a body built by one statement, kept in memory and Valkey."""
