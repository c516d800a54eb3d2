"""Check of schemathesis: whatever is refused, a person can read why."""

import re

import schemathesis  # type: ignore[import-not-found]  # it lives in an environment of its own

REFUSED = 400
SENTENCE = re.compile(r"[^\x00-\x1f\x7f]{10,}[.?!]")


@schemathesis.check  # type: ignore[untyped-decorator]  # its types are where it is
def refusals_are_sentences(
    _context: object, response: schemathesis.Response, _case: object
) -> None:
    """A refusal says in a sentence what was wrong; those of the gateway and of MCP are not ours."""
    if response.status_code < REFUSED:
        return
    body = response.json()
    if "meta" in body and not SENTENCE.fullmatch(body["error"]["message"]):
        raise AssertionError(f"no sentence: {body['error']['message']!r}")
