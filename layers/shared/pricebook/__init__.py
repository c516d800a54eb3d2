"""Everything that Pricebook's functions share: the catalogue of AI models and their prices."""
