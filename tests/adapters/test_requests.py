"""The vocabulary of requests: how a key travels."""

from pricebook.adapters.requests import bearer, key_in


def test_a_key_travels_as_a_bearer_token() -> None:
    """As most vendors want it."""
    assert {"authorization": "Bearer secret"} == bearer("secret")


def test_a_key_travels_in_a_header_of_the_vendors_own() -> None:
    """With what stands before it there, and beside the headers that the vendor wants."""
    assert {"x-api-key": "secret"} == key_in("x-api-key")("secret")
    assert {"authorization": "Api-Key secret", "version": "2"} == key_in(
        "authorization", "Api-Key ", version="2"
    )("secret")
