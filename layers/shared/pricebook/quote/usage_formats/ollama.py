"""Ollama: how many tokens a prompt and its answer had, and how long each took.

https://docs.ollama.com/api
"""

from pricebook.quote.usage_formats import Completion, Format, Prompt

generated = Format(
    name="ollama",
    title="an Ollama answer",
    marks=frozenset({"prompt_eval_count", "eval_count"}),
    prompt=Prompt(total=("prompt_eval_count",)),
    completion=Completion(total=("eval_count",)),
    free=frozenset(
        {
            *("context", "created_at", "done", "done_reason", "eval_duration", "load_duration"),
            *("message", "model", "prompt_eval_duration", "response", "total_duration"),
        }
    ),
    vendors=frozenset({"ollama-cloud"}),
)
