"""The command line of the Python client."""

import json

import pytest

from pricebook_client import Pricebook, cli
from tests.python_client.book import Gateway
from tests.support.dated_history import import_lines, models_dev
from tests.support.fakes.provider_transport import item
from tests.support.sync_and_query import run

MODEL = "openrouter/openai/gpt-5"
QUOTE = ["quote", "gpt-5", "--in", "12k", "--out", "800", "--requests", "10k"]


def test_a_quote_is_a_table(book: Pricebook, capsys: pytest.CaptureFixture[str]) -> None:
    """A row for each seller."""
    assert 0 == cli.main(QUOTE, book)

    printed = capsys.readouterr().out.split()
    assert MODEL in printed
    assert "$136" in printed


def test_a_quote_is_json(book: Pricebook, capsys: pytest.CaptureFixture[str]) -> None:
    """For other programs."""
    assert 0 == cli.main([*QUOTE, "--json"], book)

    printed = capsys.readouterr().out
    # the function's metrics stand before it
    assert "136" == json.loads(printed[printed.index("\n[") :])[0]["total"]


def test_models_and_their_history(book: Pricebook, capsys: pytest.CaptureFixture[str]) -> None:
    """By words, and change by change."""
    assert 0 == cli.main(["find", "gpt", "5", "--limit", "1"], book)
    assert "openrouter/openai/gpt-5" in capsys.readouterr().out


def test_the_history_of_a_model(book: Pricebook, capsys: pytest.CaptureFixture[str]) -> None:
    """Before and after."""
    assert 0 == cli.main(["history", MODEL], book)
    lines = [line.split()[1:] for line in capsys.readouterr().out.splitlines()]
    assert ["input_tokens", "unknown", "$1", "database"] in lines


def test_the_prices_of_a_model_everywhere(
    book: Pricebook, capsys: pytest.CaptureFixture[str]
) -> None:
    """By a name, at every seller who had a price on a day."""
    import_lines(
        "models.dev",
        models_dev("2026-03-01", "openai", "gpt-5", cost={"input": 3, "output": 9}),
        models_dev("2026-04-01", "openai", "gpt-5", "gone"),
    )

    assert 0 == cli.main(["prices", "gpt-5", "--at", "2026-03-15"], book)
    assert [
        ["openai/gpt-5", "(gone)", "$3", "$9", "2026-03-01", "reference:models.dev"]
    ] == rows_of(capsys)


def test_a_quote_at_every_seller(book: Pricebook, capsys: pytest.CaptureFixture[str]) -> None:
    """Of the model that a name means."""
    assert 0 == cli.main([*QUOTE, "--everywhere"], book)
    assert [MODEL, "$136"] == rows_of(capsys)[0][:2]


def rows_of(capsys: pytest.CaptureFixture[str]) -> list[list[str]]:
    """Return the cells of a printed table without what is printed before it."""
    lines = capsys.readouterr().out.splitlines()
    head = max(number for number, line in enumerate(lines) if line.startswith("model"))
    return [line.split() for line in lines[head + 1 :]]


def test_changes_are_told_once(book: Pricebook, capsys: pytest.CaptureFixture[str]) -> None:
    """As one line each, of the models that are watched."""
    run(item("openai/gpt-5", "0.0000005"), item("acme/b", "0.000009"))

    assert 0 == cli.main(["watch", MODEL, "--once", "--since", "2026-01-01"], book)
    assert "gpt-5 at openrouter: input -50 % to $0.5 per 1M" in capsys.readouterr().out


def test_an_error_is_a_sentence(
    book: Pricebook, gateway: Gateway, capsys: pytest.CaptureFixture[str]
) -> None:
    """And a status that is not zero."""
    assert 1 == cli.main(["history", "nobody/nothing"], book)
    assert "There is no model 'nobody/nothing'" in capsys.readouterr().err
    assert [404] == gateway.statuses


@pytest.mark.parametrize(("text", "number"), [("800", 800), ("12k", 12_000), ("1.5M", 1_500_000)])
def test_counts_are_short(text: str, number: int) -> None:
    """As people write them."""
    assert number == cli.count(text)


@pytest.mark.parametrize("text", ["", "k", "-1", "0.5", "1e3", "12x"])
def test_a_count_is_whole(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Anything else is refused with an example."""
    with pytest.raises(SystemExit):
        cli.main(["quote", "gpt-5", f"--in={text}"])

    assert "expected 800, 12k or 1.5M" in capsys.readouterr().err
