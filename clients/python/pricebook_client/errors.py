"""Errors of the client."""


class PricebookError(Exception):
    """Pricebook answered with an error, or not at all.

    Attributes:
        status: the status of the answer; None where there was none.
        code: what went wrong, as the API calls it.
    """

    def __init__(self, message: str, status: int | None = None, code: str = "unreachable") -> None:
        super().__init__(message)
        self.status = status
        self.code = code
