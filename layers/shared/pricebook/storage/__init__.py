"""Stores: Postgres and Valkey, named statements, circuit breaker."""
