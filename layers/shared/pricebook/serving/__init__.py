"""Serving: a body that one statement builds, cached in memory and in Valkey."""
