"""A gateway between the client and the real functions."""

import httpx

from tests.support.clients import CatalogClient, event


class Gateway(httpx.BaseTransport):
    """What carries requests of the client to the catalogue function."""

    def __init__(self, client: CatalogClient) -> None:
        self._client = client
        self.statuses: list[int] = []
        self.broken = False

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request, or none."""
        if self.broken:
            raise httpx.ConnectError("refused", request=request)
        query = dict(request.url.params)
        path, body = request.url.raw_path.decode().partition("?")[0], request.content.decode()
        asked = event(path, dict(request.headers), query, request.method, body or None)
        answer = self._client.send(asked)
        self.statuses.append(answer.status)
        return httpx.Response(answer.status, headers=dict(answer.headers), content=answer.body)
