"""API: the HTTP edge with its resolver, responses, tokens and routes."""
