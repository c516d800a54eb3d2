"""CloudFormation's own functions, as far as a template for one machine needs them."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import yaml

from local.errors import LocalError

ACCOUNT = "000000000000"
REGION = "local"
PSEUDO = {
    "AWS::AccountId": ACCOUNT,
    "AWS::Partition": "aws",
    "AWS::Region": REGION,
    "AWS::StackName": "pricebook",
    "AWS::URLSuffix": "localhost",
}
PLACEHOLDER = re.compile(r"\$\{(!?)([^}]+)\}")
NOTHING = object()  # what AWS::NoValue resolves to; whoever holds it drops it


def arn(function: str) -> str:
    """Return the address of a function, as Lambda would write it."""
    return f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{function}"


class _Loader(yaml.CSafeLoader):
    """YAML with CloudFormation's short tags; in C, since the template is long."""


def _tag(loader: yaml.CSafeLoader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    value = _construct(loader, node)
    if suffix == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {suffix if suffix in {"Ref", "Condition"} else f"Fn::{suffix}": value}


def _construct(loader: yaml.CSafeLoader, node: yaml.Node) -> Any:  # noqa: ANN401 - YAML is anything
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    raise LocalError(f"template.yaml cannot be read: {node.start_mark}")


_Loader.add_multi_constructor("!", _tag)


def load(text: str) -> dict[str, Any]:
    """Parse a template, its short tags written out as `{"Fn::Name": ...}`."""
    document: dict[str, Any] = yaml.load(text, _Loader)  # noqa: S506 - a SafeLoader with tags
    return document


class Resolver:
    """Replaces the intrinsic functions of one template by their values."""

    def __init__(self, document: dict[str, Any], parameters: Mapping[str, str]) -> None:
        self._resources: dict[str, Any] = document.get("Resources", {})
        self._conditions: dict[str, Any] = document.get("Conditions", {})
        self._parameters = {
            name: self._parameter(name, declared, parameters)
            for name, declared in document.get("Parameters", {}).items()
        }
        self._functions: dict[str, Callable[[Any], Any]] = {
            "Ref": self._ref,
            "Condition": self.holds,
            "Fn::And": lambda parts: all(self.value(part) for part in parts),
            "Fn::Contains": lambda pair: self.value(pair[1]) in self.value(pair[0]),
            "Fn::Equals": lambda pair: self.value(pair[0]) == self.value(pair[1]),
            "Fn::GetAtt": self._attribute,
            "Fn::If": lambda parts: self.value(parts[1 if self.holds(parts[0]) else 2]),
            "Fn::Join": lambda parts: parts[0].join(map(str, self.value(parts[1]))),
            "Fn::Not": lambda parts: not self.value(parts[0]),
            "Fn::Or": lambda parts: any(self.value(part) for part in parts),
            "Fn::Select": lambda parts: self.value(parts[1])[int(parts[0])],
            "Fn::Split": lambda parts: self.value(parts[1]).split(parts[0]),
            "Fn::Sub": self._substitute,
        }

    def value(self, node: Any) -> Any:  # noqa: ANN401 - a template holds anything
        """Return a node with everything in it resolved."""
        if isinstance(node, dict):
            return self._mapping(node)
        if isinstance(node, list):
            values = [self.value(item) for item in node]
            return [value for value in values if value is not NOTHING]
        return node

    def holds(self, condition: str) -> bool:
        """Tell whether a condition of the template is true."""
        return bool(self.value(self._conditions[condition]))

    def _mapping(self, node: dict[str, Any]) -> Any:  # noqa: ANN401 - as above
        name = next(iter(node), "")
        if len(node) == 1 and name in self._functions:
            return self._functions[name](node[name])
        if len(node) == 1 and name.startswith("Fn::"):
            raise LocalError(f"template.yaml uses {name}, which the local machine does not know.")
        values = {key: self.value(item) for key, item in node.items()}
        return {key: value for key, value in values.items() if value is not NOTHING}

    def _ref(self, name: str) -> Any:  # noqa: ANN401 - a list for a CommaDelimitedList
        if name == "AWS::NoValue":
            return NOTHING
        name = name.removesuffix(".Alias")  # here a function has one version, which its name means
        if name in self._parameters:
            return self._parameters[name]
        if name in PSEUDO or name in self._resources:
            return PSEUDO.get(name, name)
        raise LocalError(f"template.yaml refers to {name}, which it does not declare.")

    def _attribute(self, path: list[str]) -> str:
        resource, attribute = path
        kind = self._resources.get(resource, {}).get("Type")
        if (kind, attribute) == ("AWS::Serverless::Function", "Arn"):
            return arn(resource)
        return f"{resource}.{attribute}"

    def _substitute(self, argument: str | list[Any]) -> str:
        text, local = (argument, {}) if isinstance(argument, str) else argument

        def replaced(match: re.Match[str]) -> str:
            literal, name = match.groups()
            if literal:
                return f"${{{name}}}"
            if name in local:
                return str(self.value(local[name]))
            return self._attribute(name.split(".", 1)) if "." in name else str(self._ref(name))

        return PLACEHOLDER.sub(replaced, text)

    @staticmethod
    def _parameter(
        name: str, declared: dict[str, Any], given: Mapping[str, str]
    ) -> str | list[str]:
        value = given.get(name, declared.get("Default"))
        if value is None:
            raise LocalError(f"template.yaml wants the parameter {name}, which has no default.")
        return str(value).split(",") if declared["Type"] == "CommaDelimitedList" else str(value)
