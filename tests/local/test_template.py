"""What the local machine reads out of a template."""

from pathlib import Path

import pytest

from local.errors import LocalError
from local.sam.template import Cors, Route, Schedule, Template, read
from tests.support.paths import ROOT

STORES = {"DatabaseUrl": "db", "ReaderDatabaseUrl": "reader", "RedisUrl": "redis"}
TEXT = """
Parameters:
  Size: { Type: Number, Default: 300 }
  Secret: { Type: String, Default: "" }
  Origins: { Type: CommaDelimitedList, Default: "https://a.example,https://b.example" }
Conditions:
  HasSecret: !Not [!Equals [!Join ["", [!Ref Secret]], ""]]
Globals:
  Function:
    Handler: app.handler
    Timeout: 7
    Layers: [!Ref Layer]
    Environment: { Variables: { SHARED: "1", WHO: everybody } }
Resources:
  Api:
    Type: AWS::Serverless::HttpApi
    Properties: { CorsConfiguration: { AllowOrigins: !Ref Origins, AllowMethods: [get] } }
  Layer:
    Type: AWS::Serverless::LayerVersion
    Properties: { ContentUri: layer }
  One:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: one
      MemorySize: !Ref Size
      ReservedConcurrentExecutions: 3
      EventInvokeConfig: { MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 60 }
      Environment:
        Variables:
          WHO: !Ref One
          WHERE: !Sub "${AWS::Region}/${One}/${Secret}/${!kept}"
          WHOM: !GetAtt Two.Arn
          KEY: !If [HasSecret, !Ref Secret, !Ref AWS::NoValue]
      Events:
        Get: { Type: HttpApi, Properties: { Method: get, Path: "/a/{id+}" } }
        Tick:
          Type: ScheduleV2
          Properties: { ScheduleExpression: rate(5 minutes), Input: '{"a": 1}' }
  Two:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: two, Timeout: 9, Events: { Rest: { Type: HttpApi } } }
  Three:
    Type: AWS::Serverless::Function
    Condition: HasSecret
    Properties: { CodeUri: three }
"""


def template(folder: Path, text: str = TEXT, **parameters: str) -> Template:
    """Read a template's text."""
    path = folder / "template.yaml"
    path.write_text(text)
    return read(path, parameters)


def test_globals_are_merged(tmp_path: Path) -> None:
    """A function's own properties stand over the global ones, and maps are merged."""
    found = template(tmp_path).functions
    one, two = found["One"], found["Two"]

    assert ("app.handler", 7, 9) == (one.handler, one.timeout_s, two.timeout_s)
    assert (tmp_path / "one", (tmp_path / "layer",)) == (one.code, one.layers)
    assert (300, 3, 1, 60) == (
        one.memory_mb,
        one.concurrency,
        one.retry_attempts,
        one.event_age_s,
    )
    assert {"SHARED": "1", "WHO": "everybody"} == two.environment


def test_intrinsic_functions_have_values(tmp_path: Path) -> None:
    """References, substitutions, attributes and conditions read as they would when deployed."""
    assert {
        "SHARED": "1",
        "WHO": "One",
        "WHERE": "local/One//${kept}",
        "WHOM": "arn:aws:lambda:local:000000000000:function:Two",
    } == template(tmp_path).functions["One"].environment


def test_parameters_decide(tmp_path: Path) -> None:
    """A given parameter stands over its default, in conditions too."""
    found = template(tmp_path, Secret="s3", Size="64").functions  # noqa: S106 - a parameter's name

    assert ("s3", 64) == (found["One"].environment["KEY"], found["One"].memory_mb)
    assert {"One", "Two", "Three"} == found.keys()
    assert {"One", "Two"} == template(tmp_path).functions.keys()


def test_events_become_routes_and_schedules(tmp_path: Path) -> None:
    """Routes, schedules and CORS are what the template declares."""
    found = template(tmp_path)

    assert (Route("GET", "/a/{id+}", "One"), Route("ANY", "$default", "Two")) == found.routes
    assert (Schedule("OneTick", "rate(5 minutes)", "One", '{"a": 1}'),) == found.schedules
    assert Cors(("https://a.example", "https://b.example"), ("GET",)) == found.cors


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("!Ref Size", "!Ref Sise", "refers to Sise"),
        ("!Ref Size", "!FindInMap [a, b, c]", "uses Fn::FindInMap"),
        ("Number, Default: 300", "Number", "wants the parameter Size"),
    ],
)
def test_an_unreadable_template_says_why(tmp_path: Path, old: str, new: str, words: str) -> None:
    """A template that cannot run here is refused with the name that is at fault."""
    with pytest.raises(LocalError, match=words):
        template(tmp_path, TEXT.replace(old, new))


def test_the_real_template_can_be_read() -> None:
    """Every function of the deployment has its code where the template says."""
    found = read(ROOT / "template.yaml", STORES)

    assert [] == [name for name, function in found.functions.items() if not function.code.is_dir()]
    assert {"CatalogFunction", "SyncFunction", "DispatchFunction"} <= found.functions.keys()
    assert "reader" == found.functions["CatalogFunction"].environment["DATABASE_URL"]
