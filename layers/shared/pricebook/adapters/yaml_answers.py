"""Answers in YAML: every scalar stays the text that was written, so that no figure is rounded."""

from typing import Any

import yaml

from pricebook.errors import Unreadable


class Plain(yaml.BaseLoader):
    """Loader of YAML without aliases, with which a short text stands for an endless one."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Return the next node.

        Raises:
            yaml.YAMLError: it is an alias.
        """
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("an alias is not read")
        return super().compose_node(parent, index)


def yaml_answer(url: str, body: bytes) -> Any:  # noqa: ANN401 - decoded YAML
    """Return what an answer says, with its numbers as texts.

    Args:
        url: where it came from, for the error.
        body: its bytes.

    Raises:
        Unreadable: it is no YAML, or uses its aliases.
    """
    try:
        return yaml.load(body, Loader=Plain)  # noqa: S506 - it makes nothing but texts and lists
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        problem = " ".join(str(error).split())[:200]
        raise Unreadable(
            f"{url} answered {len(body)} bytes that are not YAML ({problem})"
        ) from error
