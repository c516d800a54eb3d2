"""The HTTP edge: resolver, responses, tokens, routes."""
