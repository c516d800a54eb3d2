"""What the operations guide promises: that what it names is there, and what it sums up is so."""

import re
import tomllib

from bench import costs, limits, simulation
from tests.support.emf_metrics import NAMES
from tests.support.paths import ROOT
from tests.support.template_graph import OWN, Deployment, parsed, watching

GUIDE = (ROOT / "docs" / "operations.md").read_text()


def test_every_alarm_says_what_to_do() -> None:
    """Whoever is woken by an alarm finds its name at the head of a line, and no other there."""
    resources = [*parsed()["Resources"].items(), *watching()["Resources"].items()]
    alarms = {name for name, one in resources if one["Type"] == "AWS::CloudWatch::Alarm"}
    section = GUIDE.partition("## Alarms")[2].partition("## ")[0]

    assert alarms == set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))


def test_the_names_are_the_template_s() -> None:
    """Every parameter, resource and output that the guide names exists."""
    document = parsed()
    known = {*document["Parameters"], *document["Resources"], *document["Outputs"]}
    known |= watching()["Resources"].keys()
    properties = {"DeletionPolicy", "EngineVersion"}
    named = set(re.findall(r"`([A-Z][a-z]+[A-Za-z]*)(?:=\w+)?`", GUIDE))
    asked = set(re.findall(r"\$\(out (\w+)\)", GUIDE))

    assert set() == named - known - properties
    assert set() == asked - set(document["Outputs"])


def test_the_verbs_are_the_makefile_s() -> None:
    """Every make that the guide types exists, and so does every environment."""
    makefile = (ROOT / "Makefile").read_text()
    verbs = set(re.findall(r"make ([a-z-]+)", GUIDE.replace("make this", "")))
    environments = tomllib.loads((ROOT / "samconfig.toml").read_text())

    assert set() == {verb for verb in verbs if f"\n{verb}:" not in makefile}
    assert {"dev", "staging", "prod"} <= set(environments)


def test_the_sums_are_those_of_the_program() -> None:
    """The table of costs is the one that the program makes."""
    assert "\n".join(costs.table()) in GUIDE
    assert "\n".join(costs.environments()) in GUIDE


def test_what_is_paid_by_the_piece_is_counted() -> None:
    """The metrics that the table of costs has are those of the templates and of the code."""
    deployment = Deployment(**OWN)
    alarms = [
        *deployment.of_type("AWS::CloudWatch::Alarm").values(),
        *deployment.monitoring.of_type("AWS::CloudWatch::Alarm").values(),
    ]
    watched = [[it for it in one.get("Metrics", []) if "MetricStat" in it] for one in alarms]

    assert costs.ALARM_METRICS == sum(len(metrics) or 1 for metrics in watched)
    assert costs.METRICS == len(NAMES)


def test_the_lines_are_those_of_the_simulation() -> None:
    """A line of the simulation's table comes out again as it stands in the guide."""
    rate = simulation.MONTHLY * simulation.PEAK / simulation.SECONDS_A_MONTH
    outcome = simulation.Simulation(limits.Deployment(name="as it comes")).run(
        rate, simulation.WINDOW_S
    )
    cells = "".join(f"{figure:11.0f}" for figure in simulation.row(outcome, rate, 4))

    assert f"1x as it comes             {cells}  none" in GUIDE


def test_prod_is_simulated_as_it_is_deployed() -> None:
    """The simulation's prod has the numbers of samconfig.toml."""
    prod = tomllib.loads((ROOT / "samconfig.toml").read_text())["prod"]["deploy"]["parameters"]
    told = dict(pair.split("=") for pair in prod["parameter_overrides"])
    simulated = next(one for _, one in simulation.LOADS if one.name.startswith("prod"))

    assert (told["RequestRate"], told["RequestBurst"], told["DatabaseMaxCapacity"]) == tuple(
        str(figure) for figure in (simulated.rate, simulated.burst, simulated.units)
    )
