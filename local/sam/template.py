"""SAM template: the functions, routes, schedules and CORS of template.yaml."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from local.sam import intrinsics


@dataclass(frozen=True)
class Function:
    """One Lambda function."""

    name: str
    handler: str
    code: Path
    layers: tuple[Path, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    log_format: str = "Text"
    memory_mb: int = 128
    timeout_s: float = 3
    concurrency: int | None = None
    retry_attempts: int = 2
    event_age_s: float = 21600


@dataclass(frozen=True)
class Route:
    """One route of the HTTP API."""

    method: str
    path: str
    function: str


@dataclass(frozen=True)
class Schedule:
    """What invokes a function when time has come; an empty input is the scheduler's own."""

    name: str
    expression: str
    function: str
    input: str = ""


@dataclass(frozen=True)
class Cors:
    """Whose pages may read the HTTP API, and how."""

    origins: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    exposed: tuple[str, ...] = ()
    max_age: int | None = None
    credentials: bool = False


@dataclass(frozen=True)
class Template:
    """The deployment, as far as one machine can run it."""

    functions: dict[str, Function]
    routes: tuple[Route, ...]
    schedules: tuple[Schedule, ...]
    cors: Cors | None


def read(path: Path, parameters: Mapping[str, str]) -> Template:
    """Read a template with these parameters; code lies relative to the template."""
    document = intrinsics.load(path.read_text())
    resolver = intrinsics.Resolver(document, parameters)
    resources = {
        name: resource
        for name, resource in document["Resources"].items()
        if "Condition" not in resource or resolver.holds(resource["Condition"])
    }
    shared = resolver.value(document.get("Globals", {}))
    functions = {
        name: merge(shared.get("Function", {}), resolver.value(resource["Properties"]))
        for name, resource in _of_type(resources, "AWS::Serverless::Function")
    }
    layers = {
        name: path.parent / resource["Properties"]["ContentUri"]
        for name, resource in _of_type(resources, "AWS::Serverless::LayerVersion")
    }
    return Template(
        functions={
            name: _function(name, facts, path.parent, layers) for name, facts in functions.items()
        },
        routes=tuple(route for pair in functions.items() for route in _routes(*pair)),
        schedules=tuple(tick for pair in functions.items() for tick in _schedules(*pair)),
        cors=_cors(shared, resolver.value(dict(_of_type(resources, "AWS::Serverless::HttpApi")))),
    )


def merge(shared: Any, own: Any) -> Any:  # noqa: ANN401 - a template holds anything
    """Return a resource's own value over the global one: maps merge, lists join."""
    if isinstance(shared, dict) and isinstance(own, dict):
        return {**shared, **{key: merge(shared.get(key), own[key]) for key in own}}
    if isinstance(shared, list) and isinstance(own, list):
        return [*shared, *own]
    return own


def _of_type(resources: dict[str, Any], kind: str) -> Iterator[tuple[str, Any]]:
    return (pair for pair in resources.items() if pair[1]["Type"] == kind)


def _function(name: str, facts: dict[str, Any], root: Path, layers: dict[str, Path]) -> Function:
    variables = facts.get("Environment", {}).get("Variables", {})
    asynchronous = facts.get("EventInvokeConfig", {})
    concurrency = facts.get("ReservedConcurrentExecutions")
    return Function(
        name=name,
        handler=facts["Handler"],
        code=(root / facts["CodeUri"]).resolve(),
        layers=tuple(layers[layer].resolve() for layer in facts.get("Layers", [])),
        environment={key: str(value) for key, value in variables.items()},
        log_format=facts.get("LoggingConfig", {}).get("LogFormat", "Text"),
        memory_mb=int(facts.get("MemorySize", 128)),
        timeout_s=float(facts.get("Timeout", 3)),
        concurrency=None if concurrency is None else int(concurrency),
        retry_attempts=int(asynchronous.get("MaximumRetryAttempts", 2)),
        event_age_s=float(asynchronous.get("MaximumEventAgeInSeconds", 21600)),
    )


def _events(facts: dict[str, Any], *kinds: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, event in facts.get("Events", {}).items():
        if event["Type"] in kinds:
            yield name, event.get("Properties", {})


def _routes(function: str, facts: dict[str, Any]) -> Iterator[Route]:
    for _, event in _events(facts, "HttpApi"):
        yield Route(event.get("Method", "ANY").upper(), event.get("Path", "$default"), function)


def _schedules(function: str, facts: dict[str, Any]) -> Iterator[Schedule]:
    for name, event in _events(facts, "Schedule", "ScheduleV2"):
        if event.get("State", "ENABLED") == "ENABLED":
            expression = event.get("ScheduleExpression") or event["Schedule"]
            yield Schedule(f"{function}{name}", expression, function, event.get("Input", ""))


def _cors(shared: dict[str, Any], apis: dict[str, Any]) -> Cors | None:
    own: dict[str, Any] = next((api.get("Properties", {}) for api in apis.values()), {})
    facts = merge(shared.get("HttpApi", {}), own).get("CorsConfiguration")
    if facts is None:
        return None
    return Cors(
        origins=tuple(facts.get("AllowOrigins", [])),
        methods=tuple(method.upper() for method in facts.get("AllowMethods", [])),
        headers=tuple(name.lower() for name in facts.get("AllowHeaders", [])),
        exposed=tuple(name.lower() for name in facts.get("ExposeHeaders", [])),
        max_age=facts.get("MaxAge"),
        credentials=facts.get("AllowCredentials", False),
    )
