"""HTTP messages: a request and a response, as every part of the local machine passes them on."""

from dataclasses import dataclass

type Headers = list[tuple[str, str]]


@dataclass(frozen=True)
class Request:
    """One HTTP request."""

    method: str
    path: str
    query: str
    headers: Headers
    body: bytes
    client: str
    protocol: str = "HTTP/1.1"
    client_port: int = 0

    def header(self, name: str) -> str:
        """Return a header's values, joined; empty where it was not sent."""
        return ",".join(value for key, value in self.headers if key == name)


@dataclass(frozen=True)
class Response:
    """One HTTP response."""

    status: int
    headers: Headers
    body: bytes

    def header(self, name: str) -> str | None:
        """Return a header; None where it was not sent."""
        return next((value for key, value in self.headers if key.lower() == name), None)
