"""Quotes: usage and prices in, an itemised cost out."""
