"""Simulation of the ledger: a seller with a true history, and an oracle that knows the answer."""
