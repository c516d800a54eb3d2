"""Prices: meters, conditions, amounts and their units."""
