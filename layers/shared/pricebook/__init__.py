"""Everything that Pricebook's functions share: the catalogue of AI models and their prices."""

__version__ = "0.1.0"
