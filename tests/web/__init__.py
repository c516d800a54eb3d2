"""The pages in a real browser: `make test-web` runs these on a machine that they start."""
