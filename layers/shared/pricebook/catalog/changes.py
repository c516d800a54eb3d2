"""Changes of models, newest first, for GET /v1/changes and its Atom feed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Self
from urllib.parse import urlencode

from pricebook.catalog.canonical import no_model
from pricebook.catalog.search import digest, no_models
from pricebook.serving import cache
from pricebook.serving.answer import Answer
from pricebook.serving.cache import CachedQuery
from pricebook.serving.query import query_answer, require_name
from pricebook.validation import bad, nearest

TTL_S = 15 * 60
MAX_IDS = 100
NOT_HOST = re.compile(r"[^a-z0-9.-].*", re.DOTALL)
"""The part of a host that cannot stand in a tag URI, such as a port."""

type Params = Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose changes: all of these must fit, and None fits everything.

    Attributes:
        provider: slug of a provider.
        models: ids of models.
        canonical: id of a canonical model, of which every offer fits.
    """

    provider: str | None = None
    models: tuple[str, ...] | None = None
    canonical: str | None = None

    @classmethod
    def read(
        cls, provider: str | None, model: str | None, ids: str | None, canonical: str | None
    ) -> Self:
        """Return what a request names.

        Args:
            provider: slug of a provider.
            model: id of a model.
            ids: ids of models, separated by commas.
            canonical: id of a canonical model.

        Raises:
            BadRequest: an id is empty, or there are too many.
        """
        names = [name.strip() for name in ids.split(",")] if ids is not None else []
        names += [model] if model is not None else []
        if "" in names or len(names) > MAX_IDS:
            raise bad("ids", f"expected up to {MAX_IDS} ids of models, separated by commas")
        require_name("".join(filter(None, (provider, canonical, *names))))
        return cls(provider, tuple(dict.fromkeys(names)) or None, canonical)

    def params(self) -> dict[str, str | list[str] | None]:
        """Return it as the statements take it."""
        models = list(self.models) if self.models else None
        return {"provider": self.provider, "models": models, "canonical": self.canonical}

    def query(self) -> dict[str, str]:
        """Return it as the query of an address."""
        words = {
            "provider": self.provider,
            "ids": ",".join(self.models) if self.models else None,
            "canonical": self.canonical,
        }
        return {name: word for name, word in words.items() if word is not None}

    def not_found(self, slugs: list[str]) -> str:
        """Return the message for what there is not, with the nearest that there is."""
        if self.provider and self.provider not in slugs:
            return nearest("provider", self.provider, slugs)
        if self.canonical and not self.models:
            return no_model(self.canonical, slugs)
        return no_models(self.models or ())


def changes(subject: Subject, params: Params) -> tuple[Answer, str]:
    """One page of changes.

    Args:
        subject: whose.
        params: kind, since, cursor, page_size.

    Raises:
        NotFound: there is no such provider, model or canonical model.
    """
    return _find("changes", subject, params, {})


def atom(subject: Subject, params: Params, scheme: str, host: str) -> tuple[Answer, str]:
    """One page of the changes as an Atom feed.

    Args:
        subject: whose.
        params: kind, since, cursor and page_size, as for JSON.
        scheme: http or https, for the links in the feed.
        host: the host that was called, for the links and the ids in the feed.
    """
    base = f"{scheme}://{host}"
    stated = {name: str(value) for name, value in params.items() if value is not None}
    query = subject.query() | stated
    page = f"{base}/v1/changes.atom?"
    addresses = {
        "base": base,
        "tag": f"tag:{NOT_HOST.sub('', host.lower())},2026:pricebook",
        "here": page + urlencode(query),
        "onward": page + urlencode(query | {"cursor": ""}),
    }
    return _find("atom", subject, params, addresses)


def _find(
    name: str, subject: Subject, params: Params, addresses: Mapping[str, str]
) -> tuple[Answer, str]:
    words: Sequence[object] = (name, addresses.get("base"), subject.provider, *params.values())
    named = digest(repr((subject.models, subject.canonical)))
    return cache.get(
        CachedQuery(
            key=" ".join(str(word or "") for word in (*words, named)),
            scope=subject.provider or "all",
            ttl_s=TTL_S,
            build=partial(
                query_answer,
                f"catalog.changes.{name}",
                subject.not_found,
                **subject.params(),
                **params,
                **addresses,
            ),
        )
    )
