"""The drop-in feeds read by the programs that they are for: `make test-clients`, not pytest.

A script of this folder runs in an environment of its own, with the address of a machine and a file
of cases; it prints what differs from our quotes, and ends with 1 if anything does.
"""
