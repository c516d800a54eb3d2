"""template.yaml as a graph: what there is with these parameters, and who may do what to whom."""

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from typing import Any

from local.sam import intrinsics, template
from tests.support.paths import ROOT

PATH = ROOT / "template.yaml"
MONITORING = ROOT / "infrastructure" / "monitoring.yaml"
OWN = {"AlertEmail": "ops@example.com", "SlackWebhookSecret": "slack"}
"""Everything is made here, and alerts go everywhere."""
OUTSIDE = OWN | {
    "DatabaseSecretArn": "arn:aws:secretsmanager:us-east-1:1:secret:owner",
    "ReaderSecretArn": "arn:aws:secretsmanager:us-east-1:1:secret:reader",
    "RedisSecretArn": "arn:aws:secretsmanager:us-east-1:1:secret:valkey",
    "ProviderKeysSecret": "keys",
    "TokenIssuer": "https://issuer.example",
    "TokenAudience": "pricebook",
}
"""Everything that an operator can bring is brought."""

REGION = {"Type": "String"}
"""The region, which rules know as if it were a parameter."""

type Properties = dict[str, Any]
type Grant = tuple[str, str]
"""An action, and the resource by its last name, as in sns:Publish and AlertsTopic."""


class Stack:
    """A template with its parameters, resolved as the local machine resolves it."""

    def __init__(self, document: dict[str, Any], parameters: Mapping[str, str]) -> None:
        self._resolver = intrinsics.Resolver(document, parameters)
        self.resources: dict[str, Any] = {
            name: resource
            for name, resource in document["Resources"].items()
            if "Condition" not in resource or self._resolver.holds(resource["Condition"])
        }

    def of_type(self, kind: str) -> dict[str, Properties]:
        """Return the properties of every resource of a type, by name."""
        return {
            name: self._resolver.value(resource.get("Properties", {}))
            for name, resource in self.resources.items()
            if resource["Type"] == kind
        }


class Deployment(Stack):
    """The template, and the stack of alarms within it."""

    def __init__(self, **parameters: str) -> None:
        super().__init__(parsed(), parameters)
        self.shared: Properties = parsed()["Globals"]["Function"]
        self._template = template.read(PATH, parameters)

    @cached_property
    def monitoring(self) -> Stack:
        """The stack of alarms and dashboard, with what the template tells it."""
        (stack,) = self.of_type("AWS::CloudFormation::Stack").values()
        return Stack(watching(), stack["Parameters"])

    @cached_property
    def functions(self) -> dict[str, Properties]:
        """Every function with what the template says of all of them."""
        shared = self._resolver.value(self.shared)
        found = self.of_type("AWS::Serverless::Function")
        return {name: template.merge(shared, own) for name, own in found.items()}

    def environment(self, function: str) -> dict[str, str]:
        """Return the variables that a function is given."""
        return dict(self._template.functions[function].environment)

    def events(self, *kinds: str) -> Iterator[tuple[str, Properties]]:
        """Yield the functions' events of some types, each with the function's name."""
        for name, function in self.functions.items():
            for event in function.get("Events", {}).values():
                if event["Type"] in kinds:
                    yield name, event["Properties"]

    def invocations(self, function: str) -> Properties:
        """Return what becomes of an event that somebody left with a function."""
        apart = self.of_type("AWS::Lambda::EventInvokeConfig").values()
        found = [it for it in apart if it["FunctionName"] == function]
        return found[0] if found else dict(self.functions[function]["EventInvokeConfig"])

    def statements(self, function: str) -> Iterator[Properties]:
        """Yield every statement of the policies that a function's role has."""
        role = self.of_type("AWS::IAM::Role")[self.functions[function]["Role"].partition(".")[0]]
        managed = self.of_type("AWS::IAM::ManagedPolicy")
        policies = [managed[name] for name in role["ManagedPolicyArns"]] + role["Policies"]
        for policy in policies:
            yield from policy["PolicyDocument"]["Statement"]

    def grants(self, function: str) -> set[Grant]:
        """Return what a function's role may do."""
        return {
            (action, last(resource))
            for statement in self.statements(function)
            if statement["Effect"] == "Allow"
            for action in listed(statement["Action"])
            for resource in listed(statement["Resource"])
        }


def refusals(**parameters: str) -> list[str]:
    """Return why CloudFormation refuses parameters before it makes anything."""
    document = parsed()
    region = parameters.pop("region", "us-east-1")
    told = {**document, "Parameters": document["Parameters"] | {"AWS::Region": REGION}}
    resolver = intrinsics.Resolver(told, parameters | {"AWS::Region": region})
    return [
        assertion["AssertDescription"]
        for rule in document["Rules"].values()
        if resolver.value(rule["RuleCondition"])
        for assertion in rule["Assertions"]
        if not resolver.value(assertion["Assert"])
    ]


@cache
def parsed() -> dict[str, Any]:
    """Return the template as it is written, which takes a second to read."""
    return intrinsics.load(PATH.read_text())


@cache
def watching() -> dict[str, Any]:
    """Return the template of the alarms as it is written."""
    return intrinsics.load(MONITORING.read_text())


def listed(value: Any) -> list[Any]:
    """Return the parts of what may stand in a list or alone."""
    return value if isinstance(value, list) else [value]


def last(resource: str) -> str:
    """Return the last name of an ARN, or whose attribute it is: what a caller names."""
    name = resource.rpartition(":")[2].rpartition("/")[2]
    return name if name.endswith("SecretArn") else name.partition(".")[0]
