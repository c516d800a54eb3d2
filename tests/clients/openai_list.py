"""The openai SDK lists every model, and retrieves ids with slashes."""

import json
import sys
from pathlib import Path

from openai import NotFoundError, OpenAI

DEEP = 3
"""So many slashes are more than any router expects."""


def main() -> int:
    """Return 1 where a model is missing or not found."""
    ids = json.loads(Path(sys.argv[2]).read_text())["ids"]
    client = OpenAI(base_url=f"{sys.argv[1]}/feeds/openai/v1", api_key="none", max_retries=0)
    listed = [model.id for model in client.models.list()]
    asked = [i for i in ids if i.count("/") >= DEEP][:20] + ids[:: max(len(ids) // 50, 1)]
    wrong = [i for i in asked if client.models.retrieve(i).id != i]
    print(f"{len(listed)} listed, {len(set(ids) ^ set(listed))} too many or missing;"
          f" {len(asked)} retrieved, {len(wrong)} wrong; refused: {refused(client)}")  # fmt: skip
    return int(bool(wrong) or set(ids) != set(listed))


def refused(client: OpenAI) -> str:
    """Return what an unknown model is answered with."""
    try:
        client.models.retrieve("nobody/has/this")
    except NotFoundError as error:
        return str(error.body)
    return "nothing"


sys.exit(main())
