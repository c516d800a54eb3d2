"""Paths of the repository that tests read."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
LAYER = ROOT / "layers/shared"
EVENTS = ROOT / "tests/events"
