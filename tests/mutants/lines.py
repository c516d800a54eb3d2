"""Lines: which tests run which lines of some files."""

import ast
import sys
from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from types import CodeType

TOOL = sys.monitoring.COVERAGE_ID


class Lines:
    """The tests that run each line."""

    def __init__(self, files: Collection[str]) -> None:
        self._files = files
        self._test = ""
        self._tests: dict[tuple[str, int], set[str]] = defaultdict(set)

    def tests(self, file: str, lines: range) -> set[str]:
        """Return the tests that run one of these lines."""
        return set().union(*(self._tests[file, line] for line in lines))

    @contextmanager
    def watching(self, test: str) -> Iterator[None]:
        """Note the lines that run inside the block as those of a test."""
        self._test = test
        event = sys.monitoring.events.LINE
        sys.monitoring.use_tool_id(TOOL, "mutants")
        sys.monitoring.register_callback(TOOL, event, self._note)
        sys.monitoring.set_events(TOOL, event)
        sys.monitoring.restart_events()
        try:
            yield
        finally:
            sys.monitoring.set_events(TOOL, sys.monitoring.events.NO_EVENTS)
            sys.monitoring.free_tool_id(TOOL)

    def _note(self, code: CodeType, line: int) -> object:
        if code.co_filename in self._files:
            self._tests[code.co_filename, line].add(self._test)
        return sys.monitoring.DISABLE


def statement_lines(tree: ast.Module, line: int) -> range:
    """Return the lines of the smallest statement at a line; of a block, those of its head."""
    around = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt) and line in range(node.lineno, (node.end_lineno or 0) + 1)
    ]
    smallest = max(around, key=lambda node: (node.lineno, -(node.end_lineno or 0)))
    body = getattr(smallest, "body", None)
    end = max(body[0].lineno, smallest.lineno + 1) if body else (smallest.end_lineno or 0) + 1
    return range(smallest.lineno, end)
