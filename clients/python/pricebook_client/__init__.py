"""Client of Pricebook: what AI models cost, typed, in exact decimals."""

from pricebook_client.client import Pricebook
from pricebook_client.errors import PricebookError
from pricebook_client.models import Change, Model, Offer, Price, Quote

__all__ = ["Change", "Model", "Offer", "Price", "Pricebook", "PricebookError", "Quote"]
