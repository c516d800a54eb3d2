"""Thousands of requests that openapi.json allows or forbids: `make test-api`, not pytest.

Schemathesis lives in an environment of its own, and reads schemathesis.toml of this folder.
"""
