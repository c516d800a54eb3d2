"""Mutation tests of the money kernel: a change of its code that no test notices is a hole."""
