"""Perplexity: OpenAI's chat usage, what was cited, and what was searched; and that of its agents.

Reasoning lies outside of the completion and of the total. A request has one fee, by the size of its
search context, which only deep research counts. `cost.total_cost` is what it charged.
https://docs.perplexity.ai/api-reference/chat-completions-post,
https://docs.perplexity.ai/api-reference/agent-post
"""

from dataclasses import replace

from pricebook.quote.usage_formats import Word
from pricebook.quote.usage_formats.openai_chat import chat
from pricebook.quote.usage_formats.openai_responses import INPUTS, responses

TOOLS = "tool_calls_details"

sonar = replace(
    chat,
    name="perplexity",
    title="a Perplexity answer",
    marks=frozenset(
        {"search_context_size", "citation_tokens", "num_search_queries", "cost.total_cost"}
    ),
    completion=replace(
        chat.completion,
        reasoning=("reasoning_tokens", *chat.completion.reasoning),
        holds_reasoning=False,
    ),
    counters={"citation_tokens": "citation_tokens", "num_search_queries": "web_searches"},
    partial_total=True,
    once={"search_context_size": "num_search_queries"},
    words=(*chat.words, Word("search_context_size", "search_context_size")),
    free=chat.free | {"cost"},
    billed=("cost.total_cost",),
    vendors=frozenset({"perplexity"}),
)
agent = replace(
    responses,
    name="perplexity",
    title="a Perplexity agent's answer",
    marks=frozenset({"cost.total_cost", f"{TOOLS}.search_web.invocation"}),
    prompt=replace(
        responses.prompt,
        cached=(*responses.prompt.cached, f"{INPUTS}.cache_read_input_tokens"),
        written=(*responses.prompt.written, f"{INPUTS}.cache_creation_input_tokens"),
    ),
    counters={f"{TOOLS}.search_web.invocation": "web_searches"},
    free=responses.free | {"cost"},
    uncounted=frozenset({f"{TOOLS}.fetch_url.invocation"}),
    billed=("cost.total_cost",),
    vendors=frozenset({"perplexity"}),
    ambiguous=True,
)
