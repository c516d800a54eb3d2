"""Tools: what a whole answer tells of searches and other tools that its usage does not count."""

from typing import Any

import pytest

from tests.support.usage_reader import counts, read

USED = {"input_tokens": 5, "output_tokens": 3}
GPT, GEMINI = "openai/gpt-5", "google/gemini-2.5-flash"
RESPONSE = {**USED, "total_tokens": 8}
CONTENT = {"promptTokenCount": 5, "candidatesTokenCount": 3}
SEARCHED = {"type": "web_search_call", "action": {"type": "search", "query": "x"}}
OPENED = {"type": "web_search_call", "action": {"type": "open_page"}}
UNCOUNTED = "the answer rests on searches, and its usage counts no web_searches"


def response(*steps: object, **more: Any) -> dict[str, Any]:
    """Return an answer of the Responses API that took these steps."""
    return {"id": "resp_1", "output": [*steps], "usage": RESPONSE, **more}


def test_searches_of_a_response_are_counted() -> None:
    """They cost money; to open what was found does not, and a step without an action is old."""
    used = read(response(SEARCHED, OPENED, SEARCHED, {"type": "web_search_call"}), model=GPT)

    assert ({**USED, "web_searches": 3}, ()) == (counts(used), used.missing)
    event = {"type": "response.completed", "response": response(SEARCHED)}
    assert 1 == counts(read(event, model=GPT))["web_searches"]


def test_tools_that_no_meter_counts_are_missing() -> None:
    """Each kind once; what costs its tokens alone is none."""
    free = [{"type": name} for name in ("message", "reasoning", "function_call", "mcp_call")]
    tools = [{"type": name} for name in ("file_search_call", "code_interpreter_call")]

    used = read(response(*free, *tools, tools[0], "text", {"no": "type"}), model=GPT)

    assert (
        "the answer took 1 code_interpreter_call: no meter counts these",
        "the answer took 2 file_search_call: no meter counts these",
    ) == used.missing
    assert USED == counts(used)


def test_what_the_usage_counts_is_not_counted_again() -> None:
    """A router tells its searches in both places."""
    told = {**RESPONSE, "cost": 1, "server_tool_use": {"web_search_requests": 2}}

    used = read(response(SEARCHED, usage=told), model="openrouter/openai/gpt-5")

    assert {**USED, "web_searches": 2} == counts(used)


TWO = {"groundingMetadata": {"webSearchQueries": ["x", "y"]}}


@pytest.mark.parametrize(
    ("candidate", "model", "searches", "missing"),
    [
        (TWO, GEMINI, 1, ()),
        (TWO, "google-vertex/gemini-3-pro-preview", 2, ()),
        (TWO, "gemini-flash-latest", 0, (UNCOUNTED,)),
        ({"grounding_metadata": {"web_search_queries": ["x"]}}, GEMINI, 1, ()),
        ({"grounding_metadata": {"grounding_chunks": [{"maps": {}}]}}, GEMINI, 0, (UNCOUNTED,)),
        ({"groundingMetadata": {"webSearchQueries": []}}, GEMINI, 0, ()),
        ({"groundingMetadata": {"webSearchQueries": 7}}, GEMINI, 0, ()),
        ({"groundingMetadata": None}, GEMINI, 0, ()),
        ({"content": {}}, GEMINI, 0, ()),
    ],
)
def test_searches_of_an_answer_of_google_are_counted(
    candidate: dict[str, Any], model: str, searches: int, missing: tuple[str, ...]
) -> None:
    """Its usage counts none; from the third generation on each query costs money, else the answer.

    What rests on anything else, or is of a model that names no generation, is not complete.
    """
    used = read({"candidates": [candidate], "usageMetadata": CONTENT}, model=model)

    assert (searches, missing) == (counts(used).get("web_searches", 0), used.missing)


def test_what_was_found_was_searched() -> None:
    """Z.ai lists it beside its usage."""
    answer = {"usage": {"prompt_tokens": 5, "completion_tokens": 3}, "web_search": [{"title": "x"}]}

    assert (UNCOUNTED,) == read(answer, model="zai/glm-4.6").missing
    assert () == read({**answer, "web_search": []}, model="zai/glm-4.6").missing


def test_a_usage_object_alone_tells_of_no_tools() -> None:
    """Whatever else of that name stands in it."""
    assert {"input_tokens": 5, "output_tokens": 3} == counts(read({"input": 5, "output": 3}))
    assert () == read({"usage": RESPONSE, "output": "text", "candidates": 7}, model=GPT).missing
