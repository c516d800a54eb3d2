"""Client: questions to a Pricebook over HTTP."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote as escaped

import httpx

from pricebook_client.copies import Copies, Copy, default_folder
from pricebook_client.errors import PricebookError
from pricebook_client.models import Change, Model, Offer, Price, Quote

DEFAULT_URL = "http://127.0.0.1:8080"
"""Where `make up` serves."""
TIMEOUT_S = 30
NOT_MODIFIED, FIRST_ERROR, FIRST_FAULT = 304, 400, 500

type Query = Mapping[str, str | int | None]


class Pricebook:
    """A Pricebook that answers at an address.

    What it answers to a GET is kept, and asked for again only where it changed. Where nothing
    answers, the last answer counts, and `stale_since` says how old it is.

    Args:
        url: where it is; the variable PRICEBOOK_URL, or the machine of `make up`.
        token: a reader's token, for models of a tier.
        folder: where answers are kept; None keeps none.
        transport: what carries the requests, for tests.
    """

    def __init__(
        self,
        url: str | None = None,
        *,
        token: str | None = None,
        folder: Path | None = default_folder(),  # noqa: B008 - one folder for the process
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        headers = {"authorization": f"Bearer {token}"} if token else {}
        base = url or os.environ.get("PRICEBOOK_URL") or DEFAULT_URL
        self._http = httpx.Client(
            base_url=base, headers=headers, timeout=TIMEOUT_S, transport=transport
        )
        self._copies = Copies(None if token else folder)
        self.stale_since: str | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.close()

    def model(self, name: str) -> Model:
        """Return an offer by its id, or by a name that means one."""
        return Model.read(self.get(f"/v1/models/{_path(name)}")["data"])

    def find(self, words: str, limit: int = 20) -> list[Model]:
        """Return the models that a few words mean, the likeliest first."""
        answer = self.get("/v1/search", {"q": words, "page_size": limit})
        return [Model.read(item) for item in answer["data"]]

    def prices(self, name: str, at: str | None = None) -> list[Price]:
        """Return the prices of an offer, now or at another moment.

        Args:
            name: its id, or a name that means it.
            at: a moment in RFC 3339.
        """
        answer = self.get(f"/v1/prices/{_path(name)}", {"at": at})
        return [Price.read(item) for item in answer["data"]["prices"]]

    def canonical_id(self, name: str) -> str:
        """Return the id of the canonical model that a name means, or that an offer is of."""
        return str(self.get("/v1/prices", {"canonical": name})["data"]["id"])

    def offers(self, name: str, at: str | None = None) -> list[Offer]:
        """Return what a model costs at every seller, now or at another moment, the cheapest first.

        Args:
            name: the id of a canonical model, or a name that means one.
            at: a day, or a moment in RFC 3339.
        """
        answer = self.get("/v1/prices", {"canonical": name, "at": at})
        return [Offer.read(item) for item in answer["data"]["offers"]]

    def history(self, name: str, limit: int = 100) -> list[dict[str, Any]]:
        """Return the price changes of an offer, the newest first, as the API tells them."""
        answer = self.get(f"/v1/history/{_path(name)}", {"page_size": limit})
        return list(answer["data"]["changes"])

    def changes(
        self, ids: Iterable[str] = (), since: str | None = None, limit: int = 100
    ) -> list[Change]:
        """Return what happened, the newest first.

        Args:
            ids: ids of the models; none are all.
            since: a moment in RFC 3339.
            limit: how many at most.
        """
        names = ",".join(ids) or None
        answer = self.get("/v1/changes", {"ids": names, "since": since, "page_size": limit})
        return [Change.read(item) for item in answer["data"]]

    def quote(
        self, name: str, usage: Mapping[str, Any], *, requests: int = 1, **options: object
    ) -> Quote:
        """Return what a usage costs at an offer; a model of several sellers at the cheapest.

        Args:
            name: the id of an offer or of a canonical model, or a name that means one.
            usage: a usage object as a vendor writes it, or counts by meter.
            requests: how many such requests there were.
            options: other fields of the request, such as `at` or `service_tier`.

        Raises:
            PricebookError: there is no such model, or nobody sells it.
        """
        return next(iter(self.quotes(name, usage, requests=requests, **options)))

    def quotes(
        self, name: str, usage: Mapping[str, Any], *, requests: int = 1, **options: object
    ) -> Iterator[Quote]:
        """Yield what a usage costs at every seller that a name means, the cheapest first."""
        body = {"model": name, "usage": usage, "requests": requests, **options}
        data = self.post("/v1/quote", body)["data"]
        for item in data.get("sellers", [data]):
            yield Quote.read(item)

    def get(self, path: str, query: Query | None = None) -> dict[str, Any]:
        """Return the answer to any GET request, numbers as decimals."""
        params = {key: str(value) for key, value in (query or {}).items() if value is not None}
        question = f"{self._http.base_url}{path}?{json.dumps(params, sort_keys=True)}"
        copy = self._copies.find(question)
        headers = {"if-none-match": copy.etag} if copy and copy.etag else {}
        return self._answer(question, copy, "GET", path, params=params, headers=headers)

    def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answer to any POST request that changes nothing."""
        text = json.dumps(body, sort_keys=True, default=str)
        question = f"{self._http.base_url}{path} {text}"
        headers = {"content-type": "application/json"}
        copy = self._copies.find(question)
        return self._answer(question, copy, "POST", path, content=text, headers=headers)

    def _answer(
        self,
        question: str,
        copy: Copy | None,
        method: str,
        path: str,
        **request: Any,  # noqa: ANN401 - httpx types each of them
    ) -> dict[str, Any]:
        """Ask, and fall back on the copy where nothing answers."""
        self.stale_since = None
        try:
            response = self._http.request(method, path, **request)
        except httpx.HTTPError as error:
            reason = f"nothing answers at {self._http.base_url}: {error}"
            return self._stale(copy, PricebookError(reason))
        if response.status_code == NOT_MODIFIED and copy:
            return _decoded(copy.text)
        if response.status_code >= FIRST_FAULT:
            return self._stale(copy, _error(response))
        if response.status_code >= FIRST_ERROR:
            raise _error(response)
        etag, now = response.headers.get("etag"), datetime.now(UTC).isoformat(timespec="seconds")
        self._copies.keep(question, Copy(response.text, etag, now))
        return _decoded(response.text)

    def _stale(self, copy: Copy | None, error: PricebookError) -> dict[str, Any]:
        if copy is None:
            raise error
        self.stale_since = copy.fetched_at
        return _decoded(copy.text)


def _decoded(text: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(text, parse_float=Decimal)
    return answer


def _error(response: httpx.Response) -> PricebookError:
    try:
        error = response.json()["error"]
        return PricebookError(error["message"], response.status_code, error["code"])
    except (ValueError, KeyError, TypeError):
        message = f"{response.url} answers {response.status_code}"
        return PricebookError(message, response.status_code, "unexpected")


def _path(name: str) -> str:
    return escaped(name, safe="/:@")
