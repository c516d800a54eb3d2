"""Names: which models there are, and who sells each."""

ROUTER, LISTED, HOST = "openrouter", "crusoe", "deepinfra"
"""A router; a seller that only price lists know; one whose list has items for one account alone."""
LETTERS = "abc"
"""The models that a seed sells at the router."""
UNPRICED, ONLY_LISTED, HOSTED = "c", "d", "e"
"""One of these without a price, which price lists state; and those at the other two sellers."""
SELLERS = {ONLY_LISTED: LISTED, HOSTED: HOST}


def seller_of(name: str) -> str:
    """Return who sells a model."""
    return SELLERS.get(name[-1], ROUTER)


def address(name: str) -> str:
    """Return the id of a model in the catalogue."""
    return f"{seller_of(name)}/{name}"
