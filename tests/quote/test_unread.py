"""Unread: what of a usage object may cost money and is in no count."""

from tests.support.usage_reader import counts, read


def test_what_no_meter_counts_is_missing() -> None:
    """A tool that a vendor charges for, and that we cannot, leaves the quote incomplete."""
    tools = {"x_search_calls": 2, "web_search_calls": 1}

    used = read(
        {"prompt_tokens": 1, "num_sources_used": 0, "server_side_tool_usage_details": tools}
    )

    assert ("usage.server_side_tool_usage_details.x_search_calls: no meter counts these",) == (
        used.missing
    )
    assert {"input_tokens": 1, "web_searches": 1} == counts(used)


def test_a_sum_of_tools_counts_what_its_parts_leave_out() -> None:
    """How many tools ran says that they cost money, and not which."""
    told = {"web_search_calls": 2, "mcp_calls": 0}
    answer = {"input_tokens": 1, "num_server_side_tools_used": 3}

    assert ("usage.num_server_side_tools_used counts 3 that no other field names",) == (
        read(answer, model="xai/grok-4").missing
    )
    parts = read({**answer, "server_side_tool_usage_details": told}, model="xai/grok-4")
    assert ("usage.num_server_side_tools_used counts 1 that no other field names",) == parts.missing
    assert () == read({**answer, "num_server_side_tools_used": 0}, model="xai/grok-4").missing


def test_labels_say_nothing_of_cost() -> None:
    """Names, kinds and times stand in many objects."""
    labels = {"id": "x", "model": "gpt", "type": "message", "object": "usage", "created": 17}

    assert () == read({"prompt_tokens": 1, **labels}).missing


def test_what_an_answer_costs_altogether_is_no_count() -> None:
    """Sellers name it, each in its own words; a part of it may be a tool."""
    for name in ("estimated_cost", "market_cost", "total_cost"):
        assert () == read({"prompt_tokens": 1, name: 0.1}).missing
    part = read({"prompt_tokens": 1, "web_search_cost": 0.1})
    assert ("usage.web_search_cost is not known, and may cost money",) == part.missing
