"""Router: the function of a request, chosen among the template's routes as API Gateway does."""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote

from local.sam.template import Route
from pricebook.api.origin import QUESTION_MARK

DEFAULT = "$default"
KNOWN_PATHS = 4096
"""How many paths are remembered with their routes: each is looked for twice, and often again."""
VARIABLE = re.compile(r"^\{(\w+)(\+?)\}$")
ENCODED_QUESTION = re.compile("%3F", re.IGNORECASE)


@dataclass(frozen=True)
class Match:
    """A route, and what its variables stand for in one path."""

    route: Route
    parameters: dict[str, str]

    @property
    def key(self) -> str:
        """The route as events name it."""
        if self.route.path == DEFAULT:
            return DEFAULT
        return f"{self.route.method} {self.route.path}"


class Router:
    """The routes, the most specific first."""

    def __init__(self, routes: tuple[Route, ...]) -> None:
        self.match = lru_cache(KNOWN_PATHS)(self._match)
        self._routes = [(route, _pattern(route.path)) for route in sorted(routes, key=_rank)]

    def _match(self, method: str, path: str) -> Match | None:
        """Return the route of a decoded path, None where there is none."""
        for route, pattern in self._routes:
            match = pattern.fullmatch(path)
            if match and route.method in {method, "ANY"}:
                return Match(route, match.groupdict())
        return None


def decoded(raw_path: bytes) -> str:
    """Return the path as API Gateway hands it on behind the template's CloudFront.

    It is decoded, and would be cut where that yields a `?`: CdnPaths writes a mark for it.
    """
    marked = ENCODED_QUESTION.sub(quote(QUESTION_MARK), raw_path.decode("latin-1"))
    return unquote(marked)


def _rank(route: Route) -> tuple[list[int], bool]:
    """Sort fixed words before variables, those before greedy ones, and $default to the end."""
    if route.path == DEFAULT:
        return [3], True
    kinds = [VARIABLE.match(segment) for segment in route.path.split("/")]
    ranks = [0 if kind is None else 2 if kind.group(2) else 1 for kind in kinds]
    return ranks, route.method == "ANY"


def _pattern(path: str) -> re.Pattern[str]:
    if path == DEFAULT:
        return re.compile(".*", re.DOTALL)
    return re.compile("/".join(_segment(part) for part in path.split("/")), re.DOTALL)


def _segment(part: str) -> str:
    variable = VARIABLE.match(part)
    if variable is None:
        return re.escape(part)
    name, greedy = variable.groups()
    return f"(?P<{name}>{'.+' if greedy else '[^/]+'})"
