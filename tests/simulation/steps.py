"""Steps: what may happen to a whole catalogue, each a method of World."""

STEPS = {
    "run": 9,
    "malformed": 1,
    "outage": 1,
    "dry_run": 1,
    "truncated": 1,
    "killed": 3,
    "run_host": 2,
    "list": 2,
    "killed_list": 1,
    "shrunk_list": 1,
    "state": 2,
    "withdraw": 1,
    "announce": 2,
    "cancel": 1,
    "pin": 1,
    "unpin": 1,
    "wait": 3,
}
"""What may happen, and how often."""
