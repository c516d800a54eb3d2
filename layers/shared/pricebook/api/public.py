"""Public API: what anybody may read, where no request is validated twice.

Routing and validation decide by the path and the query alone, and cost more than all else that an
answer from memory needs. So each process remembers what they made of a read; every check that
depends on anything else is made each time.
"""

from collections import OrderedDict
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware

from pricebook.api.powertools_internals import Valid
from pricebook.api.resolver import Api

MAX_REMEMBERED = 1024
"""How many reads a process remembers."""
MAX_CHARACTERS = 512
"""The longest path and query of a read that is remembered."""
ANSWERED = {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED}

type Limit = Callable[[Any, NextMiddleware], Response[Any]]
type Read = tuple[str, str]
"""Path and query of a request."""


class PublicApi(Api):
    """API that remembers the reads that were valid.

    Args:
        limit: middleware that every request passes, remembered or not.
    """

    def __init__(self, limit: Limit) -> None:
        super().__init__()
        self._limit = limit
        self._reads: OrderedDict[Read, Valid] = OrderedDict()
        self.use(middlewares=[limit, _remembering])

    def remembered(self) -> Valid | None:
        """Return the current request as it was valid before."""
        read = self._read()
        if read not in self._reads or self.current_event.http_method != "GET":
            return None
        self._reads.move_to_end(read)
        return self._reads[read]

    def answer_again(self, valid: Valid) -> Response[Any]:
        """Answer a request that is remembered, within its limit."""
        answer = super().answer_again
        return self._limit(self, cast("NextMiddleware", lambda _: answer(valid)))

    def remember(self) -> None:
        """Remember the current request, and forget the one that was not asked for the longest."""
        read, valid = self._read(), self.validated()
        short = len("".join(read)) <= MAX_CHARACTERS
        if valid and short and self.current_event.http_method == "GET":
            self._reads[read] = valid
        if len(self._reads) > MAX_REMEMBERED:
            self._reads.popitem(last=False)

    def _read(self) -> Read:
        event = self.current_event
        return event.path, repr(event.query_string_parameters)


def _remembering(app: PublicApi, next_middleware: NextMiddleware) -> Response[Any]:
    """Middleware that remembers a read which was answered; it is the last one."""
    response: Response[Any] = next_middleware(app)
    if response.status_code in ANSWERED:
        app.remember()
    return response
