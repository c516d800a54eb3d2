"""Many readers, and requests that cost more than they look, at one machine: `make test-load`."""
