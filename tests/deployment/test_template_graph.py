"""The template as a graph: routes, functions, queues, logs and variables belong together."""

import re
from collections import Counter

import pytest

from functions.admin.app import app as admin
from functions.catalog.app import app as catalog
from functions.watch.app import app as watch
from pricebook.api.resolver import Api
from tests.support import environment_use
from tests.support.paths import ROOT
from tests.support.template_graph import OUTSIDE, OWN, Deployment, Properties

BEHIND = {"AdminFunction": admin, "CatalogFunction": catalog, "WatchFunction": watch}
"""Which code answers the routes of a function."""
PARAMETER = re.compile(r"\{\w+(\+?)\}")
ONLY: dict[str, set[str]] = {
    "DATABASE_SECRET": {"MigrateFunction"},  # the others log in with their role
    # the others warm what these answer, and answer nothing
    "PRICEBOOK_KEYS": set(),  # on one's own machine
    "PRICEBOOK_SERVE": {"CatalogFunction", "PagesFunction"},
    "PRICEBOOK_UPSTREAM": {"SyncFunction"},  # the others ask no provider
    "PRICEBOOK_WEBHOOKS": set(),  # as PRICEBOOK_KEYS
    "PROVIDER_KEYS_SECRET": {"SyncFunction"},  # as above
    "SLACK_WEBHOOK_URL": set(),  # on one's own machine; here it is a secret
}
"""Who is given a variable that the code of others could read as well, but does not come to."""


@pytest.fixture(scope="module", params=[OWN, OUTSIDE], ids=["own", "outside"])
def deployment(request: pytest.FixtureRequest) -> Deployment:
    """Give the deployment with everything made here, and with everything brought."""
    return Deployment(**request.param)


def asked(app: Api) -> set[tuple[str, str]]:
    """Return a method and a path for each route of an app, with x for each of its parameters."""
    routes = app.all_routes()
    return {(route.method, re.sub(r"<\w+>", "x", route.path)) for route in routes}


def leads(event: Properties, method: str, path: str) -> bool:
    """Tell whether API Gateway sends a request along a route; {name+} takes the rest of a path."""
    parts = PARAMETER.sub(lambda found: ".+" if found[1] else "[^/]+", event["Path"])
    return event["Method"] in {"ANY", method} and re.fullmatch(parts, path) is not None


def test_every_route_has_its_function(deployment: Deployment) -> None:
    """What the template sends to a function it answers, and what it answers can be reached."""
    for name, app in BEHIND.items():
        events = [it for function, it in deployment.events("HttpApi") if function == name]
        requests = asked(app)

        assert [] == [it for it in requests if not any(leads(event, *it) for event in events)]
        idle = [event for event in events if not any(leads(event, *it) for it in requests)]
        assert [] == [(event["Method"], event["Path"]) for event in idle]


def test_no_route_is_sent_twice(deployment: Deployment) -> None:
    """One route leads to one function of the one API."""
    events = [event for _function, event in deployment.events("HttpApi")]
    counted = Counter((event["Method"], event["Path"]) for event in events)

    assert [] == [route for route, count in counted.items() if count > 1]
    assert {"Api"} == {event["ApiId"] for event in events}


def test_every_admin_route_is_authorised_before_it_is_invoked(deployment: Deployment) -> None:
    """Whoever has no token of the issuer costs no invocation; the public routes ask for none."""
    (api,) = deployment.of_type("AWS::Serverless::HttpApi").values()
    for _function, event in deployment.events("HttpApi"):
        authorizer = event.get("Auth", {}).get("Authorizer")
        guarded = event["Path"].startswith("/v1/admin")

        assert ("Operators" if guarded else None) == authorizer, event["Path"]
    (token,) = [it["JwtConfiguration"] for it in api["Auth"]["Authorizers"].values()]
    environment = deployment.environment("AdminFunction")
    assert environment["TOKEN_ISSUER"] == token["issuer"]
    assert [environment["TOKEN_AUDIENCE"]] == token["audience"]
    assert "DefaultAuthorizer" not in api["Auth"]


def test_strict_throttles_are_of_routes_that_exist(deployment: Deployment) -> None:
    """A setting for a route that was renamed would throttle nothing, and fail the deploy."""
    (api,) = deployment.of_type("AWS::Serverless::HttpApi").values()
    known = {f"{it['Method']} {it['Path']}" for _function, it in deployment.events("HttpApi")}

    assert set() == api["RouteSettings"].keys() - known


def asynchronous(deployment: Deployment) -> set[str]:
    """Return the functions that somebody starts without waiting for them."""
    ticked = {function for function, _event in deployment.events("Schedule", "ScheduleV2")}
    started = {
        variables["SYNC_FUNCTION_NAME"]
        for name in deployment.functions
        if "SYNC_FUNCTION_NAME" in (variables := deployment.environment(name))
    }
    awaited = deployment.resources["Migrations"]["Properties"]["ServiceToken"]["Fn::GetAtt"]
    return ticked | started | {awaited[0]}


def test_what_nobody_waits_for_cannot_be_lost(deployment: Deployment) -> None:
    """Every asynchronous function has an end to its retries, and a queue for what failed."""
    queues = deployment.of_type("AWS::SQS::Queue")
    found = asynchronous(deployment)
    assert {"DispatchFunction", "MigrateFunction", "SyncFunction"} == found
    for name in found:
        settings = deployment.invocations(name)
        queue = settings["DestinationConfig"]["OnFailure"]["Destination"].partition(".")[0]

        assert queue in queues, name
        assert ("sqs:SendMessage", queue) in deployment.grants(name)
        assert settings["MaximumRetryAttempts"] in {0, 1, 2}, name
        assert settings["MaximumEventAgeInSeconds"] <= 3600, name


def test_a_tick_that_cannot_be_delivered_is_kept(deployment: Deployment) -> None:
    """The schedule has a dead-letter queue of its own: Lambda never saw such a tick."""
    for _function, event in deployment.events("ScheduleV2"):
        queue = event["DeadLetterConfig"]["Arn"].partition(".")[0]

        assert queue in deployment.of_type("AWS::SQS::Queue")
        assert "FLEXIBLE" == event["FlexibleTimeWindow"]["Mode"]


def test_every_function_has_logs_with_an_end(deployment: Deployment) -> None:
    """A log group of its own, in JSON, with retention, and the only one that it may write."""
    groups = deployment.of_type("AWS::Logs::LogGroup")
    for name, function in deployment.functions.items():
        group = function["LoggingConfig"]["LogGroup"]

        assert "JSON" == function["LoggingConfig"]["LogFormat"], name
        written = {of for action, of in deployment.grants(name) if action.startswith("logs:")}
        assert {group} == written, name
    assert [] == [name for name, group in groups.items() if "RetentionInDays" not in group]
    used = [function["LoggingConfig"]["LogGroup"] for function in deployment.functions.values()]
    assert len(used) == len(set(used))


def own(deployment: Deployment, function: str) -> set[str]:
    """Return the variables that a function is given for itself."""
    return deployment.environment(function).keys() - _global(deployment)


def _global(deployment: Deployment) -> set[str]:
    return set(deployment.shared["Environment"]["Variables"])


def reads(deployment: Deployment, function: str) -> set[str]:
    """Return the variables that the code of a function reads."""
    return environment_use.read(ROOT / deployment.functions[function]["CodeUri"] / "app.py")


def test_every_variable_that_is_read_is_given(deployment: Deployment) -> None:
    """No function starts and then finds that a setting is missing."""
    for name in deployment.functions:
        lacking = reads(deployment, name) - deployment.environment(name).keys()

        assert set() == {it for it in lacking if name in ONLY.get(it, {name})}, name


def test_every_variable_that_is_given_is_read(deployment: Deployment) -> None:
    """A variable that nobody reads was renamed or is dead; what all are given somebody reads."""
    everybody = [reads(deployment, name) for name in deployment.functions]
    for name in deployment.functions:
        assert set() == own(deployment, name) - reads(deployment, name), name
    assert set() == _global(deployment) - set().union(*everybody)


def test_exceptions_are_still_ones(deployment: Deployment) -> None:
    """What is said to be given to some functions only is, and others could read it."""
    functions = deployment.functions
    given = {it: {name for name in functions if it in deployment.environment(name)} for it in ONLY}

    assert ONLY == given
    assert set() == ONLY.keys() - set().union(*(reads(deployment, name) for name in functions))


@pytest.mark.parametrize(
    ("function", "role"),
    [
        ("AdminFunction", "pricebook_writer"),
        ("CatalogFunction", "pricebook_reader"),
        ("DispatchFunction", "pricebook_writer"),
        ("PagesFunction", "pricebook_reader"),
        ("SyncFunction", "pricebook_writer"),
        ("WatchFunction", "pricebook_writer"),
    ],
)
def test_each_function_steps_down_to_its_role(
    deployment: Deployment, function: str, role: str
) -> None:
    """The public API cannot write, whoever owns the database that was brought."""
    assert role == deployment.environment(function)["DATABASE_ROLE"]


def test_nobody_serves_before_the_migrations(deployment: Deployment) -> None:
    """A deploy changes the functions only after the schema that they need is there."""
    for name, function in deployment.resources.items():
        if function["Type"] == "AWS::Serverless::Function" and name != "MigrateFunction":
            told = str(function["Properties"].get("Description"))
            assert "Migrations" == function.get("DependsOn") or "${Migrations.Run}" in told, name
