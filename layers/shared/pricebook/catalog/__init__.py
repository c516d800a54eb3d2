"""Catalog: queries of the public read side, one module per route of the same name."""
